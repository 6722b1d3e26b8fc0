"""What a review meeting looks at: the cases of a period that something can be learnt from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casectl.core.figures.deadlines import MISSED_LATE, MISSED_MOVED, MISSED_OPEN
from casectl.core.figures.duties import CANCELLED, KEPT, PROMISE
from casectl.core.figures.periods import Period
from casectl.core.figures.sample import Sample, Seen
from casectl.core.figures.turns import CHANCE
from casectl.core.history.life_rows import Asked
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.value_class import NamedTuple, value_class

LATE, REOPENED, DISSATISFIED, CAUSE, BROKEN, MODEL, IMPROVEMENT, DONE, UNTOLD = (
    "late", "reopened", "dissatisfied", "same_cause", "promise_broken", "model", "improvement", "improved", "not_told",
)  # fmt: skip
"""The parts of a review, in the order in which they are shown."""

_LOW, _HIGH = ("1", "2"), "5"


class ReviewRow(NamedTuple):
    """A case in a part of a review: `at` is when it was, in seconds, None for an improvement; `what` says what."""

    section: str
    case: str
    at: int | None
    what: Value | None = None
    owner: str = ""
    title: str = ""


@value_class
class ReviewReport:
    """The review of a `period` as of `at`; `provisional` while the period is running."""

    period: Period
    at: datetime
    rows: list[ReviewRow]
    unreadable: list[tuple[str, Message]]
    provisional: bool = False


def review_rows(sample: Sample) -> Iterator[ReviewRow]:
    """The cases of each part; one case may be in several."""
    yield from _late(sample)
    for case in sample.seen:
        for at in (at for at in case.taken_up if at >= sample.since):
            yield ReviewRow(REOPENED, case.id, at)
    for case, at, score in (*_scored(sample), *_closed_with_score(sample)):
        if score in _LOW:
            yield ReviewRow(DISSATISFIED, case.id, at, msg("score {score}", score=score))
    yield from _same_cause(sample)
    for case in sample.seen:
        for each in case.life.asked:
            if each.kind == PROMISE and sample.since <= each.due < sample.now and _is_broken(each, sample.now):
                yield ReviewRow(BROKEN, case.id, each.due)
    yield from _models(sample)


def _models(sample: Sample) -> Iterator[ReviewRow]:
    """The cases that missed nothing, stayed resolved, and had the best score, whenever the customer was asked; each
    once, by the last answer.
    """
    missed = {each.case for each in sample.deadlines if not each.was_met and each.kind != CHANCE}
    answers: dict[str, list[tuple[int, str]]] = {}
    for case, at, score in _scored(sample):
        if case.id not in missed and not case.taken_up:
            answers.setdefault(case.id, []).append((at, score))
    for case_id, given in answers.items():
        if all(score == _HIGH for _, score in given):
            yield ReviewRow(MODEL, case_id, max(at for at, _ in given), msg("score {score}", score=_HIGH))


def _late(sample: Sample) -> Iterator[ReviewRow]:
    templates = {case.id: case.life.template for case in sample.seen}
    for each in sample.deadlines:
        if each.outcome in (MISSED_LATE, MISSED_OPEN, MISSED_MOVED) and each.kind != CHANCE:
            title = sample.rules.clock_title(templates[each.case], each.clock)
            yield ReviewRow(LATE, each.case, each.at, title)


def _scored(sample: Sample) -> Iterator[tuple[Seen, int, str]]:
    """The scores in answers to surveys and call-backs in the period, with their cases, and when."""
    for case in sample.seen:
        for each in case.life.asked:
            if each.score and each.ended is not None and sample.since <= each.ended < sample.until:
                yield case, each.ended, each.score
        sent = case.life.survey
        if sent and sent.score and sent.answered is not None and sample.since <= sent.answered < sample.until:
            yield case, sent.answered, sent.score


def _closed_with_score(sample: Sample) -> Iterator[tuple[Seen, int, str]]:
    """The scores in the cases closed in the period, when they were closed; of those without an answer in the period."""
    answered = {case.id for case, _, _ in _scored(sample)}
    for case in sample.closed:
        if case.id not in answered and (score := case.life.said.get("satisfaction")):
            yield case, case.closings[-1], score


def _same_cause(sample: Sample) -> Iterator[ReviewRow]:
    """The complaints received in the period whose root cause others have too, the most frequent cause first."""
    by_cause: dict[str, list[Seen]] = {}
    for case in sample.received:
        if case.life.cause:
            by_cause.setdefault(case.life.cause, []).append(case)
    for cause, cases in sorted(by_cause.items(), key=lambda each: (-len(each[1]), each[0])):
        if len(cases) > 1:
            yield from (ReviewRow(CAUSE, case.id, case.life.received, cause) for case in cases)


def _is_broken(each: Asked, now: int) -> bool:
    ended_in_time = each.ended is not None and each.ended <= now
    return not (ended_in_time and each.result in (KEPT, CANCELLED))
