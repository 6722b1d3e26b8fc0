"""Times of day as people type them: ``3pm``, ``下午三点半``, ``noon``, ``eod``, and parts of a day (``下午``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from casectl.core.time.date_tokens import kinds_of
from casectl.core.time.date_words import Token
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import NamedTuple

_HOUR = 3600


class DayTime(NamedTuple):
    """A time of day: from `start` seconds after midnight, for `length` seconds (1 or 60: a point in time).

    `name` is that of a point that comes every day: noon, midnight, or the open or close of the calendar, whose `start`
    the calendar gives.
    """

    start: int
    length: int = 60
    name: str = ""

    @property
    def is_span(self) -> bool:
        """Whether it is a part of the day."""
        return self.length > 60


PARTS: dict[str, tuple[int, int, dict[int, int]]] = {
    "night": (0, 6, {12: 0} | {hour: hour for hour in range(6)}),
    "morning": (6, 12, {hour: hour for hour in range(1, 13)}),
    "afternoon": (
        12,
        18,
        {12: 12} | {each % 12: each for each in range(13, 20)} | {each: each for each in range(13, 20)},
    ),
    "dusk": (17, 20, {hour: hour + 12 for hour in range(4, 9)} | {hour: hour for hour in range(16, 21)}),
    "evening": (18, 24, {12: 24} | {hour: hour + 12 for hour in range(5, 12)} | {hour: hour for hour in range(17, 24)}),
    "noon": (11, 14, {11: 11, 12: 12, 1: 13, 2: 14, 13: 13, 14: 14}),
}
"""The parts of a day: from which hour to which, and which hour of the day each hour named with it is."""

_IN_FIGURES = msg("write it like 17:30")

Reader = Callable[[Sequence[Token]], DayTime | None]


def day_time_in(tokens: Sequence[Token]) -> DayTime | None:
    """The time of day that all the tokens together name, None if they name none.

    Raises UsageError for an hour that does not exist or could be two, such as ``3 o'clock``.
    """
    kinds = kinds_of(tokens)
    found = ((form.fullmatch(kinds), reader) for form, reader in _FORMS)
    return next((time for match, reader in found if match and (time := reader(tokens))), None)


def _in_figures(tokens: Sequence[Token]) -> DayTime:
    clock = next(token for token in tokens if token.kind == "C")
    part = _part_of_day(tokens)
    hour, rest = divmod(clock.value, _HOUR)
    if part:
        hour = _hour_in(part, hour)
    return DayTime(hour * _HOUR + rest, 1 if clock.word == "seconds" else 60)


def _part_of_day(tokens: Sequence[Token]) -> Token | None:
    """What says in which half or part of the day an hour is: am or pm before all, as in ``tonight 8pm``."""
    return next((token for kind in "kxn" for token in tokens if token.kind == kind), None)


def _hour_in(part: Token, hour: int) -> int:
    """The hour of the day that an hour is in a part of the day, or before or after noon."""
    if part.kind == "k":
        found = {each: each % 12 + part.value for each in range(1, 13)}.get(hour)
    else:
        named = "noon" if part.value else "night"
        found = PARTS[named if part.kind == "n" else part.word][2].get(hour)
    if found is None:
        raise UsageError(msg("{hour} is not an hour of that part of the day", hour=hour), hint=_IN_FIGURES)
    return found


def _hour(tokens: Sequence[Token]) -> DayTime | None:
    """``3pm``, ``tonight 8``, ``下午3点半``, ``14时05分``, ``9点一刻``; without a part of the day, 1 to 6 are open."""
    numbers = [token.value for token in tokens if token.kind == "N"]
    part = _part_of_day(tokens)
    hour, minute = numbers[0], 0
    if hour > 31 and len(tokens) == 1:
        return _four_figures(tokens[0])
    kinds = kinds_of(tokens)
    if "h" in kinds:
        minute = 30
    elif len(numbers) > 1:
        minute = numbers[1] * (15 if "q" in kinds else 1)
    elif "q" in kinds:
        minute = 15
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise UsageError(msg("{text} is not a time of day", text=f"{hour}:{minute:02}"), hint=_IN_FIGURES)
    if part and part.kind == "n" and not part.value and hour % 12 == 0:
        return DayTime(0, name="midnight")
    if part:
        hour = _hour_in(part, hour)
    elif 1 <= hour <= 12 and ("c" not in kinds or hour < 7 or any(token.word == "o'clock" for token in tokens)):
        raise _open_hour(hour, minute * 60)
    return DayTime(hour * _HOUR + minute * 60)


def _open_hour(hour: int, seconds: int) -> UsageError:
    """The error that so many seconds after that hour is in the morning or in the afternoon."""
    first, second = ((hour % 12 + half) * _HOUR + seconds for half in (0, 12))
    return UsageError(
        msg("{hour} o'clock is {first} or {second}", hour=hour, first=_written(first), second=_written(second)),
        hint=msg("write it as one of these, or with am or pm, 上午 or 下午"),
    )


def _written(seconds: int) -> str:
    return f"{seconds // _HOUR % 24:02}:{seconds // 60 % 60:02}"


def _four_figures(token: Token) -> DayTime | None:
    """``0930`` and ``1430``, which only a day beside them makes a time."""
    hour, minute = divmod(token.value, 100)
    return DayTime(hour * _HOUR + minute * 60) if len(token.word) == 4 and hour < 24 and minute < 60 else None


def _decimal(tokens: Sequence[Token]) -> DayTime | None:
    """``9.30`` beside a day."""
    hour, _, minute = tokens[0].word.partition(".")
    is_time = len(minute) == 2 and int(hour) < 24 and int(minute) < 60
    return DayTime(int(hour) * _HOUR + int(minute) * 60) if is_time else None


def _past_or_to(tokens: Sequence[Token]) -> DayTime | None:
    """``half past 2pm``, ``quarter to five in the afternoon``, ``twenty minutes past 3pm``, ``half two``."""
    if tokens[0].kind == "x":  # tomorrow morning, quarter to nine
        tokens = [*tokens[1:], tokens[0]]
    at = next((at for at, token in enumerate(tokens) if token.kind in "so"), 0)
    minutes = _minutes(tokens[: at or 1])
    return _moved(tokens[at + 1 :] if at else tokens[1:], -minutes if tokens[at].kind == "o" else minutes)


def _short_of(tokens: Sequence[Token]) -> DayTime | None:
    """``差一刻三点``, ``下午三点差五分``, ``三点过五分``."""
    kinds = kinds_of(tokens)
    at = next(place for place, kind in enumerate(kinds) if kind in "Bi")
    end = next((place for place, kind in enumerate(kinds) if place > at and kind in "qu"), at)
    minutes = _minutes(tokens[at + 1 : end + 1])
    return _moved([*tokens[:at], *tokens[end + 1 :]], minutes if kinds[at] == "i" else -minutes)


def _minutes(tokens: Sequence[Token]) -> int:
    """The minutes in words: half an hour, a quarter, twenty."""
    number = next((token.value for token in tokens if token.kind == "N"), 1)
    match tokens[-1].kind:
        case "h":
            return 30
        case "p" | "q":
            return 15 * number
        case _:
            return number


def _moved(tokens: Sequence[Token], minutes: int) -> DayTime | None:
    """The time of day so many minutes after another one, or before it."""
    hour = next((token.value for token in tokens if token.kind == "N"), 0)
    if not _part_of_day(tokens) and 1 <= hour <= 12:
        raise _open_hour(hour, minutes * 60)
    found = day_time_in(tokens)
    if found is None or found.is_span or abs(minutes) > 59 or found.name in ("open", "close"):
        return None
    return DayTime((found.start + minutes * 60) % (24 * _HOUR))


def _named(tokens: Sequence[Token]) -> DayTime | None:
    if len(tokens) > 1 and tokens[0].value not in (12, 12 * _HOUR):
        return None
    return DayTime(tokens[-1].value, name=tokens[-1].word)


def _midnight_tonight(tokens: Sequence[Token]) -> DayTime | None:
    """``midnight tonight`` and ``今晚零点``: the end of that day."""
    is_tonight = _word_of(tokens, "n") == "midnight" and _word_of(tokens, "x") == "evening"
    return DayTime(24 * _HOUR) if is_tonight else None


def _word_of(tokens: Sequence[Token], kind: str) -> str:
    return next((token.word for token in tokens if token.kind == kind), "")


def _part(tokens: Sequence[Token]) -> DayTime:
    start, end, _ = PARTS[tokens[-1].word]
    return DayTime(start * _HOUR, (end - start) * _HOUR)


_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (regex(form), reader)
    for form, reader in (
        ("i?[xn]?C|x?Ck|C[x]", _in_figures),
        ("x?Nk|xN|Nx|[xn]?Nc(?:h|N?q|Nu?)?|Nck|NcN?k|Ncx|i?N", _hour),
        ("F", _decimal),
        ("x?(?:h|N?p|Nu?|N?q)[so]i?(?:[xn]?N[kxc]*|n|C[kx]?|xC)|h[N]k?|hNx", _past_or_to),
        ("x?B(?:Nq|Nu?)x?Nc?|x?Nc[Bi](?:Nq|Nu)", _short_of),
        ("[NC]?n|e", _named),
        ("x?nx?", _midnight_tonight),
        ("x", _part),
    )
)
"""The ways to write a time of day, and the function that reads each."""
