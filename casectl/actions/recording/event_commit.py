"""The commit that records events of one case: what it says for people, and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casectl.core.case.event_subject import subject, word
from casectl.core.case.model import Event, Header
from casectl.ports.recording import NewCommit, Trailers


def event_commit(
    files: Mapping[str, bytes | None], case_id: str, before: Header, events: Sequence[Event], via: str = ""
) -> NewCommit:
    """A commit of `files` whose subject says what the first event did to the header `before`.

    For programs it names the case, every event, who acted, and who recorded it with ``--as``: only ids and names that
    the casebook's own rules allow, never a word of the complaint.
    """
    trailers = Trailers(
        case_id,
        tuple(event.id for event in events),
        actor=word(events[0].by),
        via=word(via) if via else None,
    )
    return NewCommit(files, f"{case_id} {subject(before, events[0])}", trailers)
