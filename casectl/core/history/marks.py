"""What is remarkable about how an event was recorded: by hand, late, by another person than who is said to have acted.

Each remark says whether it shows that the event was recorded around casectl.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from casectl.core.case.model import LATE, MERGED, MERGER, RECORDED, Event
from casectl.core.history.commit import Commit, Committers
from casectl.core.history.event_summary import FORM_ALONE
from casectl.core.time.durations import span
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import list_of, mapping_of, text_of
from casectl.core.values.value_class import NamedTuple

_A_DAY = timedelta(days=1)
NOT_RECORDED = msg("not recorded yet")


class Marks(NamedTuple):
    """The remarks; whether the event was recorded `around` casectl; how many seconds later than it happened.

    `imported` is whether it came with an import, whose time says nothing.
    """

    said: tuple[Message, ...] = ()
    around: bool = False
    late: int = 0
    imported: bool = False


def marks_of(event: Event, commit: Commit | None, committers: Committers, *, opens: bool) -> Marks:
    """The remarks on an event that the commit (None: nobody yet) recorded; `opens` says that it made the file."""
    if commit is None:
        return Marks((NOT_RECORDED,), around=True)
    by_casectl = event.id in commit.events
    imported = bool(commit.imported) and (opens or by_casectl)
    earlier = commit.cut and not by_casectl
    around = [] if earlier or imported else [*_around(event, commit, committers)]
    came = _came(commit, earlier=earlier, imported=imported and not by_casectl)
    later = max(elapsed(event.at, commit.made_at), kept_apart(event, commit.met_at))
    late = int(later.total_seconds()) if later > LATE and not earlier and not imported else 0
    times = _times(event, commit, earlier=earlier)
    return Marks((*came, *around, *_own(event), *times), bool(around), late, imported)


def _came(commit: Commit, *, earlier: bool, imported: bool) -> Iterator[Message]:
    if earlier:
        yield msg("this clone does not contain the earlier history, so it is not known how this was recorded")
    elif imported:
        yield msg("imported with {name}", name=commit.imported)


def _around(event: Event, commit: Commit, committers: Committers) -> Iterator[Message]:
    """What shows that somebody else wrote it, or that casectl did not.

    What a merge adds of itself nobody did, and no commit names it; the law judges whether it follows from its sides.
    """
    if event.kind == MERGED and event.by == MERGER:
        return
    if event.id not in commit.events:
        if committers.is_by_server(commit) and not committers.remark(commit, event):
            return
        yield msg("added by hand, not by casectl")
    elif commit.actor and commit.actor != event.by:
        yield msg(
            "the commit gives {actor} as the person who acted, but the event gives {by}",
            actor=commit.actor,
            by=event.by,
        )
    if remark := committers.remark(commit, event):
        yield remark


def _own(event: Event) -> Iterator[Message]:
    """What the event says of itself."""
    if event.text("form"):
        yield FORM_ALONE
    if keys := list_of(event.data.get("refolded")):
        yield msg("header from the journal: {refolded}", refolded=[text_of(key) for key in keys])
    if event.text("own"):
        yield msg("set by the owner of the case")
    if event.text("alone"):
        yield msg("decided without a second person: casectl.yaml lists nobody else")
    if event.text("via"):
        yield msg("recorded by {via}", via=event.text("via"))


def does_stop(event: Event) -> bool:
    """Whether an event stopped or paused a clock."""
    return any({"stopped", "paused"} & mapping_of(each).keys() for each in event.mapping("clocks").values())


def kept_apart(event: Event, met_at: datetime | None) -> timedelta:
    """How long only one clone knew of an event that stopped or paused a clock; 0 for up to a day."""
    if met_at is None or not does_stop(event):
        return timedelta()
    apart = elapsed(event.at, met_at)
    return apart if apart > _A_DAY else timedelta()


def _times(event: Event, commit: Commit, *, earlier: bool) -> Iterator[Message]:
    if RECORDED in event.data and abs(elapsed(event.known_at, commit.made_at)) > LATE and not earlier:
        yield msg("its recorded time differs from that of its commit by {length}",
                  length=span(abs(elapsed(event.known_at, commit.made_at))))  # fmt: skip
    later = elapsed(event.at, commit.made_at)
    if later > LATE and not earlier:
        yield msg("recorded {later} later", later=span(later))
    if apart := kept_apart(event, commit.met_at):
        yield msg("until a merge {later} later, only one clone had this event, so the time depends on the clock"
                  " of that clone alone", later=span(apart))  # fmt: skip
    if -later > LATE:
        yield msg("dated {ahead} later than the commit that contains it", ahead=span(-later))
    before = elapsed(commit.committed_at, commit.made_at)
    if before > LATE:
        yield msg("the commit that contains it is dated {length} before the previous commit", length=span(before))
