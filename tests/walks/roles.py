"""Which role each login of the lists of pages holds; a role that is in neither list fails the census."""

from collections.abc import Mapping

from demo.walkthrough.people import OFFICERS

# The demo's officers, and the one for restricted persons whom it has not.
ROLE_OF: Mapping[str, str] = {one.login: one.role for one in OFFICERS if one.login != "administrator-2"} | {
    "protection": "protection_officer"
}
# Roles with no page of their own: what each opens is listed here by the names of pages.
_EVERY_OFFICERS = ("step-up", "inbox", "task", "hand-over", "own-sign-in", "own-password")
UNVISITED: Mapping[str, frozenset[str]] = {
    "data_protection_officer": frozenset(
        {*_EVERY_OFFICERS, "audit", "refused", "looks", "look-alerts", "look-alert", "look-holds", "retention"}
    ),
}
