"""The day on which somebody is looked at."""

from janua.rules.language import clip, rule


@rule("Common to the programmes: the state on the day of application, not before or after the month paid for", mark="A")
def tested_on(applied_on, period):
    """The day of application, but not before the first or after the last day of the month paid for."""
    return clip(applied_on, period.first, period.last)
