"""Numbers and names that identify a customer or an order, however they are grouped and spelt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from zlib import crc32

from casectl.core.values.widths import folded

CUSTOMER = ("customer.ref", "customer.contact", "customer.id", "customer.phone", "customer.email")
"""Fields that identify the customer."""

REFERENCE = ("reference", "product.ref", "order", "order.ref", "account")
"""Fields that identify the subject."""

RESPONDENT = ("respondent", "company", "firm", "provider", "merchant", "bank", "insurer", "organisation")
"""Fields that identify whom the complaint is about."""

_NUMBER = ("customer.ref", "customer.id")
_NAME = ("customer.name",)

_NOTHING = frozenset(
    ("", "none", "no", "nil", "na", "unknown", "anonymous", "tbd", "无", "没有", "不详", "未知", "匿名", "保密", "待定")
)


def same(first: Mapping[str, str], second: Mapping[str, str], names: Collection[str]) -> bool:
    """Whether the fields of two cases agree under one of these names; empty fields do not agree."""
    return any(word == _plain(second.get(name, "")) for name, word in _filled(first, names).items())


def same_customer(first: Mapping[str, str], second: Mapping[str, str]) -> bool:
    """Whether two cases are of one customer: by number or contact.

    Customers who share a contact, such as an office's address, and have different numbers are one only if their names
    agree.
    """
    ours, theirs = _filled(first, _NUMBER), _filled(second, _NUMBER)
    apart = any(ours[name] != theirs[name] for name in {*ours} & {*theirs})
    return same(first, second, CUSTOMER) and not (apart and not same(first, second, _NAME))


def customer_key(fields: Mapping[str, str]) -> str:
    """What tells the customer from others: the first of CUSTOMER that is filled, in one spelling; "" if none is."""
    return next((f"{name} {word}" for name, word in _filled(fields, CUSTOMER).items()), "")


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
