"""Many entries, or files that are no case, through the one door: all of them recorded, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from casectl.actions.desk import Desk
from casectl.actions.record import Door, laid_out, recording_at, refresh, through_the_door, tried
from casectl.core.values.messages import Message
from casectl.core.values.value_class import frozen
from casectl.ports import Entry


@frozen
class Recorded:
    """The commits' ids, and what there is to say beside: what was mended before, what could not be laid out after."""

    commits: tuple[str, ...]
    notes: tuple[Message, ...]


def record_files(desk: Desk, files: Mapping[str, bytes], message: str, at: datetime | None = None) -> Recorded:
    """Record files that are no case, such as templates and settings, in one commit; `at` (None: the desk's) is now."""

    def act(door: Door) -> Recorded:
        contents: dict[str, bytes | None] = dict(files)
        [oid] = desk.ledger.record(door.head, [Entry(contents, message)], at or recording_at(desk))
        return Recorded((oid,), (*door.notes, *refresh(desk, contents, oid)))

    return through_the_door(desk, act)


def record_batch(desk: Desk, entries: Callable[[Door], Iterable[Entry]]) -> Recorded:
    """Record many entries, all or none, and lay their files into the work tree.

    `entries` is called anew if somebody else's commit came between, and consumed lazily.
    """

    def act(door: Door) -> Recorded:
        touched: dict[str, None] = {}

        def watched() -> Iterable[Entry]:
            for entry in entries(door):
                touched.update(dict.fromkeys(entry.files))
                yield entry

        commits = tuple(desk.ledger.record(door.head, watched(), recording_at(desk)))
        late = tried(lambda: laid_out(desk, desk.ledger.blobs(touched, commits[-1]), commits[-1])) if commits else []
        return Recorded(commits, (*door.notes, *late))

    return through_the_door(desk, act)
