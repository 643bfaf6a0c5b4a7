"""The families that are always there, the same whatever the seed: each carries one worked example or one refusal.

README.md lists them with the results that Malta's law gives; their cards are from the range kept for them.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from demo.population.mt import numbers
from demo.population.mt.calendar import AS_OF
from demo.population.mt.names import INDIAN, NIGERIAN, UKRAINIAN, Names, email_of
from demo.population.mt.work import EMPLOYERS
from demo.population.people import (
    BirthToCome,
    ContributionYear,
    Declared,
    Dwelling,
    Family,
    Income,
    IncomeYear,
    Job,
    Permit,
    Person,
    Placement,
    Residence,
    Span,
    Tie,
    Union,
    Work,
)
from janua.values import add_years

_DAY = timedelta(days=1)


def named_families() -> Iterator[Family]:
    """Every family of the README's table, in its order."""
    yield _walkthrough()
    yield _one_child()
    yield _three_children()
    yield _joint_custody()
    yield _unemployed()
    yield _expecting()
    yield _contradiction()
    yield _child_in_care()
    yield from _foreigners()
    yield _three_generations()
    yield _professional()


class _Builder:
    """Puts one family together, person by person."""

    def __init__(self, key: str, about: str, home: Dwelling) -> None:
        self.family = Family(key=key, about=about, dwellings=[home])
        self.home = home

    def native(self, role: str, card: str, given: str, surname: str, sex: str, born_on: date) -> Person:
        """A Maltese citizen, resident since birth."""
        person = self._add(role, Person(card, given, surname, sex, born_on), born_on)
        person.born_in, person.registered_on = self.home.locality, born_on + 5 * _DAY
        person.citizenships = ("MT",)
        return person

    def foreigner(
        self, role: str, card: str, given: str, surname: str, sex: str, born_on: date, citizenship: str, came_on: date
    ) -> Person:
        """A citizen of a third country, resident since `came_on`."""
        person = self._add(role, Person(card, given, surname, sex, born_on), came_on)
        person.citizenships, person.language = (citizenship,), "en"
        return person

    def _add(self, role: str, person: Person, since: date) -> Person:
        person.stays = [Span(since, None)]
        person.dwelling = self.home
        if person.born_on < date(2010, 1, 1):
            person.iban, person.phone = numbers.iban(person.card), numbers.phone(person.card)
            person.email = email_of(person.given, person.family, person.card)
            person.work = Work()
        self.family.persons.append(person)
        self.family.members[role] = person.card
        self.family.residences.append(Residence(person.card, self.home.id, "registered", since, None))
        return person

    def married(self, one: Person, other: Person, on: date, until: date | None = None) -> None:
        """Marry two persons."""
        one.unions.append(Union("spouse", other.card, on, until))
        other.unions.append(Union("spouse", one.card, on, until))
        self.family.ties.append(Tie(one.card, other.card, "spouse", on, until, None))

    def parents(self, child: Person, mother: Person | None, father: Person | None) -> None:
        """Tie a child to its parents."""
        for parent in (mother, father):
            if parent is not None:
                parent.children.append(child.card)
                self.family.ties.append(Tie(parent.card, child.card, "parent", child.born_on, None, None))
        child.mother = mother.card if mother else None
        child.father = father.card if father else None


def _work(person: Person) -> Work:
    if person.work is None:
        person.work = Work()
    return person.work


def _employ(person: Person, employer: int, since: date, gross_2024: int, contributions: int, tax: int) -> None:
    """One job since `since`; amounts of 2024 in whole euros, the other years as much."""
    payer, work = EMPLOYERS[employer], _work(person)
    work.jobs = [Job(payer, "employed", since, None, 40, gross_2024 * 100 // 52)]
    work.first_registered_on = since
    for year in range(2022, 2026):
        if year < since.year:
            work.years.append(IncomeYear(year, (), 0, 0))
            continue
        items = (Income("employment_income", payer, gross_2024 * 100),)
        work.years.append(IncomeYear(year, items, contributions * 100, tax * 100))
    for year in range(since.year, 2027):
        work.contributions.append(ContributionYear(year, _weeks(year, since), 0))


def _weeks(year: int, since: date) -> int:
    first, last = max(date(year, 1, 1), since), min(date(year, 12, 31), AS_OF)
    return min(((last - first).days + 1) // 7, 52)


def _earn_nothing(person: Person) -> None:
    _work(person).years = [IncomeYear(year, (), 0, 0) for year in range(2022, 2026)]


def _home(number: int, street: str, locality: str, postcode: str, rent: int | None = None) -> Dwelling:
    tenure = "owned" if rent is None else "rented"
    return Dwelling(f"F{number:02}", street, locality, postcode, "malta", tenure, 5, rent)


def _walkthrough() -> Family:
    home = _home(1, "27, Triq il-Ħarruba", "Ħaż-Żebbuġ", "ZBG 9001")
    builder = _Builder("walkthrough", "Example 1: two children, reckonable income 20,500", home)
    mother = builder.native("mother", "9900190M", "Maria", "Borg", "female", date(1990, 5, 14))
    father = builder.native("father", "9900188M", "Ġużeppi", "Borg", "male", date(1988, 11, 2))
    builder.married(mother, father, date(2014, 6, 21))
    for role, card, given, sex, born_on in (
        ("child_1", "9900116L", "Luca", "male", date(2016, 9, 12)),
        ("child_2", "9900120L", "Emma", "female", date(2020, 4, 18)),
    ):
        builder.parents(builder.native(role, card, given, "Borg", sex, born_on), mother, father)
    _employ(mother, 3, date(2019, 9, 2), 7_000, 700, 300)
    _employ(father, 40, date(2010, 3, 1), 18_000, 1_800, 1_700)
    return builder.family


def _one_child() -> Family:
    home = _home(2, "8, Triq San Pawl", "Il-Ħamrun", "HMR 9002", 45_000)
    builder = _Builder("one_child", "Example 2: a lone parent with one child, net income 7,500", home)
    mother = builder.native("mother", "9900285M", "Rita", "Vella", "female", date(1985, 2, 3))
    child = builder.native("child_1", "9900219L", "Kai", "Vella", "male", date(2019, 3, 30))
    builder.parents(child, mother, None)
    _employ(mother, 12, date(2020, 10, 5), 8_300, 800, 0)
    return builder.family


def _three_children() -> Family:
    home = _home(3, "114, Triq it-Torri", "Is-Swieqi", "SWQ 9003")
    builder = _Builder("three_children", "Example 3: three children, net income 45,000", home)
    mother = builder.native("mother", "9900386M", "Claire", "Camilleri", "female", date(1986, 7, 7))
    father = builder.native("father", "9900384M", "Mark", "Camilleri", "male", date(1984, 1, 19))
    builder.married(mother, father, date(2010, 9, 11))
    for role, card, given, sex, born_on in (
        ("child_1", "9900312L", "Amy", "female", date(2012, 2, 25)),
        ("child_2", "9900314L", "Zack", "male", date(2014, 8, 8)),
        ("child_3", "9900317L", "Julia", "female", date(2017, 12, 1)),
    ):
        builder.parents(builder.native(role, card, given, "Camilleri", sex, born_on), mother, father)
    _employ(mother, 55, date(2018, 1, 8), 20_500, 2_050, 1_500)
    _employ(father, 71, date(2008, 5, 12), 36_000, 2_850, 5_100)
    return builder.family


def _joint_custody() -> Family:
    home = _home(4, "5, Triq il-Mitħna", "In-Naxxar", "NXR 9004")
    apart = _home(5, "62, Triq ix-Xatt", "Il-Gżira", "GZR 9005", 85_000)
    builder = _Builder("joint_custody", "Example 6: example 1 under joint custody, a half for each parent", home)
    mother = builder.native("mother", "9900489M", "Sarah", "Zammit", "female", date(1989, 10, 30))
    father = builder.native("father", "9900487M", "David", "Galea", "male", date(1987, 4, 4))
    deed = date(2023, 5, 15)
    builder.married(mother, father, date(2013, 5, 4), deed - _DAY)
    family = builder.family
    for role, card, given, born_on in (
        ("child_1", "9900415L", "Benjamin", date(2015, 1, 20)),
        ("child_2", "9900418L", "Eliza", date(2018, 6, 6)),
    ):
        sex = "male" if given == "Benjamin" else "female"
        child = builder.native(role, card, given, "Galea", sex, born_on)
        builder.parents(child, mother, father)
        family.ties[-2:] = [tie._replace(ends_on=deed - _DAY) for tie in family.ties[-2:]]
        for parent in (mother, father):
            family.ties.append(Tie(parent.card, card, "parent", deed, None, (1, 2)))
        family.residences.append(Residence(card, apart.id, "actual", deed, None))
    family.dwellings.append(apart)
    father.dwelling = apart
    family.residences[1] = family.residences[1]._replace(ends_on=deed - _DAY)
    family.residences.append(Residence(father.card, apart.id, "registered", deed, None))
    _employ(mother, 90, date(2012, 2, 6), 25_000, 2_500, 2_000)
    _employ(father, 91, date(2009, 7, 13), 25_000, 2_500, 2_000)
    return family


def _unemployed() -> Family:
    home = _home(6, "33, Triq Santa Marija", "Birżebbuġa", "BBG 9006")
    builder = _Builder("unemployed", "Example 8: wage 400, more than 156 contributions", home)
    person = builder.native("claimant", "9900583M", "Paul", "Micallef", "male", date(1983, 8, 17))
    _employ(person, 120, date(2012, 4, 2), 20_800, 2_080, 1_300)
    work = _work(person)
    job = work.jobs[0]
    job.weekly_wage, job.ends_on, job.left = 40_000, date(2026, 1, 9), "redundancy"
    work.contributions[-1] = ContributionYear(2026, 1, 3)
    work.registrations = [("part_1", Span(date(2026, 1, 12), None))]
    return builder.family


def _expecting() -> Family:
    home = _home(7, "19, Triq il-Fjuri", "L-Imsida", "MSD 9007", 70_000)
    builder = _Builder("expecting", "Example 7: the second child is born on 3 February 2026", home)
    mother = builder.native("mother", "9900692M", "Anna", "Farrugia", "female", date(1992, 3, 8))
    father = builder.native("father", "9900691M", "Matthew", "Farrugia", "male", date(1991, 12, 24))
    builder.married(mother, father, date(2020, 10, 10))
    child = builder.native("child_1", "9900622L", "Ella", "Farrugia", "female", date(2022, 7, 19))
    builder.parents(child, mother, father)
    _employ(mother, 140, date(2015, 9, 14), 14_000, 1_400, 500)
    _employ(father, 141, date(2013, 1, 7), 22_000, 2_200, 2_100)
    born_on = date(2026, 2, 3)
    baby = BirthToCome(
        "9900626L", "Gabriel", "Farrugia", "male", born_on, date(2026, 2, 9), mother.card, father.card, "L-Imsida"
    )
    builder.family.births.append(baby)
    builder.family.members["baby"] = baby.card
    return builder.family


def _contradiction() -> Family:
    home = _home(8, "71, Triq il-Kbira", "Iż-Żabbar", "ZBR 9008")
    builder = _Builder("contradiction", "Revenue knows of more income than the family declares", home)
    mother = builder.native("mother", "9900788M", "Carmen", "Grech", "female", date(1988, 6, 28))
    father = builder.native("father", "9900785M", "Mario", "Grech", "male", date(1985, 9, 9))
    builder.married(mother, father, date(2012, 8, 25))
    child = builder.native("child_1", "9900717L", "Nina", "Grech", "female", date(2017, 5, 5))
    builder.parents(child, mother, father)
    _employ(mother, 160, date(2011, 6, 6), 31_000, 2_780, 3_900)
    _earn_nothing(father)
    builder.family.declares.append(Declared("mother", "employment_income", 2024, 1_400_000))
    return builder.family


def _child_in_care() -> Family:
    home = _home(9, "2, Triq il-Bjar", "Ħal Tarxien", "TXN 9009", 52_000)
    builder = _Builder("child_in_care", "Refused: the child is in foster care", home)
    mother = builder.native("mother", "9900890M", "Stephania", "Pace", "female", date(1990, 1, 1))
    child = builder.native("child_1", "9900815L", "Jake", "Pace", "male", date(2015, 10, 11))
    builder.parents(child, mother, None)
    _employ(mother, 180, date(2022, 2, 1), 12_000, 1_200, 200)
    builder.home = foster_home = _home(10, "40, Triq il-Ġnien", "Ħ'Attard", "ATD 9010")
    carer = builder.native("foster_mother", "9900870M", "Doris", "Attard", "female", date(1970, 4, 12))
    other = builder.native("foster_father", "9900868M", "Victor", "Attard", "male", date(1968, 2, 27))
    builder.married(carer, other, date(1994, 9, 3))
    _employ(carer, 181, date(1999, 1, 4), 21_000, 2_100, 1_900)
    _employ(other, 182, date(1990, 1, 8), 29_000, 2_700, 3_600)
    since = date(2025, 6, 1)
    child.placements.append(Placement("foster", since, None, (carer.card, other.card)))
    builder.family.dwellings.append(foster_home)
    builder.family.residences.append(Residence(child.card, foster_home.id, "actual", since, None))
    return builder.family


def _foreigners() -> Iterator[Family]:
    yield _from_abroad(
        _home(11, "150, Triq San Mikiel", "San Pawl il-Baħar", "SPB 9011", 95_000),
        ("newcomers", "Refused until April 2026: resident for less than three months"),
        NIGERIAN,
        ("NG", "Okafor", date(2026, 1, 5)),
        (("Blessing", date(1994, 11, 20)), ("Emeka", date(1992, 2, 14)), ("Daniel", date(2021, 8, 1))),
        ("residence_or_work", 1),
        job=(200, date(2026, 1, 7), 24_000),
    )
    yield _from_abroad(
        _home(12, "77, Triq it-Torri", "Tas-Sliema", "SLM 9012", 140_000),
        ("blue_card", "A Blue Card counts from the start of employment"),
        INDIAN,
        ("IN", "Nair", date(2025, 10, 25)),
        (("Priya", date(1991, 5, 3)), ("Arjun", date(1990, 9, 29)), ("Asha", date(2020, 1, 15))),
        ("blue_card", 4),
        job=(201, date(2025, 11, 1), 52_000),
    )
    yield _from_abroad(
        _home(13, "12, Triq San Ġużepp", "Il-Marsa", "MRS 9013", 55_000),
        ("refugee", "A recognised refugee with one child"),
        UKRAINIAN,
        ("UA", "Kovalenko", date(2022, 4, 10)),
        (("Olena", date(1993, 12, 6)), None, ("Danylo", date(2018, 3, 22))),
        ("international_protection", 7),
        job=(202, date(2023, 1, 16), 13_500),
    )


def _from_abroad(
    home: Dwelling,
    key: tuple[str, str],
    names: Names,
    origin: tuple[str, str, date],
    people: tuple[tuple[str, date], tuple[str, date] | None, tuple[str, date]],
    permit: tuple[str, int],
    *,
    job: tuple[int, date, int],
) -> Family:
    """Mother, father or none, and one child; the father has the job, or the mother where there is none."""
    builder = _Builder(*key, home)
    citizenship, surname, came_on = origin
    first = {"newcomers": 1, "blue_card": 4, "refugee": 7}[key[0]]
    parents: dict[str, Person] = {}
    cards = iter(f"{9_990_000 + first + place}A" for place in range(3))
    for role, sex, who in zip(("mother", "father", "child_1"), ("female", "male", ""), people, strict=True):
        if who is None:
            continue
        child_sex = "male" if who[0] in names.male else "female"
        person = builder.foreigner(role, next(cards), who[0], surname, sex or child_sex, who[1], citizenship, came_on)
        person.script = names.in_own_script(who[0], surname)
        person.refugee = permit[0] == "international_protection"
        person.permits = [Permit(permit[0], came_on, add_years(came_on, permit[1]) - _DAY)]
        parents[role] = person
    mother, father, child = parents["mother"], parents.get("father"), parents["child_1"]
    if father:
        builder.married(mother, father, date(2018, 12, 15))
        _earn_nothing(mother)
    builder.parents(child, mother, father)
    employer, since, gross = job
    earner = father or mother
    _employ(earner, employer, since, gross, gross // 10, gross // 12)
    _cut_to_stay(earner, since)
    return builder.family


def _cut_to_stay(person: Person, since: date) -> None:
    """The first year of work brought only a part of the year's wage."""
    years = _work(person).years
    for place, year in enumerate(years):
        if year.year == since.year and since > date(year.year, 1, 1):
            days = (date(year.year, 12, 31) - since).days + 1
            items = tuple(item._replace(minor=item.minor * days // 365) for item in year.items)
            part = IncomeYear(year.year, items, year.contributions * days // 365, year.tax * days // 365)
            years[place] = part


def _three_generations() -> Family:
    home = _home(14, "6, Triq il-Kappella", "Iż-Żurrieq", "ZRQ 9014")
    builder = _Builder("three_generations", "Grandmother, mother and child in one dwelling", home)
    grandmother = builder.native("grandmother", "9900948M", "Ġorġa", "Sammut", "female", date(1948, 3, 19))
    mother = builder.native("mother", "9900996M", "Lorna", "Sammut", "female", date(1996, 6, 2))
    child = builder.native("child_1", "9900924L", "Zoe", "Sammut", "female", date(2024, 9, 14))
    builder.parents(mother, grandmother, None)
    builder.parents(child, mother, None)
    _employ(mother, 220, date(2017, 6, 19), 19_000, 1_900, 1_000)
    _work(grandmother).benefits = [("MT-AGE", Span(date(2008, 3, 22), None))]
    _earn_nothing(grandmother)
    return builder.family


def _professional() -> Family:
    home = _home(15, "9, Triq ir-Repubblika", "Il-Belt Valletta", "VLT 9015")
    builder = _Builder("professional", "An advocate for whom others give mandates", home)
    advocate = builder.native("person", "9901083M", "Isaac", "Mallia", "male", date(1983, 5, 20))
    _employ(advocate, 230, date(2009, 10, 5), 34_000, 2_850, 4_600)
    return builder.family
