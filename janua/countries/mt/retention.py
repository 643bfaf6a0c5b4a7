"""How long Malta keeps what. No published schedule was found: the periods are ours, each above what the law hints at.

The Regulation asks that data be kept no longer than needed (article 5(1)(e)); the Civil Code bars claims for sums due
after five years (article 2156), and nothing is claimed back beyond that; books of account are kept for ten years.
"""

from janua.pack.retention import Confidence, Kept, RetentionRule

RETENTION: tuple[RetentionRule, ...] = (
    RetentionRule(
        kind=Kept.CASE,
        months=120,
        citation="Regulation (EU) 2016/679, art. 5(1)(e); Civil Code (Cap. 16), art. 2156",
        confidence=Confidence.ASSUMED,
        note="Five years bar a claim; doubled, since a suspension of the period is not seen in the file.",
    ),
    RetentionRule(
        kind=Kept.PAYMENT,
        months=120,
        citation="Regulation (EU) 2016/679, art. 5(1)(e); Companies Act (Cap. 386), art. 163, by analogy",
        confidence=Confidence.ASSUMED,
        note="Ten years, as books of account; the ledger itself stays, with persons by number alone.",
    ),
    RetentionRule(
        kind=Kept.ACCOUNT,
        months=24,
        citation="Regulation (EU) 2016/679, art. 5(1)(e)",
        confidence=Confidence.ASSUMED,
        note="After the last sign-in.",
    ),
    RetentionRule(
        kind=Kept.REGISTER_ENTRY,
        months=60,
        citation="Regulation (EU) 2016/679, art. 5(1)(e); Data Protection Act (Cap. 586)",
        confidence=Confidence.ASSUMED,
        note="What a register told of somebody who asks for nothing; the register itself keeps its own.",
    ),
)
