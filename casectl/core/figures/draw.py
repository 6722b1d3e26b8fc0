"""Cases drawn for inspection: the same ones for everybody from the same seed, and none twice in two draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from casectl.core.figures.periods import Period
from casectl.core.figures.sample import Sample, Seen
from casectl.core.history.checked import Checked
from casectl.core.values.named_tuple import NamedTuple


class Drawn(NamedTuple):
    """A drawn case: the group that it stands for, whose handling is looked at, when it was done (in seconds), and its
    inspection in this draw, if it was inspected.
    """

    group: tuple[str, ...]
    case: str
    person: str
    done: int
    inspection: Checked | None


def draw_name(period: Period, seed: str) -> str:
    """What a draw is called: the period, and the seed where one was given."""
    return f"{period.name.replace(' ', '')}/{seed}" if seed else period.name.replace(" ", "")


def drawn(
    sample: Sample, name: str, count: int, group_of: Callable[[Seen], tuple[str, ...]]
) -> Iterator[Drawn]:  # fmt: skip
    """So many of the cases resolved or closed in the period of each group, in an order that only the name of the draw
    and the ids decide; without those that somebody had inspected before, in another draw or by hand, and those that
    nobody owns.
    """
    groups: dict[tuple[str, ...], list[Seen]] = {}
    for case in _done(sample):
        if case.last.owner and not _elsewhere(case, name):
            groups.setdefault(group_of(case), []).append(case)
    for group, cases in sorted(groups.items()):
        for case in sorted(cases, key=lambda each: _rank(name, each.id))[:count]:
            yield Drawn(group, case.id, case.last.owner, _done_at(case, sample), _in_draw(case, name))


def _done(sample: Sample) -> Sequence[Seen]:
    """The cases resolved or closed in the period, other than as withdrawn."""
    return [each for each in sample.resolved if not sample.is_withdrawn(each)]


def _done_at(case: Seen, sample: Sample) -> int:
    return next(at for at in case.resolved if at >= sample.since)


def _rank(name: str, case: str) -> bytes:
    return sha256(f"{name}\0{case}".encode("utf-8", "surrogatepass")).digest()


def _in_draw(case: Seen, name: str) -> Checked | None:
    return next((each for each in case.life.checked if each.draw == name and each.person == case.last.owner), None)


def _elsewhere(case: Seen, name: str) -> bool:
    return any(each.draw != name for each in case.life.checked)
