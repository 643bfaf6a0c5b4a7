"""Maltese programmes whose law is not whole in the pages found: listed with what is missing, never computed."""

from janua.pack.listed import ListedProgramme

_RATES = "The rates of today; they stand in the department's schedule of benefit rates, which was not found."
_BOARD = "The rates, and what the medical board looks at; neither was found."


def _listed(
    code: str, names: tuple[str, str], summary: tuple[str, str], *, missing: str, source: str
) -> ListedProgramme:
    """A programme with its English and its Maltese name and summary."""
    return ListedProgramme(
        code=code,
        names={"en": names[0], "mt": names[1]},
        summary={"en": summary[0], "mt": summary[1]},
        missing=missing,
        source=source,
    )


LISTED: tuple[ListedProgramme, ...] = (
    _listed(
        "MT-SUPP",
        ("Supplementary Allowance", "Allowance Supplimentari"),
        (
            "For people with a low income who do not get the children's allowance.",
            "Għal nies bi dħul baxx li ma jirċivux l-Allowance tat-Tfal.",
        ),
        missing="The scale of weekly rates by income. Found: income up to 18,000 (couple) or 12,493 (single and "
        "responsible for the household) a year, three months of residence; highest of 2020: 12.54 and 4.57 a week.",
        source="socialsecurity.gov.mt, supplementary allowance (S); rates of 2021 from news reports (N)",
    ),
    _listed(
        "MT-SUB",
        ("Special Unemployment Benefit", "Benefiċċju Speċjali għal Diżimpjieg"),
        (
            "For people without work who paid contributions and answer for a household with few means.",
            "Għal nies bla xogħol li ħallsu kontribuzzjonijiet u huma responsabbli għal dar bi ftit mezzi.",
        ),
        missing="The rates from 2023. Found: the conditions of the unemployment benefit with the capital test of "
        "unemployment assistance, 156 days, rates of 2022 of 22.25 and 14.68 a day.",
        source="socialsecurity.gov.mt, special unemployment benefit (S); rates of 2022 (N)",
    ),
    _listed(
        "MT-SUA",
        ("Subsidiary Unemployment Assistance", "Assistenza Sussidjarja għal Diżimpjieg"),
        (
            "For people with subsidiary protection who have no work.",
            "Għal nies bi protezzjoni sussidjarja li m'għandhomx xogħol.",
        ),
        missing=_RATES,
        source="socialsecurity.gov.mt, unemployment assistance (S)",
    ),
    _listed(
        "MT-AGE",
        ("Age Pension", "Pensjoni tal-Età"),
        (
            "For people from 60 with few means and without a sufficient contributory pension.",
            "Għal nies minn 60 sena bi ftit mezzi u mingħajr pensjoni kontributorja biżżejjed.",
        ),
        missing=_RATES,
        source="Cap. 318, art. 66; socialsecurity.gov.mt, age pension (S)",
    ),
    _listed(
        "MT-DA",
        ("Disability Assistance", "Assistenza għal Diżabilità"),
        (
            "For people of 16 to 64 whose disability began before 60.",
            "Għal nies bejn 16 u 64 sena li d-diżabilità tagħhom bdiet qabel is-60.",
        ),
        missing=_BOARD,
        source="socialsecurity.gov.mt, disability assistances (S); a fourth level from January 2026 (N)",
    ),
    _listed(
        "MT-SDA",
        ("Severe Disability Assistance", "Assistenza għal Diżabilità Severa"),
        (
            "For people with a severe physical or intellectual disability.",
            "Għal nies b'diżabilità fiżika jew intellettwali severa.",
        ),
        missing=_BOARD,
        source="socialsecurity.gov.mt, disability assistances (S); a fourth level from January 2026 (N)",
    ),
    _listed(
        "MT-VIA",
        ("Assistance for the Visually Impaired", "Assistenza għal Persuni b'Nuqqas ta' Vista"),
        ("For people from 14 who see little or nothing.", "Għal nies minn 14-il sena li jaraw ftit jew xejn."),
        missing=_BOARD,
        source="socialsecurity.gov.mt, disability assistances (S)",
    ),
    _listed(
        "MT-CARA",
        ("Carer's Allowance", "Allowance għall-Carers"),
        (
            "For people who care for a relative in the same household.",
            "Għal nies li jieħdu ħsieb qarib fl-istess dar.",
        ),
        missing=_BOARD,
        source="Cap. 318, art. 68; socialsecurity.gov.mt, carer's allowance (S)",
    ),
    _listed(
        "MT-ICARA",
        ("Increased Carer's Allowance", "Allowance Miżjuda għall-Carers"),
        (
            "For people who care for a relative with a high need of help in the same household.",
            "Għal nies li jieħdu ħsieb qarib li jeħtieġ ħafna għajnuna fl-istess dar.",
        ),
        missing=_BOARD,
        source="socialsecurity.gov.mt, carer's allowance (S); half as much again when caring for two, 2025 (N)",
    ),
    _listed(
        "MT-CG",
        ("Carers' Grant to Parents", "Għotja lill-Ġenituri Carers"),
        (
            "For parents who care for a son or daughter and cannot work.",
            "Għal ġenituri li jieħdu ħsieb iben jew bint u ma jistgħux jaħdmu.",
        ),
        missing="The conditions; only the amount of 2026 was found, 5,369 a year.",
        source="Budget 2026, news reports (N)",
    ),
    _listed(
        "MT-ORA",
        ("Orphan's Allowance", "Allowance tal-Orfni"),
        ("For whoever brings up an orphan.", "Għal min irabbi orfni."),
        missing=_RATES,
        source="socialsecurity.gov.mt, orphan's allowance (S)",
    ),
    _listed(
        "MT-ORS",
        ("Orphan's Supplementary Allowance", "Allowance Supplimentari tal-Orfni"),
        ("For orphans of 16 to 21.", "Għal orfni bejn 16 u 21 sena."),
        missing=_RATES,
        source="socialsecurity.gov.mt, orphan's supplementary allowance (S)",
    ),
    _listed(
        "MT-MILK",
        ("Milk Grant", "Għotja għall-Ħalib"),
        ("For families of a baby who get assistance.", "Għal familji ta' tarbija li jirċievu assistenza."),
        missing="The conditions and the rates.",
        source="socialsecurity.gov.mt (S)",
    ),
    _listed(
        "MT-SKA",
        ("Sickness Assistance", "Assistenza għal Mard"),
        (
            "For households with few means and a member with a lasting illness.",
            "Għal djar bi ftit mezzi u b'membru b'marda dejjiema.",
        ),
        missing="The conditions and the rates.",
        source="socialsecurity.gov.mt (S)",
    ),
    _listed(
        "MT-FMA",
        ("Free Medical Aid (pink card)", "Għajnuna Medika b'Xejn (karta r-roża)"),
        ("For households with few means: medicines without charge.", "Għal djar bi ftit mezzi, mediċini b'xejn."),
        missing="The limits of means.",
        source="socialsecurity.gov.mt (S)",
    ),
    _listed(
        "MT-STU",
        ("Student's Allowance", "Allowance tal-Istudenti"),
        (
            "For families of a child who stays in education after 16.",
            "Għal familji ta' wild li jibqa' jistudja wara s-16-il sena.",
        ),
        missing="The conditions; found: 500 a year for three years, from 2024.",
        source="News reports (N)",
    ),
    _listed(
        "MT-INV",
        ("Invalidity Pension", "Pensjoni tal-Invalidità"),
        (
            "For people who paid contributions and can work no more for reasons of health.",
            "Għal nies li ħallsu kontribuzzjonijiet u ma jistgħux jaħdmu aktar għal raġunijiet ta' saħħa.",
        ),
        missing=_BOARD,
        source="socialsecurity.gov.mt (S)",
    ),
    _listed(
        "MT-WID",
        ("Widow's or Widower's Pension", "Pensjoni tar-Romol"),
        ("For widows and widowers.", "Għar-romol."),
        missing=_RATES,
        source="Cap. 318, Part IV; socialsecurity.gov.mt (S)",
    ),
)
