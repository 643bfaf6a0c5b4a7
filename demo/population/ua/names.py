"""Surnames, given names and patronymics, in Ukrainian and in Latin letters as passports write them."""

from demo.population.draw import Draw

_FEMALE = (
    "Олена Оксана Ірина Наталія Тетяна Світлана Катерина Юлія Софія Злата Марія Ганна Людмила Галина Надія Віра "
    "Любов Анастасія Дарина Вікторія Соломія Христина Мирослава Аліна Діана Єва Поліна Валентина Лариса Зоряна"
).split()
# Given name → stem of the patronymic of his children.
_MALE = {
    "Андрій": "Андрійович Андріївна", "Сергій": "Сергійович Сергіївна", "Олександр": "Олександрович Олександрівна",
    "Дмитро": "Дмитрович Дмитрівна", "Іван": "Іванович Іванівна", "Микола": "Миколайович Миколаївна",
    "Данило": "Данилович Данилівна", "Максим": "Максимович Максимівна", "Богдан": "Богданович Богданівна",
    "Тарас": "Тарасович Тарасівна", "Петро": "Петрович Петрівна", "Василь": "Васильович Василівна",
    "Юрій": "Юрійович Юріївна", "Володимир": "Володимирович Володимирівна", "Олексій": "Олексійович Олексіївна",
    "Роман": "Романович Романівна", "Степан": "Степанович Степанівна", "Ярослав": "Ярославович Ярославівна",
    "Матвій": "Матвійович Матвіївна", "Назар": "Назарович Назарівна", "Михайло": "Михайлович Михайлівна",
    "Остап": "Остапович Остапівна", "Захар": "Захарович Захарівна", "Лев": "Львович Львівна",
}  # fmt: skip
# Surname of a man and of a woman, where they differ.
_SURNAMES = (
    "Коваленко Шевченко Бондаренко Ткаченко Кравченко Олійник Мельник Коваль Марченко Савченко Шевчук Бойко Поліщук "
    "Лисенко Руденко Петренко Клименко Павленко Гончаренко Мороз Кравчук Гаврилюк Ґудзь Вдовиченко Солов’яненко "
    "Левицький/Левицька Білоцерківський/Білоцерківська Заболотний/Заболотна Чорновіл Дорошенко Сірко Терещук Яценко "
    "Задорожний/Задорожна Гнатюк Панасюк Щербак Юрченко Їжакевич Пилипенко Стець Дзюба Хоменко Максим’юк"
).split()
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "’": "", "-": "-",
}  # fmt: skip
_AT_THE_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def surname(draw: Draw) -> tuple[str, str]:
    """One surname, as men and as women of the family bear it."""
    men, _, women = draw.pick(_SURNAMES).partition("/")
    return men, women or men


def given(draw: Draw, sex: str) -> str:
    """A given name."""
    return draw.pick(_FEMALE) if sex == "female" else draw.pick(tuple(_MALE))


def patronymic(father: str, sex: str) -> str:
    """What the children of a man of this name bear after their own."""
    son, daughter = _MALE[father].split()
    return daughter if sex == "female" else son


def father(draw: Draw) -> str:
    """The given name of somebody's father."""
    return draw.pick(tuple(_MALE))


def latin(name: str) -> str:
    """A name as a passport writes it (CMU 55 of 27.01.2010)."""
    return " ".join(_word(word) for word in name.split())


def _word(word: str) -> str:
    lower = word.lower().replace("зг", "з\0")
    letters = [
        _AT_THE_START[letter] if place == 0 and letter in _AT_THE_START else _LATIN.get(letter, "gh")
        for place, letter in enumerate(lower)
    ]
    return "".join(letters).capitalize()
