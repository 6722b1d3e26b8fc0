"""The table of countries: every one that days can be frozen of, with names in both languages and zones that exist."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import holidays

from casectl.adapters.system.countries import country_of


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
