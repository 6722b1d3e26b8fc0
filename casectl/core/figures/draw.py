"""Cases drawn for inspection: the same ones for everybody from the same seed, and none twice in two draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from casectl.core.figures.draw_name import DrawName, pool_of
from casectl.core.figures.sample import Sample, Seen
from casectl.core.history.checked import Checked
from casectl.core.values.value_class import NamedTuple


class Drawn(NamedTuple):
    """A drawn case: the group that it stands for, whose handling is looked at, when it was done (in seconds), and its
    inspection in this draw, if it was inspected.
    """

    group: tuple[str, ...]
    case: str
    person: str
    done: int
    inspection: Checked | None


def drawn(sample: Sample, name: DrawName, group_of: Callable[[Seen], tuple[str, ...]]) -> Iterator[Drawn]:
    """So many of the cases resolved or closed in the period of each group, in an order that only the period, the seed
    and the ids decide; without those that somebody had inspected before, in another draw or by hand, and those that
    nobody owns.
    """
    groups: dict[tuple[str, ...], list[Seen]] = {}
    for case in _done(sample):
        if case.last.owner and not _elsewhere(case, name.pool):
            groups.setdefault(group_of(case), []).append(case)
    for group, cases in sorted(groups.items()):
        for case in sorted(cases, key=lambda each: _rank(name.order, each.id))[: name.number]:
            yield Drawn(group, case.id, case.last.owner, _done_at(case, sample), _in_draw(case, name.pool))


def _done(sample: Sample) -> Sequence[Seen]:
    """The cases resolved or closed in the period, other than as withdrawn."""
    return [each for each in sample.resolved if not sample.is_withdrawn(each)]


def _done_at(case: Seen, sample: Sample) -> int:
    return next(at for at in case.resolved if at >= sample.since)


def _rank(order: str, case: str) -> bytes:
    return sha256(f"{order}\0{case}".encode("utf-8", "surrogatepass")).digest()


def _in_draw(case: Seen, pool: str) -> Checked | None:
    return next((e for e in case.life.checked if pool_of(e.draw) == pool and e.person == case.last.owner), None)


def _elsewhere(case: Seen, pool: str) -> bool:
    return any(pool_of(each.draw) != pool for each in case.life.checked)
