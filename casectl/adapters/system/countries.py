"""Names and time zones of countries: ``countries.tsv``, which ``scripts/make_countries.py`` writes."""

from __future__ import annotations

from pathlib import Path

from casectl.core.values.messages import LocalizedText
from casectl.core.values.value_class import value_class

_TABLE = Path(__file__).parent / "countries.tsv"


@value_class
class Country:
    """A country's name and its main time zone, or several zones where its parts differ."""

    title: LocalizedText
    zones: tuple[str, ...]


def country_of(code: str) -> Country:
    """The country with this two-letter code; one that is not in the table has its code as a name, and no zone."""
    for row in _TABLE.read_text("utf-8").splitlines():
        known, english, chinese, zones = row.split("\t")
        if known == code:
            return Country(LocalizedText((("en", english), ("zh", chinese))), tuple(zones.split()))
    return Country(LocalizedText.of(code), ())
