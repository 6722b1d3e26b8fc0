"""The life of a case, flat and quick to load: what figures are made of, without the case being read again.

Only what counts now is in it: of what was taken back it says only when, and of a customer's answer that. It holds
facts and never conclusions, and no text that anybody wrote; of a customer there are digests, which say only whether two
cases are of the same one.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import partial

from casectl.core.case.causes import root_cause
from casectl.core.case.contacts import CONTACTED, contacts_in
from casectl.core.case.fold import before_each, effective_events, follow_up
from casectl.core.case.inspections import handlers_of, inspections_in
from casectl.core.case.model import UNDONE as UNDONE
from casectl.core.case.model import Case, Event, FollowUp, Header
from casectl.core.case.redress import Redress, redress_in
from casectl.core.case.surveys import ANSWERED, answers_taken_back, survey_of
from casectl.core.clocks.runs import Run, runs_of
from casectl.core.history.checked import Checked, checked
from casectl.core.history.corrected import corrected
from casectl.core.history.life_rows import FOR_EVER, Answered, Asked, Given
from casectl.core.history.said import flat, said_in
from casectl.core.query.references import customer_marks, digest
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.tree import list_of, mapping_of, text_of
from casectl.core.values.value_class import NamedTuple

CHASER, LATE, CORRECTED = "chaser", "late", "corrected"
"""Acts that are no kind of event: the customer asked again; something was recorded much later than it happened; what
figures are made of was changed afterwards.
"""

MET_LATER = "met_later"  # the mark of a run that was met by what was recorded only after its deadline
BY_CLOSING = "by_closing"  # that of one that was met by nothing but that the case was closed

_ACTS = frozenset({"escalated", "reopened", "assigned", "accepted", "returned", "overridden", "confirmed"})


class Stand(NamedTuple):
    """How a case stands from `at` on, in seconds since 1970. `offered`: to whom a handoff is pending, "" for nobody."""

    at: int
    state: str
    owner: str
    team: str
    level: int
    offered: str
    is_over: bool


class Act(NamedTuple):
    """Something done at `at`: the kind of the event, ``in`` and ``out`` for a contact, CHASER, LATE or CORRECTED.
    `word` is the level, ``refused``, the channel of a contact from the customer, or what was corrected.
    """

    at: int
    kind: str
    word: str = ""


class ClockRun(NamedTuple):
    """A run of a clock. `moves` has from when on which deadline held, None while it was paused; `due` is the last.

    `verdict` is that of `casectl.core.clocks.runs.Run`; `marks` are ``overridden``, ``imported``,
    ``claimed``, MET_LATER and BY_CLOSING.
    """

    clock: str
    moves: Sequence[tuple[int, int | None]]
    due: int
    stopped: int | None
    verdict: str
    marks: Sequence[str]


class Life(NamedTuple):
    """The life of a case. All times are in seconds since 1970, and in order within each list.

    No stand is earlier than `received`. `opened` is when it was registered. `customer` has digests (for
    `customers_of`) and `cause` the code of the root cause, "" if nothing says it. `said` has the few fields that
    figures are made of, by their last name. `unsaid` is when answers of the customer were taken back.
    """

    id: str
    template: str
    received: int
    opened: int
    is_imported: bool
    customer: str
    stands: Sequence[Stand]
    acts: Sequence[Act]
    runs: Sequence[ClockRun]
    asked: Sequence[Asked]
    said: Mapping[str, str]
    cause: str = ""
    redress: Sequence[Given] = ()
    checked: Sequence[Checked] = ()
    survey: Answered | None = None
    unsaid: Sequence[int] = ()

    def to_text(self) -> str:
        """The life as it is kept."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Life:
        """The life from what `to_text` returned."""
        kept = json.loads(text)
        for place, make in _ROWS:
            if rows := kept[place]:
                kept[place] = [*map(make, rows)]
        found = cls(*kept)
        return found._replace(survey=Answered._make(found.survey)) if found.survey else found

    def stand_before(self, at: int) -> Stand:
        """How it stood just before an instant; before its first event as after it."""
        return next((each for each in reversed(self.stands) if each.at < at), self.stands[0])

    @property
    def last_at(self) -> int:
        """When anything in it last counts, its last deadline included, which may fall long after it was closed; no
        figure of a later period needs it once it is over.
        """
        ends = (*(each.at for each in self.stands[-1:]), *(each.at for each in self.acts[-1:]))
        if any(each.is_owed for each in self.redress):
            return FOR_EVER
        more = [*self.unsaid, *(at for each in self.redress for at in each.times)]
        more += [at for each in self.checked for at in (each.at, each.appealed, each.decided) if at is not None]
        more += [at for at in self.survey[:2] if at is not None] if self.survey else []
        more += [due for run in self.runs for due in (run.due, run.stopped, *(due for _, due in run.moves)) if due]
        more += [at for each in self.asked for at in (each.ended, each.due) if at]
        return max(self.received, *ends, *more)


_ROWS = [
    (Life._fields.index(name), partial(tuple.__new__, row))  # what `_make` does, without its own look at the length
    for name, row in (("stands", Stand), ("acts", Act), ("runs", ClockRun), ("asked", Asked), ("redress", Given),
                      ("checked", Checked))
]  # fmt: skip
"""The places of the lists in a life, and what makes their rows of what was kept of them."""


def life_of(case: Case) -> Life:
    """The life of a case that has a journal."""
    events, header = effective_events(case.journal), case.header
    opened = to_seconds(events[0].at)
    received = to_seconds(header.received_at) if header.received_at else opened
    fields = dict(flat(case.fields))
    return Life(
        case.id, header.template, received, opened, header.source is not None,
        customer_marks(fields, digest),
        [*_stands(events, header, received)],
        sorted([*_acts(events), *(Act(to_seconds(each.at), UNDONE) for each in case.journal if each.kind == UNDONE)]),
        [_run(run, events) for runs in runs_of(events).values() for run in runs],
        _asked(events, {*handlers_of(case)}),
        said_in(fields),
        found.code if (found := root_cause(events)) else "",
        [_given(each) for each in redress_in(events)],
        [checked(each) for each in inspections_in(events)],
        _survey(case),
        [to_seconds(each.at) for each in answers_taken_back(case.journal)],
    )  # fmt: skip


def _stands(events: Sequence[Event], last: Header, received: int) -> Iterator[Stand]:
    after = [*before_each(events)][1:]
    at, before = received, None
    for event, header in zip(events, [*after, last], strict=True):
        at = max(at, to_seconds(event.at)) if before else received
        offer = header.offer
        stand = Stand(at, header.state, header.owner, header.team, header.level,
                      (offer.to or offer.team) if offer else "", header.closed_at is not None)  # fmt: skip
        if before is None or stand[1:] != before[1:]:
            yield stand
            before = stand


def _acts(events: Sequence[Event]) -> Iterator[Act]:
    by_what = {each.id: each.text("channel") for each in events if each.text("direction") == "in"}
    yield from (Act(to_seconds(at), way, by_what.get(event, "")) for event, at, way in contacts_in(events))
    for each in events:
        at = to_seconds(each.at)
        if each.kind in _ACTS:
            word = "refused" if each.text("refused") == "yes" else each.text("level")
            yield Act(at, each.kind, word)
        if each.kind == CONTACTED and each.text("chaser") == "yes":
            yield Act(at, CHASER)
        if each.text("recorded"):
            yield Act(at, LATE)
    yield from (Act(to_seconds(each.at), CORRECTED, what) for each, what in corrected(events))


def _run(run: Run, events: Sequence[Event]) -> ClockRun:
    met_later = run.verdict == "met" and any(
        each.id == run.events[-1] and to_seconds(each.known_at) > to_seconds(run.due) for each in events
    )
    closing = run.verdict == "met" and any(each.id == run.events[-1] and "closes" in each.data for each in events)
    marks = {"overridden": run.overridden, "imported": not run.rule, "claimed": run.waits, MET_LATER: met_later,
             BY_CLOSING: closing}  # fmt: skip
    stopped = to_seconds(run.stopped) if run.stopped else None
    return ClockRun(run.clock, [*_moves(run, events)], to_seconds(run.due), stopped, run.verdict,
                    [mark for mark, holds in marks.items() if holds])  # fmt: skip


def _moves(run: Run, events: Sequence[Event]) -> Iterator[tuple[int, int | None]]:
    """What each event of a run but its end made of the deadline, from when that was recorded."""
    ids = run.events[:-1] if run.stopped and len(run.events) > 1 else run.events
    for event in (each for each in events if each.id in ids):
        record = mapping_of(event.mapping("clocks").get(run.clock))
        due = text_of(record.get("due"))
        yield to_seconds(event.known_at), to_seconds(parse_instant(due)) if due else None


def _asked(events: Sequence[Event], owners: Container[str]) -> list[Asked]:
    """Every follow-up that there was: those that a handoff passes on stay the same one. `owners` ever had the case."""
    found: dict[str, Asked] = {}
    for event in events:
        gone = {text_of(each) for each in list_of(event.data.get("cancels"))}
        added = [follow_up(mapping_of(each)) for each in list_of(event.data.get("follow_ups"))]
        for name in gone - {each.id for each in added}:
            _end(found, name, event, "cancelled", owners)
        found |= {each.id: _begun(each) for each in added}
        if ended := event.text("follow_up"):
            how = "cancelled" if event.kind == "followup_cancelled" else event.text("result")
            _end(found, ended, event, how, owners)
    return sorted(found.values(), key=lambda each: each.due)


def _begun(each: FollowUp) -> Asked:
    return Asked(each.kind, each.rule, to_seconds(each.at), None, "", "")


def _end(found: dict[str, Asked], name: str, event: Event, result: str, owners: Container[str]) -> None:
    if name in found:
        score = event.text("score")
        found[name] = found[name]._replace(ended=to_seconds(event.at), result=result, score=score,
                                           by_owner=bool(score) and event.by in owners)  # fmt: skip


def _given(each: Redress) -> Given:
    refused = to_seconds(each.answer.at) if each.answer and each.is_refused else None
    paid = [(to_seconds(event.at), event.text("amount")) for event in each.payments]
    granted = each.approval if each.offer.text("above") == "yes" else each.offer
    return Given(each.kind, each.amount, to_seconds(each.offer.at), refused, paid,
                 to_seconds(granted.at) if granted else None)  # fmt: skip


def _survey(case: Case) -> Answered | None:
    found = survey_of(case.journal)
    answer = found.answer if found.answer and found.answer.kind == ANSWERED else None
    if not found.asked and answer is None:
        return None
    score, nps, ces = (answer.text(name) if answer else "" for name in ("score", "nps", "ces"))
    by_owner = answer is not None and answer.by in handlers_of(case)
    return Answered(to_seconds(found.asked.at) if found.asked else None, to_seconds(answer.at) if answer else None,
                    score, nps, ces, by_owner)  # fmt: skip
