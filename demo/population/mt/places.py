"""Localities with their island and the letters of their postcode; streets with frequent names."""

from typing import NamedTuple

from demo.population.draw import Draw, Shares
from demo.population.people import Dwelling
from demo.population.rows import PlacedArea, PlacedOffice

STREETS = (
    "Triq il-Kbira", "Triq San Ġużepp", "Triq il-Knisja", "Triq San Pawl", "Triq il-Ħarruba", "Triq iż-Żebbuġa",
    "Triq il-Ward", "Triq id-Dielja", "Triq il-Fjuri", "Triq San Mikiel", "Triq Santa Marija", "Triq it-Torri",
    "Triq l-Għonnella", "Triq il-Mitħna", "Triq il-Qamar", "Triq l-Iskola", "Triq San Ġorġ", "Triq il-Bjar",
    "Triq il-Ħaddiema", "Triq l-Imgħallem", "Triq il-Kappella", "Triq Sant'Anna", "Triq il-Pitkali", "Triq il-Għajn",
    "Triq ix-Xatt", "Triq il-Ġnien", "Triq il-Fortizza", "Triq il-Busbies", "Triq is-Sajjieda", "Triq ir-Rummien",
)  # fmt: skip


class Locality(NamedTuple):
    """A place where people live."""

    name: str
    letters: str
    island: str


def _localities(island: str, text: str) -> dict[Locality, float]:
    shares = {}
    for entry in text.split(";"):
        name, letters, share = entry.strip().rsplit(" ", 2)
        shares[Locality(name, letters, island)] = float(share)
    return shares


# Shares of the people, roughly in thousands.
_MALTA = _localities(
    "malta",
    "San Pawl il-Baħar SPB 32; Birkirkara BKR 26; Il-Mosta MST 23;Tas-Sliema SLM 20; Ħal Qormi QRM 18; Iż-Żabbar ZBR 17"
    ";In-Naxxar NXR 16; San Ġwann SGN 15; Wied il-Għajn MSK 16; Il-Fgura FGR 13; Iż-Żejtun ZTN 12; Ir-Rabat RBT 12;"
    "Is-Swieqi SWQ 13; Iż-Żurrieq ZRQ 12; San Ġiljan STJ 12; L-Imsida MSD 13; Ħaż-Żebbuġ ZBG 14; Birżebbuġa BBG 12;"
    "Il-Ħamrun HMR 11; Raħal Ġdid PLA 9; Ħ'Attard ATD 12; Is-Siġġiewi SGW 9; Il-Gżira GZR 11; Il-Mellieħa MLH 12;"
    "Ħal Tarxien TXN 9; Santa Venera SVR 9; Ħal Luqa LQA 7; Il-Belt Valletta VLT 5; Bormla BML 5; Il-Marsa MRS 5;"
    "Ħal Balzan BZN 5; L-Imġarr MGR 5; Il-Pietà PTA 5; Ħad-Dingli DGL 4; Il-Kalkara KKR 3; Ħal Għaxaq GXQ 5;"
    "L-Imqabba MQB 3; Ħal Kirkop KKP 2; Il-Gudja GDJ 3; Ħal Lija LJA 3; L-Iklin IKL 3; Ħal Għargħur GHR 4;"
    "Pembroke PBK 4; L-Isla ISL 2; Il-Birgu BRG 3; Il-Furjana FRN 2; Il-Qrendi QRD 3; L-Imtarfa MTF 3",
)
_GOZO = _localities(
    "gozo",
    "Ir-Rabat Għawdex VCT 7; Ix-Xagħra XRA 5; In-Nadur NDR 5; Ix-Xewkija XWK 3.5; Għajnsielem GSM 3.5; Ta' Sannat SNT 2"
    ";Ta' Kerċem KCM 2; Il-Qala QLA 2.5; Iż-Żebbuġ Għawdex ZBB 3.5; Il-Munxar MXR 2; L-Għarb GRB 1.5; Il-Fontana FNT 1",
)
LOCALITIES = Shares({**_MALTA, **_GOZO})
_COUNTRY, _FIRST_LOCALITY = 1, 100
_ISLANDS = {"malta": 10, "gozo": 20}
_AREA_OF = {locality.name: _FIRST_LOCALITY + place for place, locality in enumerate((*_MALTA, *_GOZO))}
_TENURES = Shares({"owned": 0.74, "rented": 0.20, "social": 0.06})
_RENTED = Shares({"owned": 0.12, "rented": 0.88})


def area_of(dwelling: Dwelling) -> int:
    """The number of the dwelling's locality in the tree of areas."""
    return _AREA_OF[dwelling.locality]


def areas() -> list[PlacedArea]:
    """The tree of areas from the top down: the country, its islands, their localities."""
    tree = [PlacedArea(_COUNTRY, "mt", "country", {"en": "Malta", "mt": "Malta"}, None)]
    names = {"malta": {"en": "Malta (island)", "mt": "Malta (gżira)"}, "gozo": {"en": "Gozo", "mt": "Għawdex"}}
    tree += [PlacedArea(_ISLANDS[code], code, "island", names[code], _COUNTRY) for code in _ISLANDS]
    for locality in (*_MALTA, *_GOZO):
        spelled = {"en": locality.name, "mt": locality.name}
        number, island = _AREA_OF[locality.name], _ISLANDS[locality.island]
        tree.append(PlacedArea(number, locality.letters.lower(), "locality", spelled, island))
    return tree


def offices() -> list[PlacedOffice]:
    """The department and one hub on each island."""
    return [
        PlacedOffice(1, "dss", {"en": "Department of Social Security", "mt": "Dipartiment tas-Sigurtà Soċjali"}, 1),
        PlacedOffice(2, "hub-malta", {"en": "Hub, Malta", "mt": "Hub, Malta"}, _ISLANDS["malta"]),
        PlacedOffice(3, "hub-gozo", {"en": "Hub, Gozo", "mt": "Hub, Għawdex"}, _ISLANDS["gozo"]),
    ]


def draw_dwelling(draw: Draw, number: str, *, foreign: bool = False) -> Dwelling:
    """A home, with its rent where it is let."""
    locality = draw.kind(LOCALITIES)
    tenure = draw.kind(_RENTED if foreign else _TENURES)
    rooms = draw.between(3, 7)
    rent = None
    if tenure == "rented":
        rent = draw.between(90, 220) * rooms * 100
    elif tenure == "social":
        rent = draw.between(15, 110) * 100
    street = f"{draw.between(1, 190)}, {STREETS[int(draw.random() * len(STREETS))]}"
    postcode = f"{locality.letters} {draw.between(9000, 9999)}"
    return Dwelling(number, street, locality.name, postcode, locality.island, tenure, rooms, rent)
