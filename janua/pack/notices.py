"""What a message to a person says: the pack's words for its template, with the values filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from janua.pack.messages import Messages


@dataclass(frozen=True)
class ToldNotice:
    """A message in one language.

    unreviewed   no native speaker has read these words yet
    """

    subject: str
    text: str
    unreviewed: bool


def told_notice(
    notices: Messages, *, template: str, values: Mapping[str, str], language: str, variant: str = ""
) -> ToldNotice | None:
    """The message of a template; None where the pack has no words for it.

    values    as texts; a value that is not there is left empty, so that one old message stops no page
    variant   such as the outcome of a decision, where the template has one
    """
    texts = notices.texts[language]
    name = next((one for one in (f"{template}.{variant}", template) if f"{one}.subject" in texts), None)
    if name is None:
        return None
    filled = _Filled(values)
    return ToldNotice(
        texts[f"{name}.subject"].format_map(filled),
        texts[f"{name}.text"].format_map(filled),
        unreviewed=language in notices.unreviewed,
    )


class _Filled(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
