"""Write the countries that ``casectl calendar new`` knows: their names in our languages, and their time zones.

Names are the CLDR's (from babel); zones are those of tzdata's zone.tab, whose comments say which covers most of a
country. Run it when tzdata or the holidays package add a country, and check the difference before committing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
from babel import Locale

TABLE = Path(__file__).parent.parent / "casectl/adapters/system/countries.tsv"
LEGAL = {"CN": ["Asia/Shanghai"]}
"""Countries with one legal time: all of China uses Beijing time, though tzdata has a second zone there."""
MOST, MAINLAND = "most of ", ("(mainland)", "(peninsula)")
MONTHS = [datetime(2026, month, 15, tzinfo=UTC) for month in range(1, 13)]


def zones() -> dict[str, list[str]]:
    """The main zone of each country; where tzdata names none, one for each different time in it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (files("tzdata.zoneinfo") / "zone.tab").read_text().splitlines():
        if not line.startswith("#"):
            country, _, zone, remark = f"{line}\t".split("\t")[:4]
            found.setdefault(country, []).append((zone, remark))
    return {country: _usual(parts) for country, parts in found.items()} | LEGAL


def _usual(parts: list[tuple[str, str]]) -> list[str]:
    if most := [zone for zone, remark in parts if remark.startswith(MOST) or remark.endswith(MAINLAND)]:
        return most[:1]
    clocks: dict[tuple[object, ...], str] = {}
    for zone, _ in sorted(parts, key=lambda part: ("(most areas)" not in part[1], "(" in part[1])):
        clocks.setdefault(tuple(month.astimezone(ZoneInfo(zone)).utcoffset() for month in MONTHS), zone)
    return list(clocks.values())


def rows() -> Iterator[str]:
    """A line for each country: its code, its names, its zones."""
    english, chinese = (Locale.parse(language).territories for language in ("en", "zh_CN"))
    by_country = zones()
    for country in sorted(holidays.list_supported_countries(include_aliases=False)):
        yield "\t".join((country, english[country], chinese[country], " ".join(by_country.get(country, ()))))


if __name__ == "__main__":
    TABLE.write_text("".join(f"{row}\n" for row in rows()), "utf-8")
