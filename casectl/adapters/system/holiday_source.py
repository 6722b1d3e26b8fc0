"""Countries (``countries.tsv``), and the holidays package, which only ``casectl calendar new`` loads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from casectl.core.time.new_calendar_file import CountryDays
from casectl.core.values.messages import LocalizedText, UsageError, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.value_class import value_class

if TYPE_CHECKING:
    from holidays import HolidayBase


_TABLE = Path(__file__).parent / "countries.tsv"
_LANGUAGES = {"en": ("en_US", "en_GB", "en"), "zh": ("zh_CN",)}
"""The package's languages for each of ours, by preference. A country's own variant comes first: it is Labour Day in
Australia, and Labor Day in the United States."""

_YEARS_BACK = 10
"""How many years back to check whether a country announces make-up days."""


def days_of(country: str, subdivision: str, years: range, categories: Sequence[str] = ("public",)) -> CountryDays:
    """The days of a country, or of a subdivision, in `years`.

    They are provisional from the first year that the package estimates, or for which a country that announces its
    make-up days year by year has none yet.

    Raises UsageError, listing the known ones, for an unknown country, subdivision or category.
    """
    known = _package().list_supported_countries(include_aliases=False)
    if country not in known:
        raise UsageError(
            msg("{name} is not a known country", name=country),
            hint=suggestion(country, known) or msg("write two letters: CN, GB, US"),
        )
    if subdivision and subdivision not in known[country]:
        raise UsageError(
            msg("{country} has no subdivision {name}", country=country, name=subdivision),
            hint=msg("available: {names}", names=sorted(known[country])) if known[country] else None,
        )
    unknown = [each for each in categories if each not in _entity(country, subdivision, years).supported_categories]
    if unknown:
        allowed = sorted(_entity(country, subdivision, years).supported_categories)
        raise UsageError(
            msg("{country} has no holidays of the category {names}", country=country, names=unknown),
            hint=msg("available: {names}", names=allowed),
        )
    return _days(country, subdivision, years, tuple(categories))


def _days(country: str, subdivision: str, years: range, categories: tuple[str, ...]) -> CountryDays:
    plain = _entity(country, subdivision, years, categories)
    by_language = {
        ours: _entity(country, subdivision, years, categories, theirs)
        for ours, names in _LANGUAGES.items()
        if (theirs := _package_language(plain, ours, names))
    } or {"": plain}
    checked_years = range(years[0] - _YEARS_BACK, years[-1] + 1)
    # In English, where days are marked as estimated; unasked, the package takes the language of the machine's locale.
    checked = _entity(country, subdivision, checked_years, language=_package_language(plain, "en", _LANGUAGES["en"]))
    make_up_days = sorted(day for day in plain.weekend_workdays if day.year in years)
    where = f"{country}-{subdivision}" if subdivision else country
    return CountryDays(
        source=f"holidays {_package().version.__version__}, {where}, {', '.join(categories)}",
        until=date(years[-1], 12, 31),
        holidays={
            day: LocalizedText(
                tuple((language, _iso(entity[day], entity.language)) for language, entity in by_language.items())
            )
            for day in sorted(plain)
        },
        make_up_days=make_up_days,
        provisional_from=_provisional_from(checked, years),
        weekend=frozenset(plain.weekend),
        since=date(years[0], 1, 1),
        title=_title(country, subdivision),
        zones=country_of(country).zones,
    )


def _title(country: str, subdivision: str) -> LocalizedText:
    named = country_of(country).title.by_language
    return LocalizedText(
        tuple((language, f"{name} ({subdivision})" if subdivision else name) for language, name in named)
    )


def _iso(name: str, language: str | None) -> str:
    """A name with its date in ISO order: the American order is easily misread."""
    return re.sub(r"\b(\d\d)/(\d\d)/(\d{4})\b", r"\3-\1-\2", name) if language == "en_US" else name


def _package_language(entity: HolidayBase, ours: str, names: Sequence[str]) -> str | None:
    """The package's language to use for one of ours in that country, None if it has none."""
    own = entity.default_language
    if ours == "en" and own and own.startswith("en_"):
        return own
    return next((name for name in names if name in entity.supported_languages), None)


def _provisional_from(entity: HolidayBase, years: range) -> date | None:
    """1 January of the first year that is estimated, or lacks make-up days; None if there is none."""
    estimated = [day.year for day, name in entity.items() if "estimated" in name.lower() and day.year in years]
    announced = [day.year for day in entity.weekend_workdays]
    unannounced = [year for year in years if announced and year > max(announced)]
    first_guess = min((*estimated, *unannounced), default=0)
    return date(first_guess, 1, 1) if first_guess else None


def _entity(
    country: str, subdivision: str, years: range, categories: tuple[str, ...] = ("public",), language: str | None = None
) -> HolidayBase:
    found: HolidayBase = _package().country_holidays(
        country, subdiv=subdivision or None, years=years, categories=categories, language=language, expand=False
    )
    return found


def _package() -> ModuleType:
    """The package, which takes half a second to load."""
    import holidays

    return holidays


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
