"""The countries' names and time zones: ``countries.tsv``, which ``scripts/make_countries.py`` writes."""

from __future__ import annotations

from pathlib import Path

from casectl.core.values.messages import LocalizedText
from casectl.core.values.value_class import value_class

_TABLE = Path(__file__).parent / "countries.tsv"


@value_class
class Country:
    """A country's name, and the time zone of most of it; several where its parts keep different times."""

    title: LocalizedText
    zones: tuple[str, ...]


def country_of(code: str) -> Country:
    """The country with this code of two letters; no name and no zone for one that is not in the table."""
    for row in _TABLE.read_text("utf-8").splitlines():
        known, english, chinese, zones = row.split("\t")
        if known == code:
            return Country(LocalizedText((("en", english), ("zh", chinese))), tuple(zones.split()))
    return Country(LocalizedText.of(code), ())
