"""Case ids: ``C-2611-7QK3XM4TV``: prefix, year and month of opening, eight random characters, a check character.

Crockford's base 32 (no I, L, O, U), so that an id can be read out on the telephone. With 40 random bits a month clones
need not coordinate; the check character is the ISO 7064 hybrid recursion over the whole id, which catches every single
wrong character and nearly every swap of neighbours.
"""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from casectl.core.case.folders import CASES, year_of
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = regex(r"[A-Z]{1,8}", re.ASCII)
ENOUGH = 4
"""Characters of an id, from behind its month, by which a case is named."""
_RANDOM = 8
_CASE_ID = regex(r"([A-Z]{1,8})-(\d\d)(0[1-9]|1[0-2])-([0-9A-HJKMNP-TV-Z]{9})", re.ASCII)
_OWN = regex(r"[0-9a-hjkmnp-tv-z]{10}", re.ASCII)
_MISREAD = str.maketrans("ILOU", "110V")
_PREFIX_ONLY = {"O": 0, "I": 1, "L": 2, "U": 3}
"""The letters outside ALPHABET: only a prefix contains them, and it has no digits, so they get the values of digits."""


def is_case_id(text: str) -> bool:
    """Whether `text` is a whole, well-formed id with a correct check character."""
    return bool(_CASE_ID.fullmatch(text)) and text[-1] == check_character(text[:-1])


def has_id_form(text: str) -> bool:
    """Whether `text` is laid out as an id, so that a file has a place by it; its check character may be wrong."""
    return bool(_CASE_ID.fullmatch(text))


def is_own_event_id(text: str) -> bool:
    """Whether an event's id may be one of those that are drawn here, and no word of a language."""
    return bool(_OWN.fullmatch(text)) and any(map(str.isdigit, text))


def event_id(random: bytes) -> str:
    """The id of an event: a character for each byte, of which five bits count."""
    return "".join(ALPHABET[byte & 31] for byte in random).lower()


def case_id(prefix: str, at: datetime, zone: tzinfo, randomness: bytes) -> str:
    """The id of a case opened at `at` (its month in `zone`), from at least five random bytes."""
    number = int.from_bytes(randomness[:5], "big")
    body = "".join(ALPHABET[number >> (5 * place) & 31] for place in reversed(range(_RANDOM)))
    stem = f"{prefix}-{at.astimezone(zone):%y%m}-{body}"
    return stem + check_character(stem)


def derived(prefix: str, at: datetime, zone: tzinfo, key: str, attempt: int = 0) -> str:
    """The id derived from `key` (an import's source and external id): the same in every clone.

    `attempt` is increased where another case already has the id.
    """
    import hashlib  # slow to load, and only needed by imports

    return case_id(prefix, at, zone, hashlib.sha256(f"{attempt}\0{key}".encode()).digest())


def check_character(stem: str) -> str:
    """The check character for an id without one (ISO 7064:2003, hybrid system, here modulo 33 and 32)."""
    product = 32
    for character in stem:
        if character != "-":
            total = (product + _value(character)) % 32 or 32
            product = total * 2 % 33
    return ALPHABET[(33 - product) % 32]


def case_path(case: str) -> str:
    """The file of a case, from its id alone: ``cases/2026/11/C-2611-7QK3XM4TV.yaml``."""
    match = _CASE_ID.fullmatch(case)
    if not match:
        raise ValueError(f"no case id: {case!r}")
    return f"{CASES}/{year_of(match[2])}/{match[3]}/{case}.yaml"


def id_of_path(path: str) -> str:
    """The id in the path of a file under cases/: the file's name without its extension."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def is_case_file(path: str) -> bool:
    """Whether this is where a case with the id in its name has its file."""
    case = id_of_path(path)
    return is_case_id(case) and case_path(case) == path


@value_class
class Matches:
    """The ids that a typed part of an id can refer to. `is_short`: it is too little of an id to name a case."""

    ids: tuple[str, ...]
    misspelt: bool = False
    is_short: bool = False


def matching(typed: str, ids: list[str]) -> Matches:
    """The ids that `typed` can refer to: the whole id, or any part of one; letters easily confused count as the
    same.

    A part names a case by ENOUGH characters of what follows the month: fewer are in some id by chance. A whole id with
    a wrong check character is reported as misspelt, with no candidates.
    """
    wanted = typed.strip().upper()
    if wanted in ids:
        return Matches((wanted,))
    read = wanted.translate(_MISREAD)
    found = [each for each in ids if wanted in each or read in each.translate(_MISREAD)] if wanted else []
    prefix, dash, rest = wanted.partition("-")
    whole = prefix + dash + rest.translate(_MISREAD)
    misspelt = not found and bool(_CASE_ID.fullmatch(whole)) and not is_case_id(whole)
    return Matches(tuple(found), misspelt, any(_shared(read, each) < ENOUGH for each in found))


def _shared(read: str, case: str) -> int:
    """How many characters a part of an id has of what follows the month there."""
    return min(len(read), case.translate(_MISREAD).rindex(read) + len(read) - (len(case) - _RANDOM - 1))


_PART = regex(r"[0-9A-Z]{0,9}(-[0-9A-Z]{0,9}){0,2}", re.ASCII)


def may_be_part(typed: str) -> bool:
    """Whether a text could be part of an id, even of one that does not exist here."""
    return bool(_PART.fullmatch(typed.strip().upper()))


def _value(character: str) -> int:
    found = ALPHABET.find(character)
    return found if found >= 0 else _PREFIX_ONLY[character]
