"""What a draw of cases is called: everything that decides which cases are in it, in a word that can be typed."""

from __future__ import annotations

import re

from casectl.core.values.regex import regex
from casectl.core.values.value_class import NamedTuple

OWNER, USUAL = "owner", 2
"""What is drawn by, and how many of each, unless somebody says otherwise."""

_WRITTEN = regex(
    r"(?P<period>\d{4}(?:-(?:Q[1-4]|W\d\d|\d\d(?:-\d\d(?:to\d{4}-\d\d-\d\d)?)?))?)(?:/(?P<seed>[^/,\s]+))?"
    r"(?:,per=(?P<keys>[^,\s]+))?(?:,count=(?P<count>[1-9]\d{0,3}))?(?:,where=(?P<where>\S.*))?",
    re.ASCII,
)


class DrawName(NamedTuple):
    """The name of a draw: the period's, the seed ("": none), by which keys so many of each were drawn, and the query
    that chose among the cases ("": all).
    """

    period: str
    seed: str = ""
    keys: tuple[str, ...] = (OWNER,)
    number: int = USUAL
    where: str = ""

    @classmethod
    def parse(cls, text: str) -> DrawName | None:
        """The name that is written so; None if no draw is called so."""
        if not (found := _WRITTEN.fullmatch(text)):
            return None
        keys = tuple(found["keys"].split("+")) if found["keys"] else (OWNER,)
        return cls(found["period"].replace("to", " to "), found["seed"] or "", keys,
                   int(found["count"] or USUAL), found["where"] or "")  # fmt: skip

    @property
    def order(self) -> str:
        """What alone decides the order in which cases are drawn, with their ids: neither how many nor which others."""
        period = self.period.replace(" ", "")
        return f"{period}/{self.seed}" if self.seed else period

    @property
    def pool(self) -> str:
        """The name whatever the number: what is inspected in it is in no other draw."""
        return str(self._replace(number=USUAL))

    @property
    def is_of_some(self) -> bool:
        """Whether a query, or other groups than the people, chose which cases could be drawn."""
        return bool(self.where) or self.keys != (OWNER,)

    def __str__(self) -> str:
        """The name as it is typed."""
        keys = "" if self.keys == (OWNER,) else f",per={'+'.join(self.keys)}"
        number = "" if self.number == USUAL else f",count={self.number}"
        return f"{self.order}{keys}{number}{f',where={self.where}' if self.where else ''}"


def pool_of(text: str) -> str:
    """The pool of a draw by its name; a word that no draw is called is its own."""
    found = DrawName.parse(text)
    return found.pool if found else text
