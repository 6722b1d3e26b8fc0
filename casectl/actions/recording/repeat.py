"""Events recorded again under the same id: the same event is no error, another one is refused."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from casectl.actions.context import Rules
from casectl.core.case.fold import fold
from casectl.core.case.model import UNDONE, Case, Event
from casectl.core.template.free_fields import free_part
from casectl.core.values.messages import CasectlError, Refused, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import replace

if TYPE_CHECKING:
    from casectl.actions.recording.proposal import Proposal, Propose


_FOUND = ("changed", "file")
"""Details that depend on the case at that time: which fields differed, which file name was free."""


def refuse_another(context: Rules, case: Case, known: Event, propose: Propose) -> None:
    """Raise Refused if the verb would record something else under the id of an event that is known.

    The verb is asked about the case as it was before that event; if it says no, what it wanted is done already.
    """
    journal = case.journal[: case.journal.index(known)]
    proposal: Proposal | None = None
    with suppress(CasectlError):
        before = replace(case, journal=journal, header=fold(journal)) if journal else case
        proposal = propose(before, context.template(case.header.template))
    first = proposal.events[0] if proposal else None
    if first and (
        first.kind != known.kind or not _agree({**first.data}, {**known.data}) or _changes_more(case, known, proposal)
    ):
        raise _taken(known)


def refuse_another_case(known: Case, free: Mapping[str, Tree]) -> None:
    """Raise Refused if this event id opened the case with something else, unless the case has changed since."""
    if len(known.journal) == 1 and free_part(known) != free:
        raise _taken(known.journal[0])


def _taken(known: Event) -> Refused:
    return Refused(
        msg("event {id} is already recorded with different content ({kind})", id=known.id, kind=known.kind),
        hint=msg("nothing was recorded; use a different id for this event"),
    )


def _agree(said: Tree | None, known: Tree | None) -> bool:
    """Whether the proposed details are among the known ones, except those that depend on the time of the proposal."""
    if isinstance(said, Mapping) and isinstance(known, Mapping):
        return all(_agree(value, known.get(key)) for key, value in said.items() if key not in _FOUND)
    if isinstance(said, list) and isinstance(known, list):
        return len(said) == len(known) and all(map(_agree, said, known))
    return said == known or (isinstance(said, Plain) and "T" in said)


def _changes_more(case: Case, known: Event, proposal: Proposal | None) -> bool:
    """Whether a proposal sets fields differently from the known event, if nothing has changed them since."""
    later = case.journal[case.journal.index(known) + 1 :]
    untouched = not any("changed" in event.data or event.kind == UNDONE for event in later)
    free = proposal.free if proposal else None
    return untouched and known.kind != UNDONE and free is not None and free != free_part(case)
