"""What `sync` did: what came, what went, and what a person has to decide; and what `clone` made."""

from __future__ import annotations

from casectl.core.reports import CheckReport
from casectl.core.values.messages import Message, Value
from casectl.core.values.value_class import NamedTuple, value_class


class Exchanged(NamedTuple):
    """What came or went of one case, or of a file that is no case: how many events, and by whom."""

    about: str
    events: int
    people: tuple[str, ...]


class Renamed(NamedTuple):
    """A case that got another id, since its own is another case's there."""

    old: str
    new: str


class Undecided(NamedTuple):
    """What a merge left open in a case, as its file names it, and in words."""

    case: str
    about: tuple[str, ...]
    told: tuple[Value, ...]


@value_class
class SyncReport:
    """What was exchanged with `upstream` (``origin/main`` at an address).

    `commit` is the branch's commit now; `pushed` says that the other side has it, `merged` that it is a merge of both.
    `incoming` is what is wrong with what came, `own` with what is ours, which is then `kept_back`. With `dry_run`
    nothing was done, and all is said as it would be. `joins` is what became of joins that do not count or lead
    nowhere, `back` are those that came back from the archive; `open_before` are the other cases in which an
    earlier merge left something to be decided.
    """

    upstream: str
    address: str
    commit: str
    came: tuple[Exchanged, ...] = ()
    went: tuple[Exchanged, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    kept: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    incoming: CheckReport = CheckReport([], 0)
    own: CheckReport = CheckReport([], 0)
    pushed: bool = False
    merged: bool = False
    kept_back: bool = False
    dry_run: bool = False
    notes: tuple[Message, ...] = ()
    joins: tuple[Message, ...] = ()
    back: tuple[str, ...] = ()
    open_before: tuple[str, ...] = ()


@value_class
class CloneReport:
    """A clone that was made in `folder`: how many cases it has, and how many files that cannot be read; whom git takes
    for the user ("": nobody), and the person that this is in the casebook ("": none).
    """

    folder: str
    address: str
    cases: int
    unreadable: int
    identity: str
    person: str
