"""recompute: recalculate recorded deadlines by the present rules; a preview, or one event in each case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find, read
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import Transaction, change_of, entry_of
from casectl.actions.recording.record_many import record_batch
from casectl.actions.recording.recorded import recorded_case
from casectl.core.case.model import Case
from casectl.core.clocks.missed import stays_missed
from casectl.core.clocks.recomputing import MovedDeadline, calendars_of_now, moved_and_missed, moved_deadlines
from casectl.core.clocks.reports import MoveRow, Recomputation
from casectl.core.clocks.rules import RuleSet, versions_of
from casectl.core.clocks.runs import runs_of
from casectl.core.values.messages import Message, Refused, UsageError, msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace, value_class
from casectl.ports.recording import NewCommit


@value_class
class RecomputeRequest:
    """Which cases (empty: all), whether the present rules count for them from now on, and whether to record it."""

    cases: Sequence[str] = ()
    retarget: bool = False
    apply: bool = False
    reason: str = ""


def recompute(context: Recording, request: RecomputeRequest, when: EventStamp) -> Recomputation:
    """Recalculate the open deadlines with the present calendars; with `retarget`, by the present rules as well.

    Verdicts that were given stay. Without `apply` nothing is recorded. Raises UsageError without a reason to apply.
    """
    if request.apply and not request.reason.strip():
        raise UsageError(msg("say why: --reason TEXT"))
    listing = context.excerpts()
    ids = [find(context, each) for each in request.cases] or [
        each.id for each in listing.cases if each.due or each.paused
    ]
    work = _Recomputing(context, request, when)
    found = {each: read(context, each) for each in ids}
    moves = {each: work.moves(case) for each, case in found.items()}
    touched = {each: moved for each, moved in moves.items() if moved or work.is_retargeted(found[each])}
    rows = [MoveRow(each, work.titles[each], move) for each, moved in touched.items() for move in moved]
    if request.apply and touched:
        receipt = record_batch(context, lambda transaction: work.entries(transaction, list(touched)))
        work.notes = [*work.notes, *receipt.notes]
    if not request.apply and not request.retarget:
        work.note_retarget(rows)
    unread = [msg("{path} cannot be read and was left out", path=path) for path, _ in listing.unreadable]
    notes = (*work.notes, *(unread if not request.cases else ()))
    return Recomputation(context.now, rows, len({row.case_id for row in rows}), request.apply and bool(touched), notes)


class _Recomputing:
    """One run of recomputing."""

    def __init__(self, context: Recording, request: RecomputeRequest, when: EventStamp) -> None:
        self.context, self.request, self.when = context, request, when
        self.titles: dict[str, str] = {}
        self.notes: list[Message] = []
        self.present = 0

    def moves(self, case: Case) -> list[MovedDeadline]:
        """What would move in a case."""
        self.titles[case.id] = case.title
        rule_set, versions = self._rules_for(case)
        if not self.request.retarget:
            name = case.header.template
            same = _same_rows(case, self.context.versions(name))
            self.present += len(
                moved_deadlines(case, self.context.rule_set(name, {}), self.context.now, same_rows=same)
            )
        self.notes = [*self.notes, *(note for note in rule_set.notes if note not in self.notes)]
        same = _same_rows(case, versions)
        moving, missed = moved_and_missed(case, rule_set, self.context.now, same_rows=same)
        self._note(case.id, [stays_missed(each.clock, each.old, self.context.zone) for each in missed])
        return moving

    def _note(self, case_id: str, notes: Sequence[Message]) -> None:
        """Say something of a case, once."""
        said = [msg("{id}: {what}", id=case_id, what=each) for each in notes]
        self.notes = [*self.notes, *(each for each in said if each not in self.notes)]

    def is_retargeted(self, case: Case) -> bool:
        """Whether other versions of the rules are to be recorded than the case has, though no deadline moves."""
        wanted = self.request.retarget and self.request.apply
        return wanted and self._rules_for(case)[1] != versions_of(case.journal)

    def note_retarget(self, rows: Sequence[MoveRow]) -> None:
        """Say if the present rules would move other deadlines than those of the cases' own versions."""
        if self.present != len(rows):
            text = msg("deadlines that would move under the current rules: {count} (--retarget)", count=self.present)
            self.notes.append(text)

    def entries(self, transaction: Transaction, ids: Sequence[str]) -> Iterator[NewCommit]:
        """A commit for each case. Raises Refused if the law forbids any of them."""
        refused: list[Refused] = []
        for case_id in ids:
            case = recorded_case(self.context, case_id, transaction.head)
            rule_set, versions = self._rules_for(case)
            at, same = self.when.at or self.context.now, _same_rows(case, versions)
            names = [move.clock for move in moved_deadlines(case, rule_set, at, same_rows=same)]
            event = EventDraft("recomputed", _details(names, versions, self.request.reason))
            rules = self.context.template(case.header.template), rule_set
            when = self._numbered(case_id, ids)
            if when.event_id and case.event(when.event_id):
                continue
            try:
                change = change_of(self.context, case, Proposal([event]), rules, when)
                self._note(case_id, [each for each in change.notes if each not in self.notes])
                yield entry_of(self.context, change)
            except Refused as error:
                refused.append(error)
        if refused:  # nothing was recorded; all that must be decided by others is said at once
            problems = [each for error in refused for each in (*error.problems,)]
            raise Refused(refused[0].what, problems=problems, hint=refused[0].hint)

    def _numbered(self, case_id: str, ids: Sequence[str]) -> EventStamp:
        """The caller's event id, with a number for each case after the first."""
        number = ids.index(case_id)
        given = self.when.event_id
        return replace(self.when, event_id=f"{given}-{number + 1}" if given and number else given)

    def _rules_for(self, case: Case) -> tuple[RuleSet, dict[str, str]]:
        """The rules by which the case is recomputed, and the versions that are recorded with it."""
        name, pinned = case.header.template, versions_of(case.journal)
        if not pinned or (self.request.retarget and not self._has_former_clocks(case)):
            return self.context.rule_set(name, {}), self.context.versions(name)
        rule_set = self.context.rule_set(name, calendars_of_now(pinned))
        return rule_set, {path: self._version_now(path, version) for path, version in pinned.items()}

    def _has_former_clocks(self, case: Case) -> bool:
        """Whether a case has clocks that the present rules call otherwise: it keeps the rules that know them."""
        former = self.context.template(case.header.template).renamed.clocks
        names = sorted(former.keys() & runs_of(case.journal).keys())
        if names:
            note = msg("{id} keeps the rules that its clocks started under, because {names} have since been"
                       " renamed", id=case.id,
                       names=names)  # fmt: skip
            self.notes = [*self.notes, *(() if note in self.notes else (note,))]
        return bool(names)

    def _version_now(self, path: str, version: str) -> str:
        """A calendar's version now; any other file keeps its own."""
        now = self.context.version(path) if path.startswith("calendars/") else ""
        return now or version


def _details(clocks: Sequence[str], versions: Mapping[str, str], reason: str) -> dict[str, Tree]:
    return {"clock": [*clocks], **({"rules": {**versions}} if versions else {}), "reason": reason}


def _same_rows(case: Case, versions: Mapping[str, str]) -> bool:
    """Whether templates in these versions are those that the clocks of a case go by."""
    pinned = versions_of(case.journal)
    return bool(pinned) and calendars_of_now(pinned) == calendars_of_now(versions)
