"""Complaints with one root cause that are a problem of their own, and the records that gather complaints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from casectl.core.query.excerpt import Excerpt
from casectl.core.query.waiting import IMPROVEMENT
from casectl.core.template.model import FINISHED
from casectl.core.values.messages import Message, Value
from casectl.core.values.value_class import NamedTuple, value_class

IsOver = Callable[[Excerpt], bool]


class Problem(NamedTuple):
    """A root cause that needs a record (`record` is ""), or a record with the complaints that are linked to it.

    Of its `cases` some are `settled`, resolved or closed; to some redress was `offered`, and some had all of it `paid`.
    `stage` is the title of the record's state.
    """

    record: str
    cause: str
    cases: tuple[str, ...]
    settled: tuple[str, ...]
    title: Value = ""
    owner: str = ""
    state: str = ""
    stage: Value = ""
    offered: tuple[str, ...] = ()
    paid: tuple[str, ...] = ()


@value_class
class ProblemReport:
    """The problems of a casebook; those that need a record come first."""

    rows: list[Problem]
    unreadable: list[tuple[str, Message]]
    least: int = 0
    days: int = 0


def is_finished(category: str) -> bool:
    """Whether a state of this category settles a complaint."""
    return category in FINISHED


def records(cases: Iterable[Excerpt], is_over: IsOver, category: Callable[[Excerpt], str]) -> Iterator[Problem]:
    """The open records to which complaints are linked, whichever of the two has the link."""
    by_id = {each.id: each for each in cases}
    for record in by_id.values():
        if record.text("template") != IMPROVEMENT or category(record) == "closed":
            continue
        linked = {target for _, target in record.links}
        linked |= {each.id for each in by_id.values() if record.id in (target for _, target in each.links)}
        found = sorted(each for each in linked if each in by_id and by_id[each].text("template") != IMPROVEMENT)
        if found:
            complaints = [by_id[each] for each in found]
            yield _problem(complaints, is_over, _cause_of(complaints), record)


def _problem(complaints: list[Excerpt], is_over: IsOver, cause: str, record: Excerpt | None = None) -> Problem:
    """The complaints of a record, or of a cause without one, and how far they are."""
    id, title, owner, state = (record.text(key) if record else "" for key in ("id", "title", "owner", "state"))

    def those(are_so: IsOver) -> tuple[str, ...]:
        return tuple(sorted(each.id for each in complaints if are_so(each)))

    return Problem(id, cause, those(lambda _: True), those(is_over), title, owner, state,
                   offered=those(lambda each: bool(_stages(each) - {"refused"})), paid=those(_is_paid))  # fmt: skip


def _stages(case: Excerpt) -> set[str]:
    """How far each redress of a case is."""
    return {stage for *_, stage in case.redress}


def _is_paid(case: Excerpt) -> bool:
    """Whether everything that a customer was offered, and did not refuse, is paid."""
    return _stages(case) - {"refused"} == {"paid"}


def _cause_of(cases: list[Excerpt]) -> str:
    """The root cause that they have in common; "" if they have several."""
    causes = {each.text("cause") for each in cases} - {""}
    return causes.pop() if len(causes) == 1 else ""


def due(lately: Iterable[Excerpt], gathered: Iterable[Problem], least: int, is_over: IsOver) -> Iterator[Problem]:
    """The root causes of at least so many of the complaints received lately that no record gathers, most first."""
    known = {case for each in gathered for case in each.cases}
    by_cause: dict[str, list[Excerpt]] = {}
    for case in lately:
        if (cause := case.text("cause")) and case.id not in known:
            by_cause.setdefault(cause, []).append(case)
    for cause, cases in sorted(by_cause.items(), key=lambda each: (-len(each[1]), each[0])):
        if len(cases) >= least:
            yield _problem(cases, is_over, cause)
