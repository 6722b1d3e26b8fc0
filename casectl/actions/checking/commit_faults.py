"""What commits did that no commit may do, whatever case it is about, as far as it is still so on the branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from casectl.actions.checking.kept_files import NAMES_CLASH, kept_files
from casectl.actions.checking.rule_commits import parents_of
from casectl.actions.checking.rules_along import RulesAlong
from casectl.actions.context import Checking
from casectl.core.history.file_change import Looked
from casectl.core.history.step import PLAIN_MODES, REPOSITORY, Breach, Side, Step
from casectl.core.history.step_faults import Around, step_faults


def around(context: Checking, along: RulesAlong, dates: dict[str, datetime]) -> Around:
    """What commits are held against; their `dates` are added as they are judged."""
    return Around(
        context.ledger,
        along.settings,
        along.settings_after,
        along.versions,
        context.now,
        dates,
        context.is_rehearsal(),
    )


def standing_faults(context: Checking, new: Sequence[Step], looked: Looked) -> Iterator[Breach]:
    """The faults of `new` commits, and of earlier ones with faults, that remain at the commit `looked` at: a name, a
    link or a line that is still there, and the date of a commit that the branch still has. A later commit that changes
    the file is judged itself.
    """
    old = (each for each in looked.faulty if context.changes.has(looked.commit, each))
    steps = [*chain.from_iterable(own_step(context, each) for each in old), *new]
    if not steps:
        return
    held = around(context, RulesAlong(context, steps), {})
    for step in steps:
        if made := [*_faults(context, step, held)]:
            left = _as_left(context, step, looked.commit)
            yield from made if left == step else _faults(context, left, held)


def commits_of(faults: Iterable[Breach]) -> tuple[str, ...]:
    """The commits that have them, each once."""
    return tuple(dict.fromkeys(each.commit.id for each in faults))


def own_step(context: Checking, commit: str) -> Iterator[Step]:
    """What a commit did; nothing if it is not here."""
    steps = context.changes.steps(commit, parents_of(context, commit))
    return (step for step in steps if step.commit.id == commit)


def _faults(context: Checking, step: Step, held: Around) -> Iterator[Breach]:
    """Those of its own, and names of attachments that clash: what else is wrong with these shows in the files."""
    found = chain(step_faults(step, held), (each for each in kept_files(context, [step]) if each.code == NAMES_CLASH))
    return (each for each in found if not each.is_note)


def _as_left(context: Checking, step: Step, head: str) -> Step:
    """The commit as if it had made its files what they are at `head`."""
    return step._replace(sides=tuple(_sides_left(context, step, head)))


def _sides_left(context: Checking, step: Step, head: str) -> Iterator[Side]:
    for side in step.sides:
        folder, _, name = side.path.rpartition("/")
        there = context.ledger.files_in(folder, head).get(name, "")
        if there and side.after:
            yield side._replace(after=there, mode=side.mode if there == side.after else PLAIN_MODES[0])
        elif side.mode == REPOSITORY and not context.changes.moved((side.path,), step.commit.id, head):
            yield side
