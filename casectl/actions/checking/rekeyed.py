"""Cases that got another id: what a commit did to them is seen as a change of one case, and as no deletion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.context import Checking
from casectl.core.case.event import REKEYED
from casectl.core.case.folders import CASES
from casectl.core.case.ids import case_path, is_case_id
from casectl.core.history.step import Side, Step
from casectl.core.values.value_class import value_class


def with_rekeyed(context: Checking, steps: Iterable[Step], head: str) -> Iterator[Step]:
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
