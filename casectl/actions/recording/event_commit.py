"""The commit that records events of one case: what it says for people, and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casectl.core.case.event import Event
from casectl.core.case.event_subject import subject, word
from casectl.core.case.model import Header
from casectl.ports import NewCommit


def event_commit(
    files: Mapping[str, bytes | None], case_id: str, before: Header, events: Sequence[Event], via: str = ""
) -> NewCommit:
    """A commit of `files` whose subject says what the first event did to the header `before`.

    Its trailers are ``Case``, ``Event`` (one for each), ``Actor``, and ``Via`` for who recorded it with ``--as``. Only
    ids and names that the casebook's own rules allow go in; never a word of the complaint.
    """
    trailers = {"Case": [case_id], "Event": [event.id for event in events], "Actor": [word(events[0].by)]}
    if via:
        trailers["Via"] = [word(via)]
    return NewCommit(files, f"{case_id} {subject(before, events[0])}", trailers)
