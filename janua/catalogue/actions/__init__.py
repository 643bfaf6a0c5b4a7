"""The verbs of the catalogue: what is on offer, and what is announced."""

from janua.catalogue.actions.catalogue import BlueprintsFaulty, ProgrammeOnOffer, publish

__all__ = ["BlueprintsFaulty", "ProgrammeOnOffer", "publish"]
