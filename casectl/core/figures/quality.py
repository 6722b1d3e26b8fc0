"""What quality inspections found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casectl.core.case.inspections import GOOD, mean
from casectl.core.figures.draw_name import DrawName
from casectl.core.figures.measure import Measure, share, times
from casectl.core.figures.sample import Sample
from casectl.core.history.checked import Checked


def inspected(sample: Sample) -> Iterator[Measure]:
    """How often somebody's work was inspected, how often they appealed, and how often that changed the marks."""
    found = [*_inspections(sample)]
    yield times(case for case, _ in found)
    yield times((case for case, each in found if _by(each.appealed, sample)), "appealed")
    yield times((case for case, each in found if _by(each.decided, sample) and each.later), "changed")
    draws = [(case, DrawName.parse(each.draw)) for case, each in found]
    yield times((case for case, draw in draws if draw is None), "by_hand")
    yield times((case for case, draw in draws if draw and draw.seed), "seed_chosen")
    yield times((case for case, draw in draws if draw and draw.is_of_some), "of_some")


def quality(sample: Sample) -> Iterator[Measure]:
    """The mean of all marks, and of each line of the score sheet; of one person's alone it is not said."""
    for part, marks in _by_line(sample).items():
        cases = tuple(sorted({case for case, _ in marks}))
        if not _is_of_several(sample):
            yield Measure("", None, len(marks))
            return
        yield Measure(part, mean(mark for _, mark in marks), len(marks), cases=cases)


def quality_good(sample: Sample) -> Iterator[Measure]:
    """The share of marks of 4 and 5, of all and of each line of the score sheet; not of one person's alone."""
    for part, marks in _by_line(sample).items():
        if not _is_of_several(sample):
            yield Measure("", None, len(marks))
            return
        yield share((case for case, mark in marks if mark >= GOOD), (case for case, _ in marks), part)


def _is_of_several(sample: Sample) -> bool:
    """Whether at least two people were inspected, so that nobody's marks can be read from a figure."""
    return len({each.person for _, each in _inspections(sample)}) > 1


def _by_line(sample: Sample) -> Mapping[str, list[tuple[str, int]]]:
    """The marks of all under "", and of each line, each with its case."""
    found: dict[str, list[tuple[str, int]]] = {"": []}
    for case, each in _inspections(sample):
        for name, mark in each.marks_before(sample.until).items():
            for part in ("", f"mark:{name}"):
                found.setdefault(part, []).append((case, mark))
    return dict(sorted(found.items()))


def _inspections(sample: Sample) -> Iterator[tuple[str, Checked]]:
    for case in sample.seen:
        for each in case.life.checked:
            if sample.since <= each.at < sample.until:
                yield case.id, each


def _by(at: int | None, sample: Sample) -> bool:
    return at is not None and at < sample.until
