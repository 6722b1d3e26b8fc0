"""Warnings of personal data in titles and notes, which everybody reads and no mask covers.

A warning says what kind of data it is, and never repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from casectl.core.case.model import Case, Event
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.values.messages import Finding, Message, msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import Path
from casectl.core.values.value_class import value_class

EMAIL, TELEPHONE, IDENTITY, CARD = "P001", "P002", "P003", "P004"

CODES: dict[str, Message] = {
    EMAIL: msg("a title or a note has an e-mail address"),
    TELEPHONE: msg("a title or a note has what looks like a telephone number"),
    IDENTITY: msg("a title or a note has what looks like the number of an identity document"),
    CARD: msg("a title or a note has what looks like the number of a payment card"),
}
"""What each code means; none of them makes a check fail."""

_START, _END = r"(?<![0-9A-Za-z_.+-])", r"(?![0-9A-Za-z_]|[.-][0-9])"

_OF_AN_ORDER = regex(
    r"(?:order|invoice|ticket|tracking|parcel|ref(?:erence)?|case|订单|运单|工单|快递|单)\W*(?:no|nr|number|号|编号)?\W*$",
    re.IGNORECASE,
)
"""What stands before a number that is no telephone and no card."""


@value_class
class _Kind:
    """What a number of this kind looks like, and whether one that looks so is one."""

    code: str
    looks: re.Pattern[str]
    is_one: Callable[[str], bool] = bool
    not_after: re.Pattern[str] | None = None


def _chinese_identity(text: str) -> bool:
    """Whether the check character and the date of birth are right (GB 11643)."""
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(text[:17]))
    return "10X98765432"[total % 11] == text[17].upper()


_CARDS = regex(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|4[4-9]\d|5\d\d)\d{12}|62\d{14,17}"
)
"""The numbers that the large issuers give out."""


def _card(text: str) -> bool:
    """Whether it is of a large issuer, and its check digit is right (Luhn)."""
    digits = re.sub(r"\D", "", text)
    doubled = [int(each) * (1 + place % 2) for place, each in enumerate(reversed(digits))]
    return bool(_CARDS.fullmatch(digits)) and sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _international(text: str) -> bool:
    return 8 <= sum(each.isdigit() for each in text) <= 15


_KINDS = (
    _Kind(EMAIL, regex(r"[\w.+-]*\w@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")),
    _Kind(IDENTITY, regex(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])", re.ASCII), _chinese_identity),
    _Kind(
        IDENTITY,
        regex(
            r"(?<![0-9A-Za-z])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]"
            r"(?![0-9A-Za-z])",
            re.ASCII,
        ),
    ),
    _Kind(IDENTITY, regex(_START + r"(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}" + _END, re.ASCII)),
    _Kind(CARD, regex(_START + r"\d(?:[ -]?\d){12,18}" + _END, re.ASCII), _card, _OF_AN_ORDER),
    _Kind(TELEPHONE, regex(r"(?<![0-9A-Za-z+])\+[1-9][\d ().-]{6,18}\d" + _END, re.ASCII), _international),
    *(
        _Kind(TELEPHONE, regex(_START + looks + _END, re.ASCII), not_after=_OF_AN_ORDER)
        for looks in (
            r"(?:86[ -]?)?1[3-9]\d([ -]?)\d{4}\1\d{4}",  # a Chinese mobile
            r"0(?:10|2\d|[3-9]\d\d)[ -]\d{7,8}",  # a Chinese landline
            r"(?:\([2-9]\d\d\) ?|[2-9]\d\d([.-]))[2-9]\d\d[.-]\d{4}",  # North America
            r"07\d{3} ?\d{6}",  # a British mobile
            r"0[123]\d{1,3} \d{3,4} ?\d{3,4}",  # a British landline
        )
    ),
)


_ANY = regex("@|[0-9](?:[^0-9]{0,12}[0-9]){6}|[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2}")
"""What all of them have, an address or seven digits near to each other, but for those of six digits behind two letters:
most texts have none.
"""


def personal_data(case: Case, context: CheckContext) -> Iterator[Finding]:
    """Titles and notes hold no personal data, unless the template allows it; what is found is only noted."""
    if context.template and context.template.personal_data_allowed:
        return
    texts: list[tuple[Path, str]] = [(("title",), case.title)]
    texts += [
        (("journal", number, "text"), event.text("text"))
        for number, event in enumerate(case.journal)
        if "text" in event.data and not _is_mail(case, event)
    ]
    for path, text in texts:
        for code in sorted(kinds_in(text)):
            found = finding_at(case, code, path, _ADVICE[path[0] == "title"])
            yield Finding(found.place, code, msg("{meaning}; {way}", meaning=CODES[code], way=found.what), is_note=True)


def _is_mail(case: Case, event: Event) -> bool:
    """Whether `casectl mail` recorded it, as the customer wrote it: nobody of the desk can write it otherwise."""
    opening = case.journal[0]
    if event.kind == "noted":  # beside the opening of a case by mail, whose text no field has
        return bool(opening.text("message_id")) and event.id == f"{opening.id}-2"
    is_incoming = event.kind == "filed" or (event.kind == "contacted" and event.text("direction") == "in")
    return is_incoming and bool(event.text("message_id"))


_ADVICE = {
    True: msg("move it to a private field, and write the title without it"),
    False: msg("record it in a private field in future; what is recorded stays in the history"),
}
"""What to do about a title, and about a note."""


def kinds_in(text: str) -> set[str]:
    """The codes of the personal data that a text holds."""
    if not _ANY.search(text):
        return set()
    return {
        kind.code
        for kind in _KINDS
        for match in kind.looks.finditer(text)
        if kind.is_one(match[0]) and not (kind.not_after and kind.not_after.search(text, 0, match.start()))
    }
