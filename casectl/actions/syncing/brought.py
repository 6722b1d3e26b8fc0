"""What some commits brought, and what is to be decided since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress

from casectl.actions.context import Cases, Recording
from casectl.actions.lookup.find import case_in
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.folders import CASES
from casectl.core.case.ids import case_path, id_of_path, is_case_id
from casectl.core.history.commit import Committers
from casectl.core.history.step import Step
from casectl.core.merge.undecided import title_of
from casectl.core.query.clause import Clause
from casectl.core.query.selection import Selection
from casectl.core.sharing.reports import Exchanged, Undecided
from casectl.core.values.messages import Unreadable


def exchanged(steps: Sequence[Step], known: Committers) -> tuple[Exchanged, ...]:
    """What some commits brought: for each case, or other file, how many events, and by whom. Merges bring nothing."""
    events: dict[str, set[str]] = defaultdict(set)
    people: dict[str, dict[str, None]] = defaultdict(dict)
    for step in (each for each in steps if len(each.parents) < 2):
        commit = step.commit
        about = [commit.case] if commit.case else [*map(_about, dict.fromkeys(side.path for side in step.sides))]
        for each in about:
            events[each].update(commit.events if commit.case else ())
            people[each][commit.actor or known.called(commit.author).partition(" <")[0]] = None
    return tuple(Exchanged(about, len(events[about]), (*people[about],)) for about in people)


def undecided_in(context: Recording, commit: str, came: Sequence[Exchanged]) -> Iterator[Undecided]:
    """What is open in the cases of which something came."""
    paths, titles = [case_path(each.about) for each in came if is_case_id(each.about)], TemplateTitles(context)
    for path, data in context.ledger.blobs(paths, commit):
        with suppress(Unreadable):
            case = case_in(context, path, data or b"")
            if case.header.conflicts:
                found = {each.about: each for each in case.header.conflicts}
                labels = titles.of(case.header.template)
                yield Undecided(case.id, (*found,), tuple(title_of(case, each, labels) for each in found.values()))


def left_open(context: Cases) -> Iterator[str]:
    """The cases in which something is to be decided."""
    return (case.id for case in context.excerpts(Selection(Clause("conflicts > 0"))).cases if case.conflicts)


def _about(path: str) -> str:
    return id_of_path(path) if path.startswith(f"{CASES}/") else path
