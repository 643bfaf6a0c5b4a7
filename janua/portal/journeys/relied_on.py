"""What we rely on to answer people, and whether it works just now: registers, the way in, the bank, our own work."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _

from janua.base.health.queries import Health, health_at
from janua.pack.installed import country
from janua.portal.journeys.finding import said
from janua.ui.on_page import instant_text

SLOW_SECONDS = 3.0
# A single question that went wrong is nothing to tell everybody.
AWAY_SECONDS = 60.0
_OURS = {"process-missing", "watch-silent", "job-late", "loop-late", "loop-failing", "messages-waiting"}


class Works(StrEnum):
    """How something works just now."""

    WELL = "well"
    SLOW = "slow"
    AWAY = "away"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """One thing that we rely on: its name, how it works, and what that means for whoever reads."""

    name: str
    state: Works
    state_text: str
    colour: str
    meaning: str


@dataclass(frozen=True)
class RelyPage:
    """The page: when it was so, and each thing that we rely on."""

    at: str
    is_all_well: bool
    lines: list[Line]


def rely_page(at: datetime) -> RelyPage:
    """How everything works that people's answers depend on."""
    health = health_at(at)
    lines = [_own_work(health)]
    if "eid" in settings.JANUA_PARTNERS:
        lines.append(_line(_("Signing in"), state_of(health, "eid"), _meaning_of_signing_in(state_of(health, "eid"))))
    for register in country().registers:
        state = state_of(health, register.code)
        lines.append(_line(said(register.names), state, _meaning_of_register(state)))
    if "bank" in settings.JANUA_PARTNERS:
        lines.append(
            _line(_("The bank that pays"), state_of(health, "bank"), _meaning_of_bank(state_of(health, "bank")))
        )
    return RelyPage(instant_text(at), all(line.state in (Works.WELL, Works.UNKNOWN) for line in lines), lines)


def state_of(health: Health, partner: str) -> Works:
    """How another system was last found; unknown where nobody has asked it lately."""
    away = health.number("partner_away_seconds", partner)
    if away is None:
        return Works.UNKNOWN
    if away > AWAY_SECONDS:
        return Works.AWAY
    return Works.SLOW if (health.number("partner_seconds", partner) or 0.0) > SLOW_SECONDS else Works.WELL


def _own_work(health: Health) -> Line:
    behind = any(one.alarm.name in _OURS and _is_of_work(one.label) for one in health.alarms)
    if behind:
        meaning = _("You can apply and look at everything. Answers take longer than usual.")
        return _line(_("Our own work on applications"), Works.SLOW, meaning)
    return _line(_("Our own work on applications"), Works.WELL, _("Applications are worked on as usual."))


def _is_of_work(label: str) -> bool:
    # A kind of process, a loop or a job: all but the other faces and the payments worker.
    return label not in ("portal", "workbench", "api", "payments")


def _line(name: str, state: Works, meaning: str) -> Line:
    texts = {
        Works.WELL: (_("Works"), "green"),
        Works.SLOW: (_("Slow"), "yellow"),
        Works.AWAY: (_("Does not answer"), "red"),
        Works.UNKNOWN: (_("Not asked lately"), "grey"),
    }
    return Line(name, state, *texts[state], meaning)


def _meaning_of_register(state: Works) -> str:
    if state is Works.AWAY:
        return _("You can apply all the same. We ask again by ourselves; your answer may take longer.")
    if state is Works.SLOW:
        return _("What it knows of you may come later. You need not do anything.")
    return _("What it knows of you, we ask it, so that you need not bring papers.")


def _meaning_of_signing_in(state: Works) -> str:
    if state is Works.AWAY:
        return _("You cannot sign in just now. Try again later, or come to an office.")
    if state is Works.SLOW:
        return _("Signing in takes longer than usual.")
    return _("You can sign in as usual.")


def _meaning_of_bank(state: Works) -> str:
    if state is Works.AWAY:
        return _("Payments may arrive later. None is lost, and none is paid twice.")
    if state is Works.SLOW:
        return _("Payments may arrive a little later.")
    return _("Payments go out on their days.")
