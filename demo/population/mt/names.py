"""Given names and surnames by origin, in the scripts of each origin's papers."""

from typing import NamedTuple

from demo.population.people import Script


class Names(NamedTuple):
    """Names of one origin; a pair of given and family name in the own script where that is not Latin."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]
    script: str = ""
    own: dict[str, str] = {}

    def in_own_script(self, given: str, family: str) -> Script | None:
        """The name as the person's own papers write it, or None where that is in Latin script."""
        return Script(self.script, self.own[given], self.own[family]) if self.script else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


MALTESE = Names(
    _words(
        "Maria Rita Carmen Ġorġa Doris Anna Claire Sarah Stephania Lorna Marthese Josette Graziella Charlene "
        "Rebecca Daniela Maria-Pia Roberta Bernardette Ċettina Ġuża Mary Antonia Giovanna Ritianne Kimberley "
        "Martina Francesca Nicole Emma Ella Julia Eliza Mireille Kristina Amy Elisa Valentina Katya Christine "
        "Marisa Jacqueline Sharon Joanna Lucia"
    ),
    _words(
        "Joseph Ġużeppi Mario Paul Mark David Matthew Luke Luca Jake Karl Keith Kurt Ġorġ Ċensu Carmelo Salvu "
        "Nazzareno Emmanuel Victor Anthony Raymond Michael Daniel Nicholas Andrew Christian Jean-Paul Clayton "
        "Ryan Kyle Neil Jeremy Benjamin Zack Adam Liam Thomas Gabriel Kevin Alfred Charles Francis Ġanni "
        "Pawlu Mikiel Xandru Toni"
    ),
    _words(
        "Borg Camilleri Vella Farrugia Zammit Galea Micallef Grech Attard Spiteri Azzopardi Mifsud Caruana "
        "Muscat Agius Pace Fenech Schembri Abela Sammut Gauci Debono Xuereb Cassar Bonnici Buttigieg Cutajar "
        "Ellul Falzon Busuttil Psaila Tabone Saliba Scicluna Baldacchino Bugeja Buhagiar Calleja Cachia "
        "Darmanin Formosa Portelli Mallia Magro Mangion Said Sultana Theuma Vassallo Zahra Żarb Żerafa "
        "Ċiantar Briffa Cauchi Cremona Degiorgio Frendo Ġatt Mizzi"
    ),
)
ITALIAN = Names(
    _words("Giulia Chiara Francesca Martina Elena Paola Silvia Federica Alessia Sofia Aurora Giorgia"),
    _words("Marco Luca Andrea Matteo Alessandro Davide Stefano Lorenzo Simone Riccardo Leonardo Tommaso"),
    _words("Rossi Ferrari Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De-Luca Costa Rizzo"),
)
BRITISH = Names(
    _words("Emily Charlotte Lucy Hannah Sophie Karen Susan Margaret Olivia Grace Isla Freya"),
    _words("James Oliver Harry George Peter Stephen Ian Alan Jack Noah Arthur Oscar"),
    _words("Smith Jones Taylor Brown Wilson Evans Walker Wright Green Hughes Clarke Turner"),
)
INDIAN = Names(
    _words("Priya Asha Anjali Divya Lakshmi Neha Pooja Sneha Meera Kavya Anu Reshma"),
    _words("Arjun Rahul Vijay Sanjay Anil Manoj Rohan Kiran Suresh Deepak Jithin Vishnu"),
    _words("Nair Sharma Patel Singh Thomas Joseph Menon Pillai Reddy Das Varghese Kurian"),
)
FILIPINO = Names(
    _words("Maricel Rowena Jennilyn Analyn Rosalie Cherry Marites Jocelyn Angelica Kristine Althea Princess"),
    _words("Jericho Rommel Arnel Ronaldo Jayson Marvin Reynaldo Edgar Joshua Angelo Nathaniel Gabriel"),
    _words("Santos Reyes Cruz Bautista Ocampo Garcia Mendoza Torres Ramos Aquino Villanueva Dela-Cruz"),
)
NIGERIAN = Names(
    _words("Blessing Chioma Ngozi Amaka Funke Adaeze Ifeoma Yetunde Zainab Patience Favour Precious"),
    _words("Emeka Chinedu Daniel Tunde Obinna Ikenna Segun Kelechi Samuel Victor Wisdom Godwin"),
    _words("Okafor Adeyemi Okonkwo Eze Balogun Nwosu Ibrahim Obi Adebayo Onyeka Uche Musa"),
)
SERBIAN = Names(
    _words("Jelena Milica Ana Marija Ivana Jovana Dragana Teodora"),
    _words("Nikola Marko Stefan Milan Dejan Aleksandar Luka Vuk"),
    _words("Jovanović Petrović Nikolić Marković Đorđević Stojanović Ilić Pavlović"),
    "Cyrl",
    _pairs(
        "Jelena Јелена Milica Милица Ana Ана Marija Марија Ivana Ивана Jovana Јована Dragana Драгана Teodora "
        "Теодора Nikola Никола Marko Марко Stefan Стефан Milan Милан Dejan Дејан Aleksandar Александар Luka "
        "Лука Vuk Вук Jovanović Јовановић Petrović Петровић Nikolić Николић Marković Марковић Đorđević "
        "Ђорђевић Stojanović Стојановић Ilić Илић Pavlović Павловић"
    ),
)
UKRAINIAN = Names(
    _words("Olena Oksana Iryna Nataliia Tetiana Svitlana Kateryna Yuliia Sofiia Zlata"),
    _words("Andrii Serhii Oleksandr Dmytro Ivan Mykola Danylo Maksym Bohdan Taras"),
    _words("Kovalenko Shevchenko Bondarenko Tkachenko Kravchenko Oliinyk Melnyk Koval Marchenko Savchenko"),
    "Cyrl",
    _pairs(
        "Olena Олена Oksana Оксана Iryna Ірина Nataliia Наталія Tetiana Тетяна Svitlana Світлана Kateryna "
        "Катерина Yuliia Юлія Sofiia Софія Zlata Злата Andrii Андрій Serhii Сергій Oleksandr Олександр Dmytro "
        "Дмитро Ivan Іван Mykola Микола Danylo Данило Maksym Максим Bohdan Богдан Taras Тарас Kovalenko "
        "Коваленко Shevchenko Шевченко Bondarenko Бондаренко Tkachenko Ткаченко Kravchenko Кравченко Oliinyk "
        "Олійник Melnyk Мельник Koval Коваль Marchenko Марченко Savchenko Савченко"
    ),
)
ARABIC = Names(
    _words("Fatima Mariam Aisha Nour Salma Huda Rania Layla"),
    _words("Mohamed Ahmed Omar Khaled Yusuf Ali Ibrahim Hassan"),
    _words("Mansour Haddad Khalil Suleiman Saleh Darwish Nasser Habib"),
    "Arab",
    _pairs(
        "Fatima فاطمة Mariam مريم Aisha عائشة Nour نور Salma سلمى Huda هدى Rania رانيا Layla ليلى Mohamed "
        "محمد Ahmed أحمد Omar عمر Khaled خالد Yusuf يوسف Ali علي Ibrahim إبراهيم Hassan حسن Mansour منصور "
        "Haddad حداد Khalil خليل Suleiman سليمان Saleh صالح Darwish درويش Nasser ناصر Habib حبيب"
    ),
)
_ASCII = str.maketrans("ġħżċĠĦŻĊàćđĐ", "ghzcGHZCacdD")


def email_of(given: str, family: str, card: str) -> str:
    """An address under the domain that nobody can register."""
    return f"{given}.{family}.{card}@post.example".translate(_ASCII).lower()
