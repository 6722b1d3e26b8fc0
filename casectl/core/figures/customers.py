"""What customers say, get, and do again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from casectl.core.figures.estimates import mean_of, percent, promoters
from casectl.core.figures.measure import CASES, PERCENT, SCORE, TIMES, Measure, cases_of, share, times
from casectl.core.figures.sample import DAY, Sample, Seen
from casectl.core.history.life import CHASER
from casectl.core.history.life_rows import Asked
from casectl.core.values.amounts import amount_of

PERIOD, OFTEN = 90 * DAY, 3
"""Whoever complains so often within that time complains repeatedly."""

_DECISIONS = {
    "upheld": "upheld", "yes": "upheld", "partly_upheld": "partly", "partly": "partly",
    "rejected": "rejected", "not_upheld": "rejected", "no": "rejected",
}  # fmt: skip


def csat(sample: Sample) -> Iterator[Measure]:
    """The share of satisfied answers to surveys, their mean, and the share of those that somebody recorded about a case
    of their own.
    """
    found = [(case, int(each.score), each.by_owner) for case, each in sample.surveys if _is_answered(each, sample)]
    found += [(case, int(each.score), each.by_owner) for case, each in sample.answers if each.score in _SCORES]
    answers = [(case, score) for case, score, _ in found]
    yield _of_answers(answers, 4)
    mean = mean_of(sum(score for _, score in answers), len(answers))
    cases = tuple(sorted({case for case, _ in answers}))
    yield Measure("mean", mean, len(answers), cases=cases, unit=SCORE)
    if own := [(case, score) for case, score, by_owner in found if by_owner]:
        yield _of_answers(own, 4)._replace(part="by_owner")


_SCORES = tuple(map(str, range(1, 6)))


def survey_response(sample: Sample) -> Iterator[Measure]:
    """The share of surveys due or sent in the period that were answered; and answers of whom nobody is known to have
    asked, and answers that were taken back.
    """
    due = [(case, each) for case, each in sample.surveys if sample.since <= each.due < sample.until]
    answered = [case for case, each in due if each.score and each.ended is not None and each.ended < sample.until]
    sent = [(case.id, each) for case in sample.seen if (each := case.life.survey)]
    called = {case for case, _ in sample.surveys} if sent else set()
    sent = [(case, each) for case, each in sent if case not in called]
    asked = [(case, each) for case, each in sent if each.asked and sample.since <= each.asked < sample.until]
    answered += [case for case, each in asked if each.answered is not None and each.answered < sample.until]
    yield _apart(answered, [case for case, _ in (*due, *asked)])
    unasked = [case for case, each in sent if each.asked is None and (case, each) in sample.answers]
    if unasked:
        yield times(unasked, "not_asked")._replace(unit=TIMES)
    undone = [case.id for case in sample.seen for at in case.life.unsaid if sample.since <= at < sample.until]
    if undone:
        yield times(undone, "taken_back")._replace(unit=TIMES)


def _is_answered(each: Asked, sample: Sample) -> bool:
    return bool(each.score.isdecimal() and each.ended is not None and sample.since <= each.ended < sample.until)


def satisfaction(sample: Sample) -> Iterator[Measure]:
    """The share of satisfied customers, by what the case says where it was closed."""
    yield _of_answers(_scores(sample, "satisfaction", range(1, 6)), 4)


def nps(sample: Sample) -> Iterator[Measure]:
    """Promoters less detractors."""
    answers = _scores(sample, "nps", range(11))
    for_us, against = [case for case, score in answers if score >= 9], [case for case, score in answers if score <= 6]
    share_for, share_against = percent(len(for_us), len(answers)), percent(len(against), len(answers))
    value = None if share_for is None or share_against is None else round(share_for - share_against, 1)
    yield Measure("", value, len(answers), None, promoters(len(for_us), len(against), len(answers)),
                  cases=tuple(for_us), others=tuple(against))  # fmt: skip


def ces(sample: Sample) -> Iterator[Measure]:
    """The mean of how easy it was, and the share of those who found it easy."""
    answers = _scores(sample, "ces", range(1, 8))
    total = sum(score for _, score in answers)
    yield Measure("mean", mean_of(total, len(answers)), len(answers), cases=tuple(case for case, _ in answers))
    yield _of_answers(answers, 5)._replace(part="easy", unit=PERCENT)


def _scores(sample: Sample, name: str, allowed: Iterable[int]) -> list[tuple[str, int]]:
    """The scores in answers to surveys in the period, and in a field of the other cases closed in it."""
    texts = [(case, found) for case, each in sample.answers if (found := getattr(each, name, ""))]
    told = {case for case, _ in texts}
    texts += [(case.id, case.life.said.get(name, "")) for case in sample.closed if case.id not in told]
    known = {str(score): score for score in allowed}
    return [(case, known[text]) for case, text in texts if text in known]


def _of_answers(answers: Sequence[tuple[str, int]], least: int) -> Measure:
    return _apart([case for case, score in answers if score >= least], [case for case, _ in answers])


def _apart(counting: list[str], whole: list[str]) -> Measure:
    others = tuple(sorted((Counter(whole) - Counter(counting)).keys()))
    return share(counting, whole)._replace(others=others)


def upheld(sample: Sample) -> Iterator[Measure]:
    """The share of decided complaints that were upheld, wholly or partly."""
    decided = {case.id: word for case in sample.closed if (word := decision(case))}
    yield share((case for case, word in decided.items() if word != "rejected"), decided)
    yield share((case for case, word in decided.items() if word == "partly"), decided, "partly")


def decision(case: Seen) -> str:
    """What was decided on a complaint: upheld, partly, rejected; "" if nothing was."""
    words = (_DECISIONS.get(case.life.said.get(name, ""), "") for name in ("outcome", "upheld"))
    return next(filter(None, words), "")


def redress(sample: Sample) -> Iterator[Measure]:
    """The sum of redress in each currency."""
    sums: dict[str, list[tuple[str, str]]] = {}
    for case in sample.closed:
        amount, _, currency = case.life.said.get("redress", "").partition(" ")
        if currency:
            sums.setdefault(currency, []).append((case.id, amount))
    for currency, given in sorted(sums.items()):
        total = sum((amount_of(amount) or Decimal() for _, amount in given), Decimal())
        cases = tuple(case for case, _ in given)
        yield Measure(currency, f"{total:f} {currency}", len(cases), len(sample.closed), cases=cases)


def repeat_customers(sample: Sample) -> Iterator[Measure]:
    """The share of customers who complained at least three times in 90 days, and the cases of unknown customers."""
    lately = [each for each in sample.lately if each.received >= sample.until - PERIOD]
    by_customer: dict[str, list[str]] = {}
    for each in lately:
        if each.customer:
            by_customer.setdefault(sample.customers[each.id], []).append(each.id)
    often = [key for key, cases in by_customer.items() if len(cases) >= OFTEN]
    cases = {case for key in often for case in by_customer[key]}
    rest = (each.id for each in lately if each.customer and each.id not in cases)
    yield share(often, by_customer)._replace(cases=tuple(sorted(cases)), others=tuple(sorted(rest)))
    yield cases_of((each.id for each in lately if not each.customer), "unknown")._replace(unit=CASES)
    known = [each.id for each in lately if each.customer]
    yield Measure("per_customer", mean_of(len(known), len(by_customer)), len(known), len(by_customer),
                  cases=tuple(sorted(known)), unit=SCORE)  # fmt: skip


def chasers(sample: Sample) -> Iterator[Measure]:
    """How often customers asked again how it stands."""
    yield times(case.id for case in sample.seen for act in case.acts if act.kind == CHASER)
