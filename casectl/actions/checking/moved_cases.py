"""Cases that a commit moved: each is seen as one case, whose history goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.context import Checking
from casectl.actions.lookup.archived import archived, is_archive
from casectl.core.case.archived import ArchivedCase, is_list, line_about, list_path
from casectl.core.case.folders import CASES
from casectl.core.case.ids import case_path, id_of_path, is_case_id
from casectl.core.case.model import ARCHIVED, REKEYED, Case
from casectl.core.history.step import Side, Step
from casectl.core.history.trail import unclaimed_changes
from casectl.core.values.value_class import value_class


def with_moved(context: Checking, steps: Iterable[Step], head: str, since: Sequence[str] = ()) -> Iterator[Step]:
    """The steps from the commits `since` up to `head`. In them a case that got another id, or went to the archive and
    came back, was not deleted and not opened.
    """
    return _with_archived(context, _with_rekeyed(context, steps, head), since or [head])


def _with_rekeyed(context: Checking, steps: Iterable[Step], head: str) -> Iterator[Step]:
    """The steps, but a case that one of them gave another id was there before, under the id that it had.

    Only where another case has that id in the commit `head`: without that, there is no reason for it.
    """
    for step in steps:
        pairs = [*_pairs(context, step, head)] if len(step.parents) == 1 else []
        taken = {side for pair in pairs for side in (pair.gone, pair.new)}
        moved = tuple(each.new._replace(before=each.gone.before) for each in pairs)
        yield step._replace(sides=(*(side for side in step.sides if side not in taken), *moved)) if pairs else step


@value_class
class _Pair:
    """The file that a commit took away, and the one in which the case is now."""

    gone: Side
    new: Side


def _pairs(context: Checking, step: Step, head: str) -> Iterator[_Pair]:
    gone = {side.path: side for side in step.sides if _is_case(side) and not side.after}
    new = [side for side in step.sides if _is_case(side) and not side.before] if gone else []
    for side in new:
        case = context.recorded_cases.case(side.path, side.after)
        event = next((each for each in reversed(case.journal) if each.kind == REKEYED), None) if case else None
        was = event.text("was") if event else ""
        before = gone.get(case_path(was)) if is_case_id(was) else None
        if before and case and _is_anothers(context, before, case.journal[0].id, head):
            yield _Pair(before, side)


def _is_case(side: Side) -> bool:
    return side.path.startswith(f"{CASES}/") and side.path.endswith(".yaml")


def _is_anothers(context: Checking, gone: Side, opening: str, head: str) -> bool:
    """Whether the file was that of the case with this first event, and is another case's now."""
    blobs: Sequence[str] = (gone.before, context.ledger.blob_id(context.ledger.blob(gone.path, head) or b""))
    cases = [context.recorded_cases.case(gone.path, each) for each in blobs]
    first = [case.journal[0].id if case else "" for case in cases]
    return first[0] == opening and first[1] not in ("", opening)


def _with_archived(context: Checking, steps: Iterable[Step], asked: Sequence[str]) -> Iterator[Step]:
    """The steps, but a case that went to the archive lawfully was not deleted, and one that came back was there before.

    It went lawfully if the list of its commit names the very content that it had, in which the last event says so. In
    an archive, as these `asked` commits say that it is one, the other cases of the casebook are in no merge with it.
    """
    beside = all(is_archive(context, each) for each in asked)
    for step in steps:
        if beside and len(step.parents) > 1:
            yield _without_others(context, step)
        elif any(is_list(side.path) for side in step.sides):
            sides = [_seen(context, step, side) for side in step.sides]
            yield step._replace(sides=tuple(side for side in sides if side))
        else:
            yield step


def _seen(context: Checking, step: Step, side: Side) -> Side | None:
    """The side as it is judged; None if it is the removal of a case that is in the archive."""
    case_id = id_of_path(side.path)
    if not (side.path.startswith(f"{CASES}/") and is_case_id(case_id)) or (side.before and side.after):
        return side
    if side.after:
        lines = (_line(context, case_id, parent) for parent in step.parents)
        before = next((each.blob for each in lines if each), "")
        return side._replace(before=before)
    line = _line(context, case_id, step.commit.id)
    return None if line and _went(context, step, side, line) else side


def _line(context: Checking, case_id: str, commit: str) -> ArchivedCase | None:
    """The line about a case in a commit; None also where this clone left that list out, as it then did the case."""
    if not context.ledger.is_partial():
        return archived(context, case_id, commit)
    folder, _, name = list_path(case_id).rpartition("/")
    data = context.ledger.by_id(context.ledger.files_in(folder, commit).get(name, ""))
    return line_about(data, case_id) if data else None


def _without_others(context: Checking, step: Step) -> Step:
    """A merge of an archive with its casebook, without the cases left out in it that the archive never had."""
    ours = [each for each in step.parents if is_archive(context, each)]

    def was_here(path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return any(name in context.ledger.files_in(folder, each) for each in ours)

    kept = (side for side in step.sides
            if not ours or side.after or not side.path.startswith(f"{CASES}/") or was_here(side.path))  # fmt: skip
    return step._replace(sides=tuple(kept))


def _went(context: Checking, step: Step, side: Side, line: ArchivedCase) -> bool:
    """Whether a file that is gone is the one that the archive has, or, in a merge, had nothing that is not in that."""
    kept = context.recorded_cases.case(side.path, line.blob)
    if kept is None or not kept.journal or kept.journal[-1].kind != ARCHIVED:
        return False
    gone = context.recorded_cases.case(side.path, side.before)
    return side.before == line.blob or (len(step.parents) > 1 and gone is not None and _has_all(gone, kept))


def _has_all(old: Case, kept: Case) -> bool:
    events: Sequence[object] = kept.journal
    return all(event in events for event in old.journal) and not unclaimed_changes(old, kept)
