"""Whom the law of each programme of Trinidad and Tobago counts, derived from relationships and dwellings."""

from datetime import date

from janua.rules import ONE, Members, UnitDefinition, View, unit


@unit("applicant", roles={"claimant": ONE})
def applicant(view: View, _on: date) -> Members:
    """The claimant alone: husband and wife file separate forms."""
    return Members(roles={"claimant": (view.claimant,)})


UNITS: tuple[UnitDefinition, ...] = (applicant,)
