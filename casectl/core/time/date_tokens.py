"""The tokens of a typed time or duration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from casectl.core.time.date_words import LONGEST, TRADITIONAL, WORDS, Token
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.numerals import NUMERALS, chinese_number
from casectl.core.values.regex import regex
from casectl.core.values.widths import narrow

_LIKELY = 0.75
"""The least similarity at which an unknown word is taken for a misspelling."""

_PLAIN = str.maketrans("–—−‐‑’", "-----'")
_JOINED = regex(r"(?<=[a-z])-(?=[a-z0-9])|(?<=\d)-(?=[a-z])")
"""A hyphen between words and numbers, as in ``last-week`` and ``31-mar-2026``."""
_ABBREVIATED = regex(r"(?<=[a-z])\.(?![a-z0-9])")
"""The full stop of ``dec.``."""


def normalized(text: str) -> str:
    """`text` in plain lower-case characters and simplified script, with single spaces."""
    plain = " ".join(narrow(text).lower().translate(_PLAIN).translate(TRADITIONAL).split())
    return _JOINED.sub(" ", _ABBREVIATED.sub("", plain))


def tokens_of(text: str) -> list[Token]:
    """The tokens of a typed text. Raises UsageError for a word that is not known and a day that does not exist."""
    words, found, at = normalized(text), list[Token](), 0
    while at < len(words):
        if words[at] == " ":
            at += 1
            continue
        tokens, length = _in_figures(words, at) or _word(words, at) or _numeral(words, at) or ((), 0)
        if not length:
            raise _unknown(words, at, text)
        found += _as_unit(tokens, found)
        at += length
    return list(_without_fillers(found))


def _without_fillers(tokens: list[Token]) -> Iterator[Token]:
    """The tokens without ``at``, which a number after it keeps as its word, and without 当天 of a day before it."""
    for before, token in pairwise([Token("l"), *tokens]):
        if before.kind == "@" and token.kind == "N":
            yield Token("N", token.value, "at" if len(token.word) < 4 else token.word)
        elif token.kind != "@" and (token.word != "of it" or before.kind in "liPT"):
            yield token


def _as_unit(tokens: tuple[Token, ...], before: list[Token]) -> tuple[Token, ...]:
    """The tokens; but 年 after a number that names no year is a length, as in ``三年后``."""
    is_length = tokens == (Token("Z"),) and before and (before[-1].kind in "hF" or 0 < before[-1].value < 1000)
    return (Token("u", 12, "mo"),) if is_length and before[-1].kind in "NhF" else tokens


Found = tuple[tuple[Token, ...], int]


def _word(text: str, at: int) -> Found | None:
    """The longest word at that place; a word of letters ends where the letters end."""
    for length in range(min(LONGEST, len(text) - at), 0, -1):
        word = text[at : at + length]
        if word in WORDS and not (_is_letter(word[-1]) and _is_letter(text[at + length : at + length + 1])):
            return WORDS[word], length
    return None


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"


def _numeral(text: str, at: int) -> Found | None:
    end = at
    while end < len(text) and text[end] in NUMERALS:
        end += 1
    if text[at:end] == "零" and text[end : end + 1].isdigit():
        return (), 1
    number = chinese_number(text[at:end])
    return ((Token("N", number),), end - at) if end > at and number is not None else None


def _in_figures(text: str, at: int) -> Found | None:
    for form, reader in _FIGURES:
        if match := form.match(text, at):
            return (reader(match),), match.end() - at
    return None


def _day(match: re.Match[str]) -> Token:
    year, month, day = (int(part) for part in match.group("year", "month", "day"))
    try:
        return Token("D", date(year, month, day).toordinal())
    except ValueError:
        raise UsageError(msg("there is no day {text}", text=match[0].strip("t"))) from None


def _iso_week(match: re.Match[str]) -> Token:
    try:
        monday = date.fromisocalendar(int(match["year"]), int(match["week"]), int(match["day"] or 1))
    except ValueError:
        raise UsageError(msg("there is no day {text}", text=match[0])) from None
    return Token("D" if match["day"] else "W", monday.toordinal())


def _month(match: re.Match[str]) -> Token:
    year, month = int(match["year"]), int(match["month"])
    if not 1 <= month <= 12 or not year:
        raise UsageError(msg("there is no day {text}", text=match[0]))
    return Token("Y", year * 12 + month - 1, "month")


def _quarter(match: re.Match[str]) -> Token:
    written = match["quarter"] or match["figure"]
    quarter = chinese_number(written) if written in NUMERALS else int(written)
    if not 1 <= (quarter or 0) <= 4:
        raise UsageError(msg("there is no day {text}", text=match[0]))
    if "year" not in match.groupdict():
        return Token("Q", quarter or 1)
    return Token("Y", int(match["year"]) * 12 + (quarter or 1) * 3 - 3, "quarter")


def _clock(match: re.Match[str]) -> Token:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second):
        raise UsageError(msg("{text} is not a time of day", text=match[0]), hint=msg("write it like 17:30"))
    return Token("C", hour * 3600 + minute * 60 + second, "seconds" if match["second"] else "")


def _ordinal(match: re.Match[str]) -> Token:
    return Token("O", int(match["day"]))


def _short_year(match: re.Match[str]) -> Token:
    return Token("N", 2000 + int(match["year"]), "20" + match["year"])


def _weekday(match: re.Match[str]) -> Token:
    return Token("w", int(match["day"]) - 1)


def _french(match: re.Match[str]) -> Token:
    return _clock(match)._replace(word="h")


def _open_order(match: re.Match[str]) -> Token:
    return Token("A", 0, match[0])


def _number(match: re.Match[str]) -> Token:
    return Token("F", 0, match[0]) if "." in match[0] else Token("N", int(match[0]), match[0])


_END = r"(?!\d)"
_FIGURES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Token]], ...] = tuple(
    (regex(form, re.ASCII), reader)
    for form, reader in (
        (rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?){_END}(?:t(?=\d))?", _day),
        (rf"(?P<year>\d{{4}})[- ]?w(?P<week>\d\d?)(?:-?(?P<day>[1-7]))?{_END}", _iso_week),
        (rf"(?P<year>\d{{4}})[- ]?q(?P<quarter>\d)(?P<figure>)?{_END}", _quarter),
        (rf"q(?P<quarter>\d) (?P<figure>)?(?P<year>\d{{4}}){_END}", _quarter),
        (r"(?P<year>\d{4})年(?P<quarter>)?第?(?P<figure>[一二三四1-4])季度?", _quarter),
        (r"(?:q|第?(?=[一二三四1-4]季))(?P<quarter>[一二三四1-4])(?:季度?|(?![\d一-龥]))(?P<figure>)?", _quarter),
        (rf"(?P<year>\d{{4}})[-/](?P<month>\d\d?){_END}", _month),
        (rf"\d\d?(?P<mark>[-/.])\d\d?(?P=mark)(?:\d{{4}}|\d\d){_END}", _open_order),
        (rf"\d\d?[-/]\d\d?{_END}(?! ?[a-z天日个小周月])|\d\d?\.\d\d?\.{_END}", _open_order),
        (r"(?P<day>\d\d?)\. ?(?=[a-z])", _ordinal),
        (r"'(?P<year>\d\d)(?!\d)", _short_year),
        (r"(?P<year>\d\d)(?=年(?:[\d一二三四五六七八九十]+月|[底末初]))", _short_year),
        (r"(?<![\d一二两三四五六七八九十半])(?:周|星期|礼拜)(?P<day>[1-7])(?![\d天日个小周点时:年月.])", _weekday),
        (r"(?P<hour>\d\d?)h(?P<minute>[0-5]\d)(?P<second>)(?!\d| ?m)", _french),
        (r"(?P<hour>0\d)(?P<minute>[0-5]\d)(?P<second>) ?h(?:rs|ours)?(?![a-z])", _clock),
        (r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?(?!\d|:)", _clock),
        (r"(?P<hour>\d\d?)\.(?P<minute>\d\d)(?P<second>)?(?= ?[ap]\.?m)", _clock),
        (rf"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d){_END}(?:t(?=\d))?", _day),
        (r"(?P<day>\d\d?)(?:st|nd|rd|th)(?![a-z])", _ordinal),
        (r"\d{1,6}(?:\.\d{1,6})?(?![\d])", _number),
    )
)
"""What is written in figures, and the function that reads each."""


def _unknown(words: str, at: int, text: str) -> UsageError:
    from casectl.core.values.nearest import suggestion  # only for an error

    word = re.match(r"[a-z']+|[^\s\d]+|\S+", words[at:])
    near = suggestion(word[0] if word else words, [each for each in WORDS if len(each) > 2], _LIKELY)
    return UsageError(msg("{text} is not a time", text=text), hint=near or HOW_TO_WRITE)


HOW_TO_WRITE = msg(
    "write now, +2h, +3wd, -30m, tomorrow 10:00, fri 3pm, 2026-12-01, or 2026-12-01 17:30; casectl help times has more"
)
"""How a time can be written."""


def kinds_of(tokens: Iterable[Token]) -> str:
    """The letters of the tokens' kinds."""
    return "".join(token.kind for token in tokens)


def splits(tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """The tokens of a day and of a time of day, which is behind it or before it."""
    for at in range(len(tokens)):
        yield tokens[:at], tokens[at:]
    for at in range(len(tokens) - 1, 0, -1):
        yield tokens[at:], tokens[:at]
