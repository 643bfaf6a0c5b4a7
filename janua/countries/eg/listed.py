"""Programmes and services of Egypt whose law is not whole: on the list, with what is missing."""

from janua.pack.listed import ListedProgramme

_SERVICES = "Services of social care; the list follows usual names and is assumed [A]"


def _listed(code: str, names: tuple[str, str], summary: tuple[str, str], missing: str, source: str) -> ListedProgramme:
    """One entry; names and summary in English and Arabic."""
    return ListedProgramme(
        code=code,
        names={"en": names[0], "ar": names[1]},
        summary={"en": summary[0], "ar": summary[1]},
        missing=missing,
        source=source,
    )


_CASH = (
    _listed(
        "EG-CASH-EXCEPTIONAL",
        ("Exceptional cash assistance", "مساعدة نقدية استثنائية"),
        (
            "A single payment to poor families for school, funeral or childbirth expenses or an urgent emergency.",
            "مساعدة تُصرف مرة واحدة للأسر الفقيرة لمصروفات التعليم أو الجنازة أو الوضع أو الحالات الطارئة.",
        ),
        "The amounts for education, funeral, birth and emergency stand in the executive regulation, which was not "
        "found; that the time to apply is six months is assumed.",
        "Social Security Law 12/2025, art. 10 [S]",
    ),
)

_KAFALA = (
    _listed(
        "EG-KAF-TRAIN",
        ("Training for kafala families", "التسجيل في الدورة التدريبية للأسر الكافلة"),
        ("The course that a family attends before kafala.", "الدورة التي تحضرها الأسرة قبل الكفالة."),
        "Who is admitted, and what passing means.",
        _SERVICES,
    ),
    _listed(
        "EG-KAF-TRAVEL",
        ("Travel abroad with a sponsored child", "طلب السفر بصحبة الطفل المكفول"),
        ("Consent to travel abroad with the child.", "الموافقة على السفر إلى الخارج بصحبة الطفل."),
        "The conditions of the High Committee's consent.",
        _SERVICES,
    ),
    _listed(
        "EG-KAF-NAME",
        ("Family title or first name of a sponsored child", "إضافة لقب العائلة أو تغيير الاسم الأول للطفل المكفول"),
        ("The child takes the family's title or another first name.", "يحمل الطفل لقب العائلة أو اسمًا أول آخر."),
        "The conditions of the committee's decision.",
        _SERVICES,
    ),
)

_CHILDREN = (
    _listed(
        "EG-INS-ADMIT",
        ("Admission of a child to a care institution", "إلحاق طفل بمؤسسة رعاية"),
        ("A child deprived of family care is taken in.", "استقبال طفل محروم من الرعاية الأسرية."),
        "Admission follows an order of the prosecution, a committee or a court; no formula decides it.",
        _SERVICES,
    ),
    _listed(
        "EG-INS-TRANSFER",
        ("Transfer of a child to another institution", "نقل طفل من مؤسسة إلى أخرى"),
        ("A child moves to a home that suits better.", "ينتقل الطفل إلى دار أنسب له."),
        "The directorate's grounds are not published.",
        _SERVICES,
    ),
    _listed(
        "EG-INS-REUNITE",
        ("Reunification with the family", "إعادة دمج الطفل في أسرته الطبيعية أو الممتدة"),
        ("A child returns to the own or the wider family.", "يعود الطفل إلى أسرته الطبيعية أو الممتدة."),
        "The directorate decides on a social study.",
        _SERVICES,
    ),
    _listed(
        "EG-INS-NID",
        ("National number and papers of children in care", "استكمال الأرقام القومية والأوراق الثبوتية للأبناء"),
        ("A child in care gets the missing number and papers.", "يحصل الطفل على ما ينقصه من رقم قومي وأوراق ثبوتية."),
        "The steps of the civil registry are not published.",
        _SERVICES,
    ),
    _listed(
        "EG-INS-AFTER",
        ("Aftercare", "الرعاية اللاحقة"),
        ("Support of those who leave care at 18.", "دعم من يغادرون دور الرعاية عند بلوغ الثامنة عشرة."),
        "What is given and for how long is not published.",
        _SERVICES,
    ),
    _listed(
        "EG-INS-HOST",
        ("Hosting a child in the holidays", "استضافة طفل لدى أسرة في الإجازات"),
        ("A family hosts a child of a home in the holidays.", "تستضيف أسرة طفلًا من أبناء الدور في الإجازات."),
        "The conditions of the directorate are not published.",
        _SERVICES,
    ),
)

_LICENCES = (
    _listed(
        "EG-LIC-CHILD",
        ("Licence of a children's home", "ترخيص دار رعاية أبناء"),
        ("A licence to run a home for children.", "ترخيص تشغيل دار رعاية أبناء."),
        "Only the stop of new licences can be computed (EG-LIC-MORATORIUM); the conditions of a licence are missing.",
        _SERVICES,
    ),
    _listed(
        "EG-LIC-SMALL",
        ("Licence of a small home", "ترخيص بيت صغير لرعاية الأطفال"),
        ("A licence to run a small, family-like home.", "ترخيص تشغيل بيت صغير شبيه بالأسرة."),
        "The conditions of the ministerial decision of 2024 were not found.",
        "Ministerial decision of 2024 on small homes [S]",
    ),
    _listed(
        "EG-LIC-RENEW",
        ("Renewal of the licence of an institution", "تجديد ترخيص مؤسسة رعاية"),
        ("A licence is renewed before it expires.", "تجديد الترخيص قبل انتهائه."),
        "The conditions of the renewal are missing.",
        _SERVICES,
    ),
    _listed(
        "EG-NUR-LIC",
        ("Licence of a day nursery", "ترخيص حضانة"),
        ("A licence to run a day nursery.", "ترخيص تشغيل حضانة نهارية."),
        "The documents are known (seven, on the ministry's page); the measures of the building and the staff are not.",
        "Ministry's page of the service [S]",
    ),
    _listed(
        "EG-NUR-REG",
        ("Regularisation of an unlicensed nursery", "تسجيل حضانة غير مرخصة وتوفيق أوضاعها"),
        ("An unlicensed nursery is brought under the law.", "توفيق أوضاع حضانة تعمل دون ترخيص."),
        "Deadlines and conditions are missing.",
        _SERVICES,
    ),
    _listed(
        "EG-ELD-LIC",
        ("Licence of an elderly home or club", "ترخيص دار أو نادي مسنين"),
        ("A licence to run a home or club of elderly persons.", "ترخيص تشغيل دار أو نادي مسنين."),
        "The conditions of a licence are missing.",
        _SERVICES,
    ),
)

_ADULTS = (
    _listed(
        "EG-ELD-ADMIT",
        ("Admission to an elderly home", "إلحاق مسن بدار مسنين"),
        ("An elderly person moves into a home.", "إلحاق كبير السن بدار مسنين."),
        "Conditions and the share of the costs were not found.",
        "Law 19/2024 on the rights of the elderly [S]; the service is assumed [A]",
    ),
    _listed(
        "EG-ELD-COMP",
        ("Companion of an elderly person", "خدمة مرافق مسن (رعاية منزلية)"),
        ("A companion helps an elderly person at home.", "مرافق يساعد كبير السن في منزله."),
        "Hours, conditions and costs were not found.",
        _SERVICES,
    ),
    _listed(
        "EG-DEF-AFTER",
        ("Aftercare of released persons", "الرعاية اللاحقة للأحداث والمفرج عنهم"),
        ("Support after release, for young persons and adults.", "دعم بعد الإفراج للأطفال والكبار."),
        "What is given and for how long is not published.",
        _SERVICES,
    ),
    _listed(
        "EG-HOM-ADMIT",
        ("Home for persons without shelter", "إلحاق شخص بلا مأوى بدار رعاية"),
        ("A person without shelter is taken in.", "استقبال شخص بلا مأوى في دار رعاية."),
        "A rapid intervention team and the directorate decide; no formula is published.",
        "Programme for homeless children and adults [N]",
    ),
    _listed(
        "EG-WOM-HOST",
        ("Shelter for women", "استضافة سيدة ناجية من العنف بمركز استضافة"),
        ("A woman who survived violence is hosted with her children.", "استضافة سيدة ناجية من العنف مع أطفالها."),
        "The centre decides; conditions are not published.",
        _SERVICES,
    ),
)

LISTED: tuple[ListedProgramme, ...] = (*_CASH, *_KAFALA, *_CHILDREN, *_LICENCES, *_ADULTS)
