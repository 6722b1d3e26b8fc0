"""The countries' names and time zones: ``countries.tsv``, which ``scripts/make_countries.py`` writes."""

from __future__ import annotations

from pathlib import Path

from casectl.core.values.messages import Words
from casectl.core.values.value_class import frozen

_TABLE = Path(__file__).parent / "countries.tsv"


@frozen
class Country:
    """A country's name, and the time zone of most of it; several where its parts keep different times."""

    title: Words
    zones: tuple[str, ...]


def country_of(code: str) -> Country:
    """The country with this code of two letters; no name and no zone for one that is not in the table."""
    for row in _TABLE.read_text("utf-8").splitlines():
        known, english, chinese, zones = row.split("\t")
        if known == code:
            return Country(Words((("en", english), ("zh", chinese))), tuple(zones.split()))
    return Country(Words.of(code), ())
