"""Public holidays by the rules of each country, written apart from the package that the shipped calendars are from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def weekdays_off(name: str, year: int) -> set[date]:
    """The days from Monday to Friday on which the country of a shipped calendar rests."""
    calculate = RULES.get(name) or (lambda year: australia(name.removeprefix("australia-"), year))
    return {day for day in calculate(year) if day.weekday() < SAT and day.year == year}


def after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def easter(year: int) -> date:
    """Easter Sunday, as Gauss and his correctors calculate it."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)


def nth(year: int, month: int, weekday: int, number: int) -> date:
    """The `number`-th such weekday of a month; the last one for -1."""
    if number < 0:
        return after(nth(year + month // 12, month % 12 + 1, weekday, 1), -7)
    first = date(year, month, 1)
    return after(first, (weekday - first.weekday()) % 7 + 7 * (number - 1))


def moved(*days: date) -> set[date]:
    """Each day, or the next weekday that no other of them takes."""
    taken = {day for day in days if day.weekday() < SAT}
    for day in (each for each in days if each.weekday() >= SAT):
        while day.weekday() >= SAT or day in taken:
            day = after(day, 1)
        taken.add(day)
    return taken


def christmas(year: int) -> set[date]:
    return moved(date(year, 12, 25), date(year, 12, 26))


def england(year: int) -> set[date]:
    sunday = easter(year)
    mondays = {nth(year, 5, MON, 1), nth(year, 5, MON, -1), nth(year, 8, MON, -1)}
    return moved(date(year, 1, 1)) | christmas(year) | {after(sunday, -2), after(sunday, 1)} | mondays


def northern_ireland(year: int) -> set[date]:
    return england(year) | moved(date(year, 3, 17)) | moved(date(year, 7, 12))


def scotland(year: int) -> set[date]:
    new_year = moved(date(year, 1, 1), date(year, 1, 2))
    mondays = {nth(year, 5, MON, 1), nth(year, 5, MON, -1), nth(year, 8, MON, 1)}
    world_cup = {date(2026, 6, 15)}
    return new_year | {after(easter(year), -2)} | mondays | moved(date(year, 11, 30)) | christmas(year) | world_cup


def ireland(year: int) -> set[date]:
    """No day is moved, and Good Friday is worked."""
    first = date(year, 2, 1)
    brigid = first if first.weekday() == FRI else nth(year, 2, MON, 1)
    fixed = {date(year, 1, 1), date(year, 3, 17), date(year, 12, 25), date(year, 12, 26)}
    mondays = {nth(year, 5, MON, 1), nth(year, 6, MON, 1), nth(year, 8, MON, 1), nth(year, 10, MON, -1)}
    return fixed | {brigid, after(easter(year), 1)} | mondays


def nearest_weekday(days: Iterable[date]) -> set[date]:
    """A Saturday's rest is on the Friday before, a Sunday's on the Monday after."""
    return {after(day, {SAT: -1, SUN: 1}.get(day.weekday(), 0)) for day in days}


def us_federal(year: int) -> set[date]:
    fixed = [date(year, 1, 1), date(year + 1, 1, 1), date(year, 6, 19), date(year, 7, 4), date(year, 11, 11)]
    mondays = {nth(year, 1, MON, 3), nth(year, 2, MON, 3), nth(year, 5, MON, -1), nth(year, 9, MON, 1)}
    others = {nth(year, 10, MON, 2), nth(year, 11, THU, 4)}
    return nearest_weekday([*fixed, date(year, 12, 25)]) | mondays | others


def canada(year: int) -> set[date]:
    victoria = date(year, 5, 24)
    mondays = {after(victoria, -victoria.weekday()), nth(year, 9, MON, 1), nth(year, 10, MON, 2)}
    fixed = moved(date(year, 1, 1)) | moved(date(year, 7, 1)) | {date(year, 9, 30), date(year, 11, 11)}
    return fixed | {after(easter(year), -2)} | mondays | christmas(year)


def australia(state: str, year: int) -> set[date]:
    sunday, anzac = easter(year), date(year, 4, 25)
    common = {*moved(date(year, 1, 1)), *moved(date(year, 1, 26)), after(sunday, -2), after(sunday, 1), anzac}
    own = {
        "nsw": {nth(year, 6, MON, 2), nth(year, 10, MON, 1), *(moved(anzac) if year in (2026, 2027) else ())},
        "vic": {nth(year, 3, MON, 2), nth(year, 6, MON, 2), after(nth(year, 9, SAT, -1), -1), nth(year, 11, TUE, 1)},
        "qld": {nth(year, 5, MON, 1), ekka(year), nth(year, 10, MON, 1), *sunday_moved(anzac)},
        "wa": {nth(year, 3, MON, 1), *moved(anzac), nth(year, 6, MON, 1), WEST_KING[year]},
        "sa": {nth(year, 3, MON, 2), nth(year, 6, MON, 2), nth(year, 10, MON, 1)},
        "tas": {nth(year, 3, MON, 2), nth(year, 6, MON, 2)},
        "act": {
            nth(year, 3, MON, 2), *moved(anzac), reconciliation(year), nth(year, 6, MON, 2), nth(year, 10, MON, 1),
        },
        "nt": {nth(year, 5, MON, 1), nth(year, 6, MON, 2), nth(year, 8, MON, 1), *sunday_moved(anzac)},
    }  # fmt: skip
    return common | own[state] | christmas(year)


def sunday_moved(day: date) -> set[date]:
    return {after(day, 1)} if day.weekday() == SUN else set()


def reconciliation(year: int) -> date:
    """The first Monday on or after 27 May."""
    day = date(year, 5, 27)
    return after(day, -day.weekday() % 7)


def ekka(year: int) -> date:
    """Brisbane's show day: the Wednesday of the show that begins on the first Friday from 5 August on."""
    day = date(year, 8, 5)
    return after(day, (FRI - day.weekday()) % 7 + 5)


WEST_KING = {2024: date(2024, 9, 23), 2025: date(2025, 9, 29), 2026: date(2026, 9, 28), 2027: date(2027, 9, 27)}
"""Western Australia proclaims the day year by year."""

RULES = {
    "england": england,
    "northern-ireland": northern_ireland,
    "scotland": scotland,
    "ireland": ireland,
    "us-federal": us_federal,
    "canada": canada,
}
