"""Programmes of Trinidad and Tobago whose law is not whole: shown with what is missing, never computed."""

from janua.pack.listed import ListedProgramme


def _listed(code: str, name: str, summary: str, missing: str, source: str) -> ListedProgramme:
    return ListedProgramme(code=code, names={"en": name}, summary={"en": summary}, missing=missing, source=source)


_HELP = "General Assistance Grants of the Social Welfare Division"

LISTED: tuple[ListedProgramme, ...] = (
    _listed(
        "TT-GAG-DOM",
        "Domestic Help Grant",
        "Pays for help at home for 3 to 6 months where illness makes it necessary.",
        "The ceiling: only the least amount of 1,800 is published, and how it grows with need is not.",
        f"{_HELP}, news reports [N]",
    ),
    _listed(
        "TT-GAG-MED",
        "Medical Equipment Grant",
        "Helps to buy medical equipment that a doctor prescribes.",
        "Amounts and conditions; only the medical report and the quotation are known.",
        f"{_HELP} [S]",
    ),
    _listed(
        "TT-GAG-PHA",
        "Pharmaceutical Grant",
        "Helps to buy medicine that a doctor prescribes.",
        "Amounts and conditions; only the medical report and the quotation are known.",
        f"{_HELP} [S]",
    ),
    _listed(
        "TT-GAG-PRO",
        "Prosthetics Grant",
        "Helps to buy an artificial limb or another aid that a doctor prescribes.",
        "Amounts and conditions; only the medical report and the quotation are known.",
        f"{_HELP} [S]",
    ),
    _listed(
        "TT-GAG-UNI",
        "Uniform Grant",
        "Helped with the school uniforms of up to four children.",
        "Whether it is still given: an old page names 200 a child; the School Supplies Grant has taken its place.",
        f"{_HELP}, older page [S]",
    ),
    _listed(
        "TT-UTA",
        "Urgent Temporary Assistance",
        "Helps at once where a family cannot wait for a decision.",
        "Amounts, conditions and duration.",
        "Social Welfare Division [S]",
    ),
    _listed(
        "TT-SCG",
        "Special Child Grant",
        "Was paid for children with special needs; for severe disability the grant for minors has replaced it.",
        "Amount and conditions for the children whom the grant for minors does not reach.",
        "Social Welfare Division [S]",
    ),
    _listed(
        "TT-DR",
        "Disaster Relief",
        "Replaces household items and material lost in a disaster, in kind and by need.",
        "No amounts: the officer replaces what is needed.",
        "social.gov.tt, disaster relief and home repairs grant [S]",
    ),
    _listed(
        "TT-HIS",
        "Home Improvement Subsidy",
        "Adds a matching sum to what a household of middle income spends on its home.",
        "How the matching share is worked out: known are 20,000 at most, 18 years and 7,000 a month.",
        "housing.gov.tt, home improvement subsidy [S]",
    ),
    _listed(
        "TT-NIS",
        "National Insurance Retirement Pension or Grant",
        "Pays a pension from 750 contributions on, else a grant of three times the contributions, by another agency.",
        "The whole table of earnings classes and which increments are current; contributions lie with the Board.",
        "nibtt.net, tables of 2013 and 2016 [S]",
    ),
    _listed(
        "TT-SEED",
        "Sowing Empowerment through Entrepreneurial Development",
        "Gives a grant to start or grow a small business.",
        "The amount is not confirmed.",
        "social.gov.tt, our services [N]",
    ),
    _listed(
        "TT-FAM",
        "Counselling and Family Services",
        "Advice and mediation for families in difficulty.",
        "It is a service and pays no amount.",
        "National Family Services Division [S]",
    ),
    _listed(
        "TT-GAPP",
        "Geriatric Adolescent Partnership Programme",
        "Care at home for older persons by trained carers.",
        "It is a service; who gets it, and for how many hours, is not published.",
        "Division of Ageing [G]",
    ),
    _listed(
        "TT-THA",
        "Programmes of the Tobago House of Assembly",
        "Social services that Tobago's own division gives beside the national grants.",
        "Amounts and conditions of Tobago's own programmes.",
        "dhwfd.gov.tt [S]",
    ),
)
