"""Forms as the design system draws them: `{{ form.income.as_field_group }}` gives label, hint, error and box."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)
# Django's own list widgets, drawn by our templates.
_TEMPLATES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "ui/field/checkboxes.html"),
    (forms.RadioSelect, "ui/field/radios.html"),
)


class Field(forms.BoundField):
    """A field of a form on a page, with the classes, names and targets of the design system."""

    @property
    def error_target(self) -> str:
        """The id that the error summary leads to: the first box that is wrong."""
        parts = self.wrong_parts
        if parts:
            return f"{self.auto_id}_{parts[0]}"
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """Which of a field's several boxes are wrong; empty where it has one or all are."""
        for error in self.form.errors.as_data().get(self.name, []):
            if error.params and "parts" in error.params:
                return tuple(error.params["parts"])
        return ()

    @property
    def is_single_checkbox(self) -> bool:
        """Is it one box to tick, whose label stands beside it?"""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def fieldset_describedby(self) -> str:
        """What a screen reader says after the question of a group of boxes."""
        described: list[str] = []
        if self.help_text:
            described.append(f"{self.auto_id}_helptext")
        if self.errors:
            described.append(f"{self.auto_id}_error")
        return " ".join(described)

    @property
    def counts(self) -> int | None:
        """How many characters may be written, where it is worth counting them."""
        if not isinstance(self.field.widget, forms.Textarea):
            return None
        limit: int | None = getattr(self.field, "max_length", None)
        return limit

    @property
    def aria_describedby(self) -> str | None:
        """What a screen reader says after the label: hint, error, and how much may be written."""
        described = super().aria_describedby
        if described is None or not self.counts:
            return described
        return f"{described} {self.auto_id}-info".strip()

    def as_question(self) -> SafeString:
        """Draw the field of a page that asks one thing: its label is the page's heading."""
        return self.render(context={"field": self, "as_heading": True})

    def get_context(self) -> dict[str, Any]:
        """The field itself, drawn without being the page's heading."""
        return {"field": self, "as_heading": False}

    def as_widget(
        self, widget: forms.Widget | None = None, attrs: dict[str, Any] | None = None, only_initial: bool = False
    ) -> SafeString:
        """Draw the box alone."""
        chosen = widget or self.field.widget
        for kind, template in _TEMPLATES:
            if isinstance(chosen, kind) and str(chosen.template_name).startswith("django/"):
                chosen.template_name = template
        return super().as_widget(chosen, attrs, only_initial)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Give the box its class; leave `required` to our own errors, which say what to do."""
        chosen = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, chosen)
        built.pop("required", None)
        if isinstance(chosen, forms.CheckboxInput):
            built["class"] = "govuk-checkboxes__input"
        elif not chosen.is_hidden and not isinstance(chosen, forms.RadioSelect | forms.CheckboxSelectMultiple):
            built["class"] = self._classes(chosen, str(chosen.attrs.get("class", "")))
        if self.wrong_parts:
            built["data-wrong"] = " ".join(self.wrong_parts)
        return built

    def _classes(self, widget: forms.Widget, own: str) -> str:
        for kind, name in _CLASSES:
            if isinstance(widget, kind):
                return " ".join([name, *([f"{name}--error"] if self.errors else []), *own.split()])
        return own


class Renderer(DjangoTemplates):
    """What Django draws every form with."""

    field_template_name = "ui/field/field.html"
    bound_field_class = Field
