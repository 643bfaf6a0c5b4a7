"""Given names and surnames by the origins that the country's families have."""

from typing import NamedTuple

from demo.population.draw import Draw, Shares


class Names(NamedTuple):
    """Names of families of one origin."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_AFRICAN = Names(
    _words(
        "Marcia Cheryl Joanne Giselle Keisha Natasha Camille Josephine Merle Avril Nicole Denise Charlene Shanice "
        "Akilah Anika Kezia Michelle Sherry-Ann Donna Abigail Afiya Candace Jewel Hazel Patricia Roxanne Tamika"
    ),
    _words(
        "Kevin Anthony Curtis Dwight Kerwin Marlon Akeem Jamal Brian Winston Carlton Desmond Trevor Shaquille "
        "Kwame Kenrick Nigel Leroy Garvin Jabari Andre Michael Rodney Clyde Errol Terrence Isaiah Malik"
    ),
    _words(
        "Joseph Charles Williams James Alexander Thomas Baptiste Pierre Joseph-Brown Noel Phillip Francois Lewis "
        "Roberts Hinds Phillips George Frederick Samuel Cuffie Douglas Frank Ottley Antoine Edwards Toussaint"
    ),
)
_INDIAN = Names(
    _words(
        "Indra Sunita Kamla Savitri Anjali Priya Radha Shanti Devika Reshma Vidya Nalini Roshni Rehana Fazeela "
        "Nadia Kavita Leela Meera Sita Amrita Sharmila Gita Aisha Farida Chandra Vashti Rajwantee"
    ),
    _words(
        "Ravi Anil Rajesh Vishnu Krishna Deonarine Suresh Hari Ramesh Faizal Imran Dinesh Sunil Kumar Navin Vijay "
        "Ashram Chandresh Rakesh Shazim Kamal Riaz Prakash Dev Satnarine Sanjay Harrypersad Avinash"
    ),
    _words(
        "Mohammed Ali Singh Maharaj Ramlogan Persad Khan Ramkissoon Rampersad Mohan Boodoo Seepersad Ramdass Lal "
        "Gopaul Ramnarine Baksh Hosein Sookram Bissessar Ramsaran Balgobin Sankar Jagroop Dookeran Rahaman"
    ),
)
_MIXED = Names(_AFRICAN.female + _INDIAN.female, _AFRICAN.male + _INDIAN.male, _AFRICAN.family + _INDIAN.family)
_SPANISH = Names(
    _words("Yuleisy Maria-Jose Carolina Andreina Gabriela Yesenia Daniela Rosangel Valentina Mariangel"),
    _words("Jose-Luis Carlos Yorman Jesus Angel Leonardo Yeferson Miguel Rafael Wilmer"),
    _words("Rodriguez Gonzalez Marcano Salazar Rojas Velasquez Brito Mata Figuera Caraballo"),
)
_ORIGINS = Shares({"african": 0.38, "indian": 0.38, "mixed": 0.24})
_NAMES = {"african": _AFRICAN, "indian": _INDIAN, "mixed": _MIXED, "spanish": _SPANISH}


def draw_names(draw: Draw, *, newcomer: bool) -> Names:
    """Names of one family; people who came lately came from the mainland."""
    return _NAMES["spanish" if newcomer else draw.kind(_ORIGINS)]
