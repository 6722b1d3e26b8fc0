"""What customers got, and what they are still owed: redress as casectl redress records it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from casectl.core.figures.measure import TIMES, Measure
from casectl.core.figures.sample import Sample
from casectl.core.history.life_rows import Given

PER_CASE = ("mean", "median")
"""What is told of the sums of each case."""

_Sums = dict[str, dict[str, Decimal]]
"""Amounts by part, and within it by case."""


def redress_paid(sample: Sample) -> Iterator[Measure]:
    """The sum paid of each kind in each currency, or how often, and the mean and median per case."""
    sums, given = _Sums(), dict[str, list[str]]()
    by_case: _Sums = {}
    for case in sample.seen:
        for each in case.life.redress:
            for at, amount in each.paid:
                if sample.since <= at < sample.until and amount:
                    currency = amount.partition(" ")[2]
                    _add(sums, f"{each.kind}:{currency}", case.id, amount)
                    _add(by_case, currency, case.id, amount)
                elif sample.since <= at < sample.until:
                    given.setdefault(each.kind, []).append(case.id)
    yield from _money(sums)
    for currency, amounts in sorted(by_case.items()):
        values = sorted(amounts.values())
        for part, value in zip(PER_CASE, (_mean(values), values[(len(values) - 1) // 2]), strict=True):
            yield Measure(f"{part}:{currency}", f"{value:f} {currency}", len(values), cases=tuple(sorted(amounts)))
    for kind, cases in sorted(given.items()):
        yield Measure(kind, len(cases), len(cases), cases=tuple(sorted({*cases})), unit=TIMES)


def redress_owed(sample: Sample) -> Iterator[Measure]:
    """What was granted by the end and neither refused nor paid by then; and offers that somebody has yet to approve."""
    sums, waiting = _Sums(), _Sums()
    for case in sample.seen:
        for each in case.life.redress:
            if each.amount and each.offered < sample.until and not _is_before(each.refused, sample.until):
                left = _decimal(each.amount) - sum(map(_decimal, _paid(each, sample.until)), Decimal())
                if left > 0:
                    currency = each.amount.partition(" ")[2]
                    of = sums if _is_before(each.granted, sample.until) else waiting
                    _add(of, currency, case.id, f"{left:f} {currency}")
    yield from _money(sums)
    yield from _money({f"waits:{currency}": cases for currency, cases in waiting.items()})


def _mean(amounts: Sequence[Decimal]) -> Decimal:
    """The mean, with two decimals, or as many as the amounts have."""
    smallest = min(Decimal("0.01"), *(Decimal(1).scaleb(int(each.as_tuple().exponent)) for each in amounts))
    return (sum(amounts, Decimal()) / len(amounts)).quantize(smallest, ROUND_HALF_UP)


def _paid(each: Given, until: int) -> Iterable[str]:
    return (amount for at, amount in each.paid if at < until and amount)


def _is_before(at: int | None, until: int) -> bool:
    return at is not None and at < until


def _decimal(amount: str) -> Decimal:
    return Decimal(amount.partition(" ")[0])


def _add(sums: _Sums, part: str, case: str, amount: str) -> None:
    cases = sums.setdefault(part, {})
    cases[case] = cases.get(case, Decimal()) + _decimal(amount)


def _money(sums: _Sums) -> Iterator[Measure]:
    for part, cases in sorted(sums.items()):
        currency = part.rpartition(":")[2]
        total = sum(cases.values(), Decimal())
        yield Measure(part, f"{total:f} {currency}", len(cases), cases=tuple(sorted(cases)))
