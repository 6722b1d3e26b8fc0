"""Every code that `check`, `check --base` and `verify` may report, and which of them somebody asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casectl.core.checks.history_codes import HISTORY_CODES, PACK_CODES
from casectl.core.checks.personal_data import CODES as PERSONAL
from casectl.core.checks.table import CODES
from casectl.core.checks.template_rules import CODES as TEMPLATE_DOUBTS
from casectl.core.template.keys import CODES as TEMPLATE_CODES
from casectl.core.time.calendar_file import CODES as CALENDAR_CODES
from casectl.core.time.calendar_warnings import CODES as CALENDAR_DOUBTS
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.nearest import unknown_word
from casectl.core.values.value_class import value_class

ALL: Mapping[str, Message] = {
    **CODES,
    **TEMPLATE_CODES,
    **TEMPLATE_DOUBTS,
    **CALENDAR_CODES,
    **CALENDAR_DOUBTS,
    **PERSONAL,
    **HISTORY_CODES,
    **PACK_CODES,
}
"""Each code with its meaning."""


@value_class
class CodeChoice:
    """The codes asked for: those that begin with one of `select` (all, if it is empty), but not with one of `ignore`.

    Where both do, the longer one counts: ``select C0, ignore C06, select C065`` leaves C065 in.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def of(cls, select: Iterable[str], ignore: Iterable[str]) -> CodeChoice:
        """The choice as typed, in any letter case. Raises UsageError, with the nearest, for what begins no code."""
        choice = cls(tuple(each.upper() for each in select), tuple(each.upper() for each in ignore))
        unknown = [word for word in (*choice.select, *choice.ignore) if not any(code.startswith(word) for code in ALL)]
        if unknown:
            raise UsageError(
                msg("there is no such code"),
                problems=[unknown_code(word) for word in unknown],
                hint=msg("casectl help checks lists the codes"),
            )
        return choice

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.select or self.ignore)

    def has(self, code: str) -> bool:
        """Whether this code is asked for."""
        chosen, refused = _longest(code, self.select), _longest(code, self.ignore)
        return chosen > refused or (not self.select and not refused)


def _longest(code: str, beginnings: Iterable[str]) -> int:
    return max((len(each) for each in beginnings if code.startswith(each)), default=0)


def unknown_code(word: str) -> Message:
    """That there is no such code, with the nearest."""
    return unknown_word(word, _near(word))


def _near(word: str) -> list[str]:
    """The codes of the same letter, or the letters that there are."""
    return [code for code in ALL if code[:1] == word[:1]] or sorted({code[0] for code in ALL})
