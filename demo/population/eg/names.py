"""Given names and names of families, in Arabic as the papers have them and in Latin letters."""

from typing import NamedTuple


class Written(NamedTuple):
    """One name in both scripts."""

    arabic: str
    latin: str


def _pairs(text: str) -> tuple[Written, ...]:
    words = text.split()
    return tuple(Written(arabic, latin) for latin, arabic in zip(words[::2], words[1::2], strict=True))


FEMALE = _pairs(
    "Fatma فاطمة Mariam مريم Nour نور Salma سلمى Habiba حبيبة Malak ملك Jana جنى Aya آية Amina أمينة Zeinab زينب "
    "Heba هبة Mona منى Hanan حنان Samira سميرة Nadia نادية Karima كريمة Sabah صباح Rasha رشا Doaa دعاء Asmaa أسماء "
    "Eman إيمان Shaimaa شيماء Marwa مروة Rania رانيا Dina دينا Reham ريهام Amal آمال Wafaa وفاء Safaa صفاء Hoda هدى "
    "Laila ليلى Farida فريدة Mervat ميرفت Nagwa نجوى Soad سعاد Basma بسمة Yasmin ياسمين Rahma رحمة Hagar هاجر "
    "Mary ماري Marina مارينا Irini إيريني Demiana دميانة Sohair سهير Nawal نوال Ghada غادة Abeer عبير Ola علا"
)
MALE = _pairs(
    "Mohamed محمد Ahmed أحمد Mahmoud محمود Mostafa مصطفى Ali علي Omar عمر Youssef يوسف Karim كريم Khaled خالد "
    "Hassan حسن Hussein حسين Ibrahim إبراهيم Ismail إسماعيل Abdallah عبدالله Abdelrahman عبدالرحمن Tarek طارق "
    "Hany هاني Sameh سامح Ashraf أشرف Gamal جمال Sayed سيد Ramadan رمضان Shaban شعبان Ragab رجب Gaber جابر "
    "Fathy فتحي Saber صابر Adel عادل Emad عماد Essam عصام Hossam حسام Islam إسلام Amr عمرو Hamza حمزة Ziad زياد "
    "Yassin ياسين Adham أدهم Mina مينا George جورج Bishoy بيشوي Kyrillos كيرلس Boutros بطرس Magdy مجدي Nabil نبيل "
    "Reda رضا Samy سامي Farouk فاروق Hamdy حمدي"
)
FAMILIES = _pairs(
    "Elsayed السيد Elshazly الشاذلي Elmasry المصري Elnaggar النجار Elhaddad الحداد Elsharkawy الشرقاوي "
    "Elbehairy البحيري Elsaidy الصعيدي Eldesouky الدسوقي Elbadawy البدوي Elfayoumy الفيومي Elminyawy المنياوي "
    "Elgendy الجندي Elattar العطار Elkhouly الخولي Elsherbiny الشربيني Elmenshawy المنشاوي Elashry العشري "
    "Elwakil الوكيل Elsawy الصاوي Abdelaal عبدالعال Abdelhamid عبدالحميد Abdelmonem عبدالمنعم Abouzeid أبوزيد "
    "Aboelela أبوالعلا Awad عوض Salama سلامة Shehata شحاتة Ghanem غانم Hegazy حجازي Khalil خليل Mansour منصور "
    "Morsy مرسي Nassar نصار Othman عثمان Qandil قنديل Rizk رزق Saad سعد Soliman سليمان Tawfik توفيق Yacoub يعقوب "
    "Zaki زكي Zahran زهران Hanna حنا Girgis جرجس Attia عطية Farag فرج Bakry بكري"
)
