"""What a commit did that no commit may do, or that somebody should look at."""

from __future__ import annotations

from casectl.core.case.event import Event
from casectl.core.history.commit import Commit
from casectl.core.history.trail import ValueChange
from casectl.core.values.messages import Message
from casectl.core.values.tree import Path
from casectl.core.values.value_class import value_class


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
