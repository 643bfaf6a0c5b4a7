"""Ukrainian programmes whose law is not whole in the pages: listed with what is missing, never computed."""

from janua.pack.listed import ListedProgramme

LISTED: tuple[ListedProgramme, ...] = (
    ListedProgramme(
        code="UA-WINTER",
        names={"en": "Winter support", "uk": "«Зимова підтримка»"},
        summary={
            "en": "A single sum for the winter of 2025/26, for everybody and more for vulnerable groups.",
            "uk": "Одноразова сума на зиму 2025/26 для всіх охочих і більша – для вразливих груп.",
        },
        missing="The list of groups that get the larger sum, and an official source of the sums 6,500 and 1,000.",
        source="CMU 1433 of 05.11.2025 (S); sums from general knowledge (G)",
    ),
)
