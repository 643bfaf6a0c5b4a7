"""Which country packs exist. Together with the settings, the only place that names a country."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pack:
    """Where a country's pack is, and the time zone in which its days begin."""

    module: str
    time_zone: str


COUNTRIES: dict[str, Pack] = {
    "eg": Pack("janua.countries.eg.pack", "Africa/Cairo"),
    "mt": Pack("janua.countries.mt.pack", "Europe/Malta"),
    "tt": Pack("janua.countries.tt.pack", "America/Port_of_Spain"),
    "ua": Pack("janua.countries.ua.pack", "Europe/Kyiv"),
}
