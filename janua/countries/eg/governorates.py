"""The governorates of Egypt by the code that the national number carries, and the code of birth abroad."""

BORN_ABROAD = "88"

# code → ISO 3166-2, English, Arabic
GOVERNORATES: dict[str, tuple[str, str, str]] = {
    "01": ("EG-C", "Cairo", "القاهرة"),
    "02": ("EG-ALX", "Alexandria", "الإسكندرية"),
    "03": ("EG-PTS", "Port Said", "بورسعيد"),
    "04": ("EG-SUZ", "Suez", "السويس"),
    "11": ("EG-DT", "Damietta", "دمياط"),
    "12": ("EG-DK", "Dakahlia", "الدقهلية"),
    "13": ("EG-SHR", "Sharqia", "الشرقية"),
    "14": ("EG-KB", "Qalyubia", "القليوبية"),
    "15": ("EG-KFS", "Kafr El Sheikh", "كفر الشيخ"),
    "16": ("EG-GH", "Gharbia", "الغربية"),
    "17": ("EG-MNF", "Monufia", "المنوفية"),
    "18": ("EG-BH", "Beheira", "البحيرة"),
    "19": ("EG-IS", "Ismailia", "الإسماعيلية"),
    "21": ("EG-GZ", "Giza", "الجيزة"),
    "22": ("EG-BNS", "Beni Suef", "بني سويف"),
    "23": ("EG-FYM", "Fayoum", "الفيوم"),
    "24": ("EG-MN", "Minya", "المنيا"),
    "25": ("EG-AST", "Asyut", "أسيوط"),
    "26": ("EG-SHG", "Sohag", "سوهاج"),
    "27": ("EG-KN", "Qena", "قنا"),
    "28": ("EG-ASN", "Aswan", "أسوان"),
    "29": ("EG-LX", "Luxor", "الأقصر"),
    "31": ("EG-BA", "Red Sea", "البحر الأحمر"),
    "32": ("EG-WAD", "New Valley", "الوادي الجديد"),
    "33": ("EG-MT", "Matrouh", "مطروح"),
    "34": ("EG-SIN", "North Sinai", "شمال سيناء"),
    "35": ("EG-JS", "South Sinai", "جنوب سيناء"),
}
