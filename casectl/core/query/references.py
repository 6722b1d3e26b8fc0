"""Numbers and names that identify a customer or an order, however they are grouped and spelt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from hashlib import sha256
from zlib import crc32

from casectl.core.values.widths import folded

CUSTOMER = ("customer.ref", "customer.contact", "customer.id", "customer.phone", "customer.email")
"""Fields that identify the customer."""

REFERENCE = ("reference", "product.ref", "order", "order.ref", "account")
"""Fields that identify the subject."""

RESPONDENT = ("respondent", "company", "firm", "provider", "merchant", "bank", "insurer", "organisation")
"""Fields that identify whom the complaint is about."""

_NUMBERED, _REACHED, _NAMED = "#@~"
_SIGNS = (
    (_NUMBERED, ("customer.ref", "customer.id")),
    (_REACHED, ("customer.contact", "customer.phone", "customer.email")),
    (_NAMED, ("customer.name",)),
)
"""What identifies a customer, the surest first, each with the sign that its marks begin with."""

_NOTHING = frozenset(
    ("", "none", "no", "nil", "na", "unknown", "anonymous", "tbd", "无", "没有", "不详", "未知", "匿名", "保密", "待定")
)


def same(first: Mapping[str, str], second: Mapping[str, str], names: Collection[str]) -> bool:
    """Whether the fields of two cases agree under one of these names; empty fields do not agree."""
    return any(word == _plain(second.get(name, "")) for name, word in _filled(first, names).items())


def same_customer(first: Mapping[str, str], second: Mapping[str, str]) -> bool:
    """Whether the fields of two cases are of one customer: by number or contact.

    Customers who share a contact, such as an office's address, and have different numbers are one only if their names
    agree.
    """
    found = customers_of({name: customer_marks(fields) for name, fields in (("1", first), ("2", second))})
    return len(found) == 2 and len({*found.values()}) == 1


def customer_marks(fields: Mapping[str, str], spelt: Callable[[str], str] = str) -> str:
    """What tells the customer of a case from others, for `customers_of`: numbers, contacts and the name, each `spelt`
    in one word without blanks; "" if nothing does.
    """
    found = [(sign, name, word) for sign, names in _SIGNS for name, word in _filled(fields, names).items()]
    known = any(sign != _NAMED for sign, _, _ in found)
    return " ".join(sign + spelt(f"{name}:{word}") for sign, name, word in found) if known else ""


def digest(word: str) -> str:
    """A word that says only whether two are the same."""
    return sha256(word.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def customers_of(marks: Mapping[str, str]) -> dict[str, str]:
    """The customer of each case, by the id of one of the cases: cases are one customer's if they have a number in
    common, or a contact, unless they have different numbers and different names; and so is what is one with both.

    `marks` are those of `customer_marks` by case; a case without any has no customer.
    """
    known = {case: words for case, text in marks.items() if (words := text.split())}
    open_to_all = {each for words in known.values() if words[0][0] != _NUMBERED for each in words}
    above: dict[str, str] = {}
    first: dict[str, str] = {}
    for case, words in known.items():
        above[case] = case
        name = words[-1] if words[-1][0] == _NAMED else ""
        for word in words:
            if word[0] == _REACHED and word not in open_to_all:
                word = word + name if name else ""
            if word and word[0] != _NAMED and (other := first.setdefault(word, case)) is not case:
                above[_top(above, case)] = _top(above, other)
    return {case: _top(above, case) for case in known}


def _top(above: dict[str, str], case: str) -> str:
    while above[case] != case:
        above[case] = case = above[above[case]]
    return case


def respondent(fields: Mapping[str, str]) -> str:
    """Whom the complaint is about, in one spelling; "" if no field says so."""
    names = [name for name in RESPONDENT if name in fields] or [f"{name}.name" for name in RESPONDENT]
    return next(iter(_filled(fields, names).values()), "")


def reference_mark(fields: Mapping[str, str]) -> int | None:
    """A number that cases about the same order share, and few others; None if there is no reference."""
    words = iter(_filled(fields, REFERENCE).values())
    word = next(words, "")
    return crc32(word.encode("utf-8", "surrogatepass")) if word else None


def _filled(fields: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    return {name: word for name in names if (word := _plain(fields.get(name, ""))) not in _NOTHING}


def _plain(text: str) -> str:
    """A number without grouping, a name in one spelling."""
    return "".join(character for character in folded(text) if character.isalnum())
