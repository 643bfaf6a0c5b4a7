"""What an inspector finds in a care institution: the items of the form, and what was recorded of violations before."""

from janua.pack.attributes import Attribute

_FOUND = ("not_met", "partly", "met", "not_applicable")
VIOLATIONS = tuple(f"v{number:02}" for number in range(1, 17))

# attribute, English, Arabic
ITEMS = (
    ("item_a1", "The licence is valid", "الترخيص سارٍ"),
    ("item_a2", "Bylaw", "لائحة داخلية"),
    ("item_a3", "The board meets", "مجلس إدارة منتظم"),
    ("item_a4", "Ethics charter", "ميثاق أخلاقي"),
    ("item_b1", "Approval of civil defence", "موافقة الحماية المدنية"),
    ("item_b2", "Extinguishers and exits", "طفايات ومخارج"),
    ("item_b3", "Air and light", "التهوية والإضاءة"),
    ("item_b4", "Beds within capacity", "عدد الأسرة لا يجاوز السعة"),
    ("item_c1", "No signs of violence", "لا آثار عنف"),
    ("item_c2", "Confidential complaints", "آلية شكاوى سرية"),
    ("item_c3", "Cameras in common areas only", "كاميرات بالأماكن المشتركة فقط"),
    ("item_c4", "Criminal records of the staff", "صحيفة حالة جنائية للعاملين"),
    ("item_d1", "Medical files", "ملف طبي"),
    ("item_d2", "Contracted doctor", "طبيب متعاقد"),
    ("item_d3", "Balanced menu", "قائمة طعام متوازنة"),
    ("item_d4", "Medicines kept safe", "الأدوية محفوظة"),
    ("item_e1", "Enrolled at school", "القيد بالمدرسة"),
    ("item_e2", "Regular attendance", "انتظام الحضور"),
    ("item_e3", "Support with lessons", "متابعة الدروس"),
    ("item_f1", "Social worker", "أخصائي اجتماعي"),
    ("item_f2", "Psychologist", "أخصائي نفسي"),
    ("item_f3", "Individual plans up to date", "خطة فردية محدثة"),
    ("item_f4", "Contact with the family", "تواصل أسري"),
    ("item_g1", "Ratio of supervisors to residents", "نسبة المشرفين للمقيمين"),
    ("item_g2", "Training", "تدريب"),
    ("item_g3", "Record of shifts", "سجل ورديات"),
    ("item_h1", "The register matches those present", "سجل المقيمين مطابق"),
    ("item_h2", "National numbers complete", "الأرقام القومية مستكملة"),
    ("item_h3", "Data updated in the last 30 days", "تحديث المنظومة"),
    ("item_i1", "Record of donations", "سجل تبرعات"),
    ("item_i2", "Approved accounts", "حسابات معتمدة"),
    ("item_j1", "Privacy", "خصوصية"),
    ("item_j2", "Activities", "أنشطة"),
)

INSPECTION: tuple[Attribute, ...] = (
    *(
        Attribute(
            name=name,
            entity="claim",
            type="choice",
            choices=_FOUND,
            meaning=f"Item {name[-2:].upper()} of the inspection form: {english}.",
            questions={"en": english, "ar": arabic},
            registers=("ministry",),
        )
        for name, english, arabic in ITEMS
    ),
    Attribute(
        name="violation",
        entity="claim",
        type="choice",
        choices=VIOLATIONS,
        meaning="Code of the violation that was recorded on the day of the event, V01 to V16.",
        registers=("ministry",),
    ),
    Attribute(
        name="violations_of_the_code",
        entity="person",
        type="bool",
        repeats=True,
        meaning="Confirmed violations of the same code at the institution, neither withdrawn nor annulled: one entry "
        "for each, on the day on which it was recorded.",
        registers=("ministry",),
        default=(),
    ),
)
