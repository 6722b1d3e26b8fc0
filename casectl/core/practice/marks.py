"""The five marks of a drill, each from 1 to 5, by what is on record and nothing else; and what `drill` reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from casectl.core.case.contacts import contacts_in
from casectl.core.case.fold import effective_events
from casectl.core.case.kinds.boundary import BOUNDARY_STATED
from casectl.core.case.kinds.follow_ups import BROKEN
from casectl.core.case.model import Case
from casectl.core.clocks.runs import runs_of
from casectl.core.practice.scenario import ANY, CustomerMessage, Expected, Scenario
from casectl.core.template.labels import Labels, title_in, value_title
from casectl.core.template.model import FINISHED
from casectl.core.time.durations import in_words
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.tree import get_in, text_of
from casectl.core.values.value_class import NamedTuple, value_class

BEST = 5


class Check(NamedTuple):
    """Something that a good answer has, in words, and whether this one has it."""

    what: Message
    is_met: bool


class Mark(NamedTuple):
    """One of the five marks by its name: its title, what it is made of, and how many points that gives."""

    name: str
    title: Message
    checks: tuple[Check, ...]

    @property
    def points(self) -> int:
        """1 if nothing of it is met, 5 if all is."""
        met, all_of_it = sum(each.is_met for each in self.checks), len(self.checks)
        return 1 + (2 * (BEST - 1) * met + all_of_it) // (2 * all_of_it)


@value_class
class Attempt:
    """How a scenario was handled up to `now`: the case with the category of its state and its labels.

    `messages` has for each message of the scenario when it came and by when it was to be answered; None: not yet.
    """

    scenario: Scenario
    case: Case
    category: str
    labels: Labels
    messages: Sequence[tuple[datetime, datetime] | None]
    now: datetime

    @property
    def answers(self) -> list[str]:
        """What the customer was told."""
        events = effective_events(self.case.journal)
        return [each.text("text") for each in events if each.kind == "contacted" and each.text("direction") == "out"]


def marks_of(attempt: Attempt) -> list[Mark]:
    """The five marks."""
    return [Mark(name, title, tuple(checks(attempt))) for name, (title, checks) in MARKS.items()]


def _response(attempt: Attempt) -> Iterator[Check]:
    told = [
        to_seconds(each.at) for each in contacts_in(effective_events(attempt.case.journal)) if each.direction == "out"
    ]
    length = in_words(attempt.scenario.answer_within)
    for number, came in enumerate(attempt.messages, 1):
        in_time = came is not None and any(to_seconds(came[0]) <= at <= to_seconds(came[1]) for at in told)
        yield Check(msg("message {which} was answered within {length}", which=number, length=length), in_time)
    runs = [run for each in runs_of(attempt.case.journal).values() for run in each]
    missed = any(
        run.verdict == "late" or (run.is_open and not run.pause and to_seconds(run.due) < to_seconds(attempt.now))
        for run in runs
    )
    yield Check(msg("no deadline was missed"), bool(told) and not missed)


def _record(attempt: Attempt) -> Iterator[Check]:
    return _has(attempt, attempt.scenario.record)


def _manner(attempt: Attempt) -> Iterator[Check]:
    said = "\n".join(attempt.answers).casefold()
    scenario = attempt.scenario
    if scenario.says:
        words: list[Value] = [*scenario.says]
        found = any(word.casefold() in said for word in scenario.says)
        yield Check(msg("an answer has one of the words {words}", words=words), found)
    unfit = any(word.casefold() in said for word in scenario.never)
    yield Check(msg("no answer has a word that is not used with customers"), bool(said) and not unfit)
    if scenario.boundary:
        stated = any(each.kind == BOUNDARY_STATED.name for each in effective_events(attempt.case.journal))
        yield Check(msg("a boundary was stated: casectl boundary"), stated)


def _solution(attempt: Attempt) -> Iterator[Check]:
    return _has(attempt, attempt.scenario.solution)


def _closing(attempt: Attempt) -> Iterator[Check]:
    is_over = attempt.category in FINISHED
    yield Check(msg("the case is resolved"), is_over)
    late = any(to_seconds(each.at) < to_seconds(attempt.now) for each in attempt.case.header.follow_ups)
    broken = any(each.text("result") == BROKEN for each in effective_events(attempt.case.journal))
    yield Check(msg("promises and follow-ups were kept on time"), is_over and not (late or broken))


def _has(attempt: Attempt, expected: Expected) -> Iterator[Check]:
    labels = attempt.labels
    for name, values in expected:
        found = _value(attempt.case, name)
        title = title_in(labels.fields, name)
        if ANY in values:
            yield Check(msg("{field} is filled in", field=title), bool(found))
        else:
            wanted: list[Value] = [value_title(labels, f"fields.{name}", each) for each in values]
            yield Check(msg("{field} is one of {values}", field=title, values=wanted), found in values)


def _value(case: Case, name: str) -> str:
    if name == "level":
        return str(case.header.level or "")
    return text_of(get_in(dict(case.fields), tuple(name.split("."))))


MARKS: Mapping[str, tuple[Message, Callable[[Attempt], Iterator[Check]]]] = {
    "response": (msg("Speed of response"), _response),
    "record": (msg("Problem understood"), _record),
    "manner": (msg("Manner"), _manner),
    "solution": (msg("Solution"), _solution),
    "closing": (msg("Follow-through"), _closing),
}
"""The five marks by name: the title, and the checks that it is made of."""


@value_class
class Played:
    """A message that came: its number, the case, what the customer says; `after` is when the next one comes, if any."""

    number: int
    case_id: str
    at: datetime
    message: CustomerMessage
    after: datetime | None


@value_class
class Marked:
    """The marks of a drill, and how many of its messages have not come yet."""

    scenario: Scenario
    case_id: str
    marks: list[Mark]
    ahead: int

    @property
    def points(self) -> int:
        """The sum of the marks."""
        return sum(each.points for each in self.marks)

    @property
    def most(self) -> int:
        """The most that there is to be had."""
        return BEST * len(self.marks)
