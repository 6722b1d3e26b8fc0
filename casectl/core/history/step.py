"""A step of a book's history: a commit, and what it did to each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from casectl.core.case.model import Event
from casectl.core.history.commit import Commit
from casectl.core.history.trail import ValueChange
from casectl.core.values.messages import Message
from casectl.core.values.tree import Path
from casectl.core.values.value_class import NamedTuple, value_class

PLAIN_MODES = ("100644", "100755")
"""The modes that git gives to plain files; others are links and other repositories."""
REPOSITORY = "160000"
"""git's mode of what is another repository, of which this one has no content: there is no file."""


class Side(NamedTuple):
    """What a commit did to a file, seen from one of its parents: the ids of the content before and after, "" where
    there is no file. `mode` is git's, of what is there after it.
    """

    path: str
    before: str
    after: str
    mode: str = PLAIN_MODES[0]


class Step(NamedTuple):
    """A commit, its parents, and a side for each file and each parent from which it differs there.

    Where a merge has fewer sides than parents, the file is as one of the parents has it.
    """

    commit: Commit
    parents: tuple[str, ...]
    sides: tuple[Side, ...]

    def files(self) -> Iterator[tuple[str, tuple[Side, ...]]]:
        """The sides of each file, by path."""
        for path, sides in groupby(sorted(self.sides, key=attrgetter("path")), attrgetter("path")):
            yield path, tuple(sides)

    def is_own(self, sides: Iterable[Side]) -> bool:
        """Whether the commit itself made a file what it is: a merge has done only what differs from all its parents."""
        return len([*sides]) >= len(self.parents)


@value_class
class Breach:
    """What a `commit` did to the file `path`. `event` is the id of the event concerned, "" for none; `where` is the
    place in the event's block, or in the file. `is_note`: it is worth knowing, and no fault. `changes` is what it did
    to fields, without an event; `was` is the event as it was before it was taken out or altered. `people` are those
    whose act breaks a rule of the law, by name.
    """

    commit: Commit
    path: str
    code: str
    what: Message
    event: str = ""
    where: Path = ()
    is_note: bool = False
    changes: tuple[ValueChange, ...] = ()
    was: Event | None = None
    people: tuple[str, ...] = ()

    @property
    def doers(self) -> tuple[str, ...]:
        """Those whose act it is: by name, or by the addresses of who wrote and committed it, where no rule of the law
        says who.
        """
        return self.people or self.commit.addresses
