"""What Ukraine's calculator asks: what the family owns and whether it is displaced, then each person, then the home."""

from janua.countries.ua import asking
from janua.countries.ua.asking import Pair, ask, words
from janua.pack.questionnaire import About, HouseholdKinds, Picture, Questionnaire, plainly, ticked

_HOUSEHOLD = HouseholdKinds(
    partners={"spouse": words(("Yes, we are married", "Так, ми у шлюбі"))},
    others={
        "guardian": words(
            ("A child whose guardian or trustee I am", "Дитина, над якою я встановив опіку чи піклування")
        ),
        "foster_parent": words(("A foster child of mine", "Моя прийомна дитина")),
        "<dependent_parent": words(
            ("My father or mother, without income", "Мій батько чи мати, непрацездатні й без доходів")
        ),
        "family_member": words(("Another member of the family", "Інший член сім’ї")),
    },
)
_SOURCES: dict[str, Pair] = {
    "work": ("Work, service or business", "Робота, служба чи підприємництво"),
    "pension": ("A pension", "Пенсія"),
    "other": ("Other payments, rent, money from abroad", "Інші виплати, оренда, перекази з-за кордону"),
}
_MONEY = ("Where does this person's money come from?", "Звідки ця особа отримує гроші?")
_EARNED = ("How much does this person earn in a month?", "Скільки ця особа заробляє на місяць?")
_PENSION = ("How much is the pension in a month?", "Який розмір пенсії на місяць?")
_OTHER = ("How much does this person receive besides?", "Скільки ця особа отримує, крім цього?")
_DOES = ("What does this person do?", "Чим займається ця особа?")
_OCCUPATIONS: dict[str, Pair] = {
    "full_time": ("Works full time", "Працює повний робочий час"),
    "part_time": ("Works part time", "Працює неповний робочий час"),
    "military_service": ("Serves in the forces", "Проходить військову службу"),
    "business": ("Has a business", "Займається підприємництвом"),
    "full_time_study": ("Studies full time", "Навчається на денній формі"),
    "dual_study": ("Studies and works (dual form)", "Навчається за дуальною формою"),
    "job_seeker": ("Is registered as seeking work", "Перебуває на обліку в службі зайнятості"),
    "care": ("Cares for a child or another person", "Доглядає дитину чи іншу особу"),
    "nothing": ("Nothing of these", "Нічого з цього"),
}
_PAY_SLIP = ("A certificate of income", "Довідка про доходи")
_PENSION_PAPER = ("A certificate of the Pension Fund", "Довідка Пенсійного фонду")
_WORK_PAPER = ("Workbook, certificate of study or of registration", "Трудова книжка, довідка про навчання чи облік")
_INCOME_OF = ("wages", "pension_received", "pensioner", "monthly_pension", "other_income", "social_payments")

_FAMILY = (
    ask(
        "family", "claim", "ticks",
        ("Which of these is true of your family?", "Що з цього правда про вашу сім’ю?"), asking.of_family,
        "permanent_residence", "adults_consent", "consents_to_sharing",
        "deposits", "largest_purchase", "second_dwelling", "newest_car_year", "second_newest_car_year",
        choices={
            "residence": ("We live permanently in Ukraine", "Ми постійно проживаємо в Україні"),
            "adults": ("All adults at home agree to apply", "Усі повнолітні члени сім’ї згодні подати заяву"),
            "sharing": (
                "International organisations may see the application", "Міжнародні організації можуть бачити заявку",
            ),
            "deposits": ("We have bank deposits", "Ми маємо банківські вклади"),
            "purchase": (
                "One of us made a dear purchase in the last 12 months",
                "Хтось із нас зробив велику покупку за 12 місяців",
            ),
            "dwelling": ("We own a second flat or house", "Ми маємо друге житло"),
            "car": ("We own a car", "Ми маємо автомобіль"),
        },
    ),
    ask(
        "deposits", "claim", "money",
        ("How much do all of you together have in bank deposits?", "Яка загальна сума банківських вкладів сім’ї?"),
        plainly("deposits"), "deposits", evidence=("Statement of the bank", "Довідка банку"),
    ),
    ask(
        "purchase", "claim", "money",
        ("What did the dearest thing cost that one of you bought?", "Скільки коштувала найдорожча покупка?"),
        plainly("largest_purchase"), "largest_purchase", evidence=("The contract or receipt", "Договір або чек"),
    ),
    ask(
        "dwelling", "claim", "choice", ("What is your second flat or house?", "Яке у вас друге житло?"),
        plainly("second_dwelling"), "second_dwelling",
        choices={
            "usable": ("It can be lived in", "У ньому можна жити"),
            "lost": (
                "It is destroyed, or in an area of fighting or occupation",
                "Воно зруйноване або на території бойових дій чи окупації",
            ),
            "none": ("We have none", "Його немає"),
        },
        evidence=("Extract of the register of real estate", "Витяг з реєстру речових прав"),
    ),
    ask(
        "car", "claim", "count",
        ("In which year was your newest car made?", "Якого року випуску ваш найновіший автомобіль?"),
        plainly("newest_car_year"), "newest_car_year", most=2150,
        hints=("Write 0 if you have no car.", "Напишіть 0, якщо автомобіля немає."),
        evidence=("Registration of the car", "Свідоцтво про реєстрацію"),
    ),
    ask(
        "second_car", "claim", "count",
        ("In which year was your second newest car made?", "Якого року випуску ваш другий автомобіль?"),
        plainly("second_newest_car_year"), "second_newest_car_year", most=2150,
        hints=("Write 0 if you have one car only.", "Напишіть 0, якщо автомобіль один."),
        evidence=("Registration of the car", "Свідоцтво про реєстрацію"),
    ),
    ask(
        "displaced", "member", "choice",
        ("Is this person registered as displaced, and from where?", "Чи ця особа на обліку як ВПО і звідки?"),
        asking.displaced, "idp_registered", "displaced_from", "home_destroyed",
        choices={
            "no": ("Not registered as displaced", "Не на обліку як ВПО"),
            "occupied": ("From occupied territory", "З тимчасово окупованої території"),
            "active_hostilities": ("From territory of active hostilities", "З території активних бойових дій"),
            "home_lost": ("The home is destroyed or unfit", "Житло зруйноване або непридатне"),
            "hostilities_ended": ("From where hostilities have ended", "Звідти, де бойові дії завершено"),
            "born_to_displaced": ("Born to displaced parents", "Народилася у внутрішньо переміщених осіб"),
            "elsewhere": ("From elsewhere", "З іншого місця"),
        },
        evidence=("Certificate of a displaced person", "Довідка ВПО"),
    ),
    ask(
        "extension", "claim", "yes_no",
        ("Have you had the allowance for six months already?", "Ви вже отримували допомогу ВПО шість місяців?"),
        plainly("extension"), "extension",
    ),
)  # fmt: skip

_EARNERS: tuple[tuple[str, About], ...] = (("", "adult"), ("_other", "other"))
_PERSONS = (
    ask(
        "disability", "member", "choice", ("Does this person have a disability?", "Чи має ця особа інвалідність?"),
        asking.disability, "disability", "disability_subgroup",
        choices={
            "none": ("No", "Ні"),
            "group_1/a": ("Group I, subgroup A", "I група, підгрупа А"),
            "group_1/b": ("Group I, subgroup B", "I група, підгрупа Б"),
            "group_2": ("Group II", "II група"),
            "group_3": ("Group III", "III група"),
            "child/a": ("A child with disability, subgroup A", "Дитина з інвалідністю, підгрупа А"),
            "child": ("A child with disability, no subgroup", "Дитина з інвалідністю без підгрупи"),
        },
        evidence=("Conclusion on the disability", "Висновок про інвалідність"),
    ),
    ask(
        "disability_more", "member", "ticks",
        ("Which of these is true of the disability?", "Що з цього правда про інвалідність?"),
        ticked(
            childhood="disabled_since_childhood", care="needs_care", explosives="injured_by_explosives",
        ),
        "disabled_since_childhood", "needs_care", "injured_by_explosives",
        choices={
            "childhood": ("It is since childhood", "Вона з дитинства"),
            "care": ("A need of constant care is recorded", "Встановлено потребу в постійному догляді"),
            "explosives": ("It comes from explosive objects", "Її спричинили вибухонебезпечні предмети"),
        },
        evidence=("Conclusion on the disability", "Висновок про інвалідність"),
    ),
    *(
        question
        for name, about in _EARNERS
        for question in (
            ask(f"money{name}", about, "ticks", _MONEY, asking.sources, *_INCOME_OF, choices=_SOURCES),
            ask(
                f"earned{name}", about, "money", _EARNED, asking.earned, "wages", evidence=_PAY_SLIP, monthly=True,
                hints=("As a mean of the last months.", "У середньому за останні місяці."),
            ),
            ask(
                f"pension{name}", about, "money", _PENSION, asking.pension,
                "pension_received", "pensioner", "monthly_pension", evidence=_PENSION_PAPER, monthly=True,
            ),
            ask(
                f"income{name}", about, "money", _OTHER, asking.other_income, "other_income", "social_payments",
                evidence=_PAY_SLIP, monthly=True,
            ),
            ask(
                f"work{name}", about, "choice", _DOES, asking.occupation, "occupation", "full_time_work",
                choices=_OCCUPATIONS, evidence=_WORK_PAPER,
            ),
        )
    ),
    ask("earned_child", "child", "money", _EARNED, asking.earned, "wages", evidence=_PAY_SLIP, monthly=True,
        hints=("Write 0 if the child does not work.", "Напишіть 0, якщо дитина не працює.")),
    ask("work_child", "child", "choice", _DOES, asking.occupation, "occupation", "full_time_work",
        choices=_OCCUPATIONS, evidence=_WORK_PAPER),
    ask(
        "pension_right", "you", "yes_no",
        ("Do you have a right to a pension?", "Чи маєте ви право на пенсію?"), plainly("pension_right"),
        "pension_right", evidence=_PENSION_PAPER,
    ),
    ask(
        "parent", "you", "ticks", ("Which of these is true of you?", "Що з цього правда про вас?"), asking.of_mother,
        "single_mother", "large_family_certificate", "maternity_certificate", "pregnancy_week",
        choices={
            "single": ("I am a single mother by law", "Я за законом одинока мати"),
            "large": ("I have a certificate of a large family", "Я маю посвідчення багатодітної сім’ї"),
            "pregnant": ("I am pregnant", "Я вагітна"),
            "leave": (
                "A doctor has certified leave for pregnancy and birth",
                "Лікар підтвердив відпустку у зв’язку з вагітністю та пологами",
            ),
        },
    ),
    ask(
        "week", "you", "count", ("Which week of pregnancy is it?", "Який у вас тиждень вагітності?"),
        plainly("pregnancy_week"), "pregnancy_week", most=45, evidence=("Note of the doctor", "Довідка лікаря"),
    ),
    ask(
        "insured", "you", "yes_no",
        ("Are you insured, so that your leave is paid?", "Чи ви застраховані, щоб відпустку оплатили?"),
        plainly("maternity_insured"), "maternity_insured",
    ),
    ask(
        "child", "child", "ticks", ("Which of these is true of the child?", "Що з цього правда про дитину?"),
        asking.of_child, "alimony_evaded", "breadwinner_died_without_record", "communal_kindergarten",
        choices={
            "alimony": ("The other parent evades alimony", "Другий з батьків ухиляється від сплати аліментів"),
            "breadwinner": (
                "The child lost the breadwinner and has no pension for it",
                "Дитина втратила годувальника й не має на це пенсії",
            ),
            "kindergarten": ("The child goes to a communal kindergarten", "Дитина ходить до комунального садка"),
        },
    ),
    ask(
        "alimony", "other", "money", ("How much alimony does the child get?", "Який розмір аліментів на дитину?"),
        plainly("monthly_alimony"), "monthly_alimony", monthly=True,
    ),
    ask(
        "stipend", "other", "money", ("How much stipend does the child get?", "Який розмір стипендії дитини?"),
        plainly("monthly_stipend"), "monthly_stipend", monthly=True,
    ),
)  # fmt: skip

_HOME = (
    ask(
        "services", "dwelling", "money",
        ("How much are the bills for light, gas, water and waste?", "Скільки коштують світло, газ, вода та сміття?"),
        plainly("charges_within_norms"), "charges_within_norms", monthly=True,
        hints=("As far as the use is within the norms.", "У межах соціальних норм споживання."),
        evidence=("Bills of the last months", "Рахунки за останні місяці"),
    ),
    ask(
        "heating", "dwelling", "money",
        ("How much do heating and the upkeep of the house cost?", "Скільки коштують опалення та утримання будинку?"),
        plainly("charges_by_area"), "charges_by_area", monthly=True,
        evidence=("Bills of the last months", "Рахунки за останні місяці"),
    ),
    ask(
        "area", "dwelling", "count",
        ("How many square metres has your home?", "Скільки квадратних метрів у вашому житлі?"),
        lambda answer, _on: {"area": str(max(int(answer), 1))}, "area", most=1000,
        evidence=("Papers of the dwelling", "Документи на житло"),
    ),
)  # fmt: skip

QUESTIONNAIRE = Questionnaire(
    household=_HOUSEHOLD,
    questions=(*_FAMILY, *_PERSONS, *_HOME),
    pictures=(
        Picture(
            programme="UA-GMI", over="earned", most=20_000, across=words(("your earnings in a month", "ваш заробіток"))
        ),
        Picture(programme="UA-GMI", over="children", most=6, across=words(("number of children", "кількість дітей"))),
        Picture(
            programme="UA-HUS", over="earned", most=40_000, across=words(("your earnings in a month", "ваш заробіток"))
        ),
    ),
)
