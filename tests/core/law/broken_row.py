"""What breaks a rule of the law, as a row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import NamedTuple

from casectl.core.values.tree import Tree
from tests.core.law.deeds import Deed

NO_TEXT: Mapping[str, str] = MappingProxyType({})


class Broken(NamedTuple):
    """An event that breaks a rule: what is said of it by whatever way it comes; by whom it is, of what kind, with what
    details; what was done before, and how much earlier it is dated. `fields` are the values that it gives fields,
    `edit` is an edit of the header that comes to the same; `not_by` are ways in which it cannot come, or says something
    else, each with the reason.
    """

    says: str
    by: str
    kind: str
    data: Mapping[str, Tree]
    before: tuple[Deed, ...] = ()
    earlier: timedelta = timedelta(0)
    fields: Mapping[str, str] = NO_TEXT
    edit: tuple[str, str] = ("", "")
    not_by: Mapping[str, str] = NO_TEXT

    def says_so_by(self, way: str) -> bool:
        """Whether the rule's own sentence is said; an event typed into a journal is never adopted, whatever it is."""
        return way not in self.not_by and (way != "adopt" or bool(self.edit[0] or self.fields))
