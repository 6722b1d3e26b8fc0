"""A range as people type it: ``5 dec to 10 dec``, ``5-10 dec``, ``from mon to fri``, ``12月5日到10日``."""

from __future__ import annotations

import re

from casectl.core.time.date_tokens import normalized
from casectl.core.values.regex import regex
from casectl.core.values.value_class import NamedTuple

_BETWEEN = regex(r"(?:from|since|between|从|自|由) ?(?P<both>.+)")
_TO = regex(
    r"(?P<first>.+?)"
    r"(?: (?:to|till|until|thru|through|-|~) |(?<=[日号]) ?[-~] ?|(?<=:[0-5]\d) ?- ?(?=\d\d?:)|~| ?(?:到|至) ?)"
    r"(?P<last>.+)"
)
_AND = regex(r"(?P<first>.+?)(?: (?:and|to|-) |和|到|至|与)(?P<last>.+)")
_FIGURES = regex(r"(?P<first>\d\d?(?:st|nd|rd|th)?) ?- ?(?P<last>\d\d?(?:st|nd|rd|th)? ?[a-z月].*)")
_NUMBER = regex(r"\d\d?(?:st|nd|rd|th)?")
_DAY_MONTH = regex(r"\d\d?(?:st|nd|rd|th)? (?P<month>[a-z].*)")
_MONTH_DAY = regex(r"(?P<month>[a-z]\w* )\d\d?(?:st|nd|rd|th)?")
_OF_MONTH = regex(r"(?P<month>.*月)\d\d?[日号]?")


_TWO_DAYS = regex(r"(?<=\d[日号]) ?[-~—–] ?(?=\d\d?[日号]$)")


def without_minus(text: str) -> str:
    """`text`; but the dash of ``5日-10日``, where no days are taken off, as a word."""
    return _TWO_DAYS.sub("到", text.strip())


class Ends(NamedTuple):
    """The texts of the first and the last of a range."""

    first: str
    last: str


def ends_of(text: str) -> Ends | None:
    """The ends of a range, each complete: a month that only one of them names is that of both. None for no range."""
    words = normalized(text).removesuffix("之间").removesuffix("期间")
    between = _BETWEEN.fullmatch(words)
    found = (_AND if between else _FIGURES).fullmatch(between["both"] if between else words) or _TO.fullmatch(words)
    if found is None:
        return None
    first, last = (found[each].strip().removesuffix("起") for each in ("first", "last"))
    if _NUMBER.fullmatch(first) and (named := _DAY_MONTH.fullmatch(last)):
        first = f"{first} {named['month']}"
    if _NUMBER.fullmatch(last) and (named := _MONTH_DAY.fullmatch(first)):
        last = f"{named['month']}{last}"
    if named := _OF_MONTH.fullmatch(first):
        first = first if first[-1] in "日号" else f"{first}日"
        if "月" not in last and re.fullmatch(r"\d\d?[日号]?", last):
            last = f"{named['month']}{last.rstrip('日号')}日"
    return None if _NUMBER.fullmatch(first) or _NUMBER.fullmatch(last) else Ends(first, last)
