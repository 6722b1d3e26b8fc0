"""The holidays package as a source: what it knows, what it only guesses, and what it cannot know."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import holidays
import pytest

from casectl.adapters.system.holiday_source import country_of, days_of
from casectl.core.values.messages import UsageError


def test_days_have_their_names_in_the_languages_that_the_source_speaks() -> None:
    days = days_of("CN", "", range(2026, 2027))
    assert days.holidays[date(2026, 10, 1)].within("en") == "National Day"
    assert days.holidays[date(2026, 10, 1)].within("zh") == "国庆节"
    assert days.holidays[date(2026, 1, 2)].within("en") == "Day off (substituted from 2026-01-04)"
    assert date(2026, 2, 14) in days.make_up_days
    assert {day.year for day in (*days.holidays, *days.make_up_days)} == {2026}
    assert (days.until, days.weekend) == (date(2026, 12, 31), frozenset((5, 6)))


def test_a_country_without_make_up_days_is_not_provisional() -> None:
    days = days_of("GB", "SCT", range(2025, 2028))
    assert days.provisional_from is None
    assert "GB-SCT" in days.source
    assert days.make_up_days == []


def test_a_year_whose_make_up_days_are_not_announced_is_provisional() -> None:
    """The package has China's statutory days of any year and no others."""
    assert days_of("CN", "", range(2024, 2027)).provisional_from is None
    assert days_of("CN", "", range(2026, 2100)).provisional_from in (date(2027, 1, 1), date(2028, 1, 1))
    assert days_of("CN", "", range(2090, 2092)).provisional_from == date(2090, 1, 1)


@pytest.mark.parametrize("locale", ["C.UTF-8", "zh_CN.UTF-8", "de_DE.UTF-8"])
def test_a_year_with_estimated_days_is_provisional(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lunar holidays that are only estimated; in any language of the machine."""
    monkeypatch.setenv("LC_ALL", locale)
    assert days_of("AE", "", range(2023, 2040)).provisional_from is not None


def test_another_category_has_other_days() -> None:
    truth = date(2026, 9, 30)
    assert truth not in days_of("CA", "", range(2026, 2027)).holidays
    assert truth in days_of("CA", "", range(2026, 2027), ("government",)).holidays


@pytest.mark.parametrize(
    ("country", "subdivision", "category", "said"),
    [
        ("XX", "", "public", "XX is not a known country"),
        ("GB", "XYZ", "public", "available: ENG, NIR, SCT, WLS"),
        ("GB", "", "secret", "available: public"),
    ],
)
def test_what_the_source_does_not_know_is_named(country: str, subdivision: str, category: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        days_of(country, subdivision, range(2026, 2027), (category,))
    assert said in str(refusal.value)


def test_every_country_of_the_source_has_its_names_and_real_zones() -> None:
    for code in holidays.list_supported_countries(include_aliases=False):
        country = country_of(code)
        assert [language for language, name in country.title.by_language if name and name != code] == ["en", "zh"]
        assert [ZoneInfo(zone).key for zone in country.zones] == list(country.zones)


def test_a_country_has_the_zone_of_most_of_it_and_several_only_where_nobody_can_say() -> None:
    assert [country_of(code).zones for code in ("CN", "GB", "DE", "PT")] == [
        ("Asia/Shanghai",), ("Europe/London",), ("Europe/Berlin",), ("Europe/Lisbon",),
    ]  # fmt: skip
    assert "America/Chicago" in country_of("US").zones


def test_a_country_that_is_not_in_the_table_has_no_zone() -> None:
    assert country_of("ZZ").zones == ()
