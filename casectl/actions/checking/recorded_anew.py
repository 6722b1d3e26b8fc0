"""Commits that a branch no longer has, and whether all they recorded is still there, as after one's own rebase."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Checking
from casectl.core.case.folders import CASES
from casectl.core.case.model import Case
from casectl.core.history.step import Step
from casectl.core.history.trail import ValueChange, is_claimed_since, value_of
from casectl.core.template.free_fields import changed_values, free_part


def recorded_anew(context: Checking, lost: str, head: str) -> int | None:
    """How many commits up to `lost` were put on top of others (``git pull --rebase``) without losing anything; None if
    something is missing, or if another repository or a tag has them, so that it was not only one's own affair.
    """
    if not context.changes.is_private(lost, head):
        return None
    steps = [*context.changes.steps(lost, [head])]
    paths = {side.path for step in steps for side in step.sides}
    return len(steps) if all(_is_there(context, steps, path, (lost, head)) for path in paths) else None


def _is_there(context: Checking, steps: Sequence[Step], path: str, ends: tuple[str, str]) -> bool:
    """Whether a file that these steps changed has at the head what they made of it: its content; of a case the events
    and, unless a later event says otherwise, the fields.
    """
    then, now = (_blob(context, path, each) for each in ends)
    if then == now or not path.startswith(f"{CASES}/"):
        return then == now
    before = next(side.before for step in steps for side in step.sides if side.path == path)
    old, last, present = (context.recorded_cases.case(path, each) for each in (before, then, now))
    return last is not None and present is not None and _has_all(old, last, present)


def _has_all(old: Case | None, last: Case, now: Case) -> bool:
    events = {event.id: event for event in now.journal}
    if any(events.get(event.id) != event for event in last.journal):
        return False
    changes = changed_values(free_part(old) if old else {}, free_part(last))
    return all(
        value_of(now, name) == new or is_claimed_since(ValueChange(name, before, new), last, now)
        for name, (before, new) in changes.items()
    )


def _blob(context: Checking, path: str, commit: str) -> str:
    folder, _, name = path.rpartition("/")
    return context.ledger.files_in(folder, commit).get(name, "")
