"""Seals: a code on paper that names one commit, and with it all that was recorded before.

The code is 115 bits of the SHA-256 of the commit's id, in Crockford's base 32, and a check character. To make another
history that ends in the same code takes 2^115 tries, which nobody can do; somebody who prepares two histories before
either is sealed needs 2^57, and for each try a commit that others have not seen. It follows from the commit alone, so
that it can be checked where the tag was lost.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, datetime

from casectl.core.case.ids import ALPHABET, check_character
from casectl.core.proof.signature import Signature
from casectl.core.time.instants import format_instant, parse_instant
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

TAGS = "casectl/seal/"
"""What the names of the tags begin with."""
_DATA, _GROUP = 23, 4
_PURPOSE = b"casectl seal 1\0"
_MISREAD = str.maketrans("ILOU", "110V")
_LINE = regex(r"([A-Z][A-Za-z-]*): (.+)")


@value_class
class Seal:
    """What was sealed: the commit, the branch, how many cases and events it has, when, and by whom."""

    commit: str
    ref: str
    cases: int
    events: int
    at: datetime
    by: str

    @property
    def code(self) -> str:
        """The code for paper."""
        return seal_code(self.commit)

    @property
    def tag(self) -> str:
        """The name of the tag."""
        return TAGS + self.code


@value_class
class SealTag:
    """A tag that is called as a seal: what it points to ("": no commit), what it says, and its signature.

    `seal` is None where it says nothing that can be read.
    """

    name: str
    commit: str
    seal: Seal | None
    signature: Signature = Signature(False)

    @property
    def signed(self) -> bool:
        """Whether it has a signature, whatever that is worth."""
        return self.signature.is_there

    @property
    def fault(self) -> Message | None:
        """Why it is no seal; None if it is one."""
        if self.seal is None or not self.commit:
            return msg("it is not a seal of casectl")
        if self.name != TAGS + seal_code(self.commit):
            return msg("it was moved, or made by hand: its code belongs to another commit")
        return None if self.seal.commit == self.commit else msg("it was altered: it names another commit")


def seal_code(commit: str) -> str:
    """The code of a commit, in six groups of four."""
    number = int.from_bytes(hashlib.sha256(_PURPOSE + commit.encode()).digest()[:16], "big") >> (128 - 5 * _DATA)
    data = "".join(ALPHABET[number >> (5 * place) & 31] for place in reversed(range(_DATA)))
    text = data + check_character(data)
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def typed_code(text: str) -> str:
    """The code that was typed, whatever stands between its letters, in any letter case and width; or the name of its
    tag. Raises UsageError if it is not one.
    """
    typed = unicodedata.normalize("NFKC", text).strip().rpartition(TAGS)[2]
    plain = re.sub(r"[\W_]", "", typed).upper().translate(_MISREAD)
    if not plain:
        raise UsageError(
            msg("the code of the seal is missing"),
            hint=msg("enter the code as casectl seal printed it: six groups of four characters"),
        )
    if len(plain) != _DATA + 1 or any(each not in ALPHABET for each in plain):
        raise UsageError(
            msg("{text} is not the code of a seal: that has six groups of four letters and digits", text=text)
        )
    if plain[-1] != check_character(plain[:-1]):
        raise UsageError(
            msg("{text} is not a code: its check character is wrong, so a character was misread", text=text),
            hint=msg("compare it with the paper again"),
        )
    return "-".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))


def seal_message(seal: Seal) -> str:
    """What the tag of a seal says, a line for each fact."""
    lines = (
        ("Commit", seal.commit),
        ("Branch", seal.ref),
        ("Cases", str(seal.cases)),
        ("Events", str(seal.events)),
        ("Sealed", format_instant(seal.at, UTC)),
        ("By", " ".join(seal.by.split())),
    )
    return "\n".join([f"casectl seal {seal.code}", "", *(f"{key}: {text}" for key, text in lines)]) + "\n"


def read_seal(message: str) -> Seal | None:
    """What a tag's message says; None if it is not one of a seal."""
    found = {line[1]: line[2] for line in map(_LINE.fullmatch, message.splitlines()) if line}
    try:
        counts = int(found["Cases"]), int(found["Events"])
        return Seal(found["Commit"], found["Branch"], *counts, parse_instant(found["Sealed"]), found.get("By", ""))
    except (KeyError, ValueError, UsageError):
        return None
