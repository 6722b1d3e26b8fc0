"""The line of a case is read version by version, each from the one before it."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import UTC, datetime

from casectl.core.case.model import Case
from casectl.core.history.case_line import CaseLine
from casectl.core.history.commit import Commit
from casectl.core.history.step import Side, Step
from casectl.core.values.value_class import replace
from tests.core.law.lives import honest


class _Versions:
    """Versions named by how many events they have; remembers how each was first asked for."""

    def __init__(self) -> None:
        self.life = copy(honest(1))
        self.asked: dict[str, str] = {}

    def prepare(self, blobs: Iterable[str]) -> None:
        del blobs

    def case(self, path: str, blob: str, before: str = "") -> Case | None:
        del path
        if not blob:
            return None
        self.asked.setdefault(blob, before)
        return self.life.case_of(self.life.journal[: int(blob)])

    def is_here(self, blob: str) -> bool:
        del blob
        return True


class _Nothing:
    def parted(self, step: Step, path: str) -> Iterable[Case]:
        del step, path
        return ()

    recorded = parted


def test_a_version_is_asked_for_with_the_one_that_it_grew_from() -> None:
    """So that a journal of a hundred events is not read a hundred times from its first one."""
    versions = _Versions()
    line = CaseLine("cases/2026/11/C-1.yaml", versions, lambda *_: iter(()), lambda *_: iter(()), _Nothing())
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(1, 6):
        before = str(number - 1) if number > 1 else ""
        step = Step(Commit(str(number), "ada", at), ("parent",), (Side("", before, str(number)),))
        [*line.judge(step, step.sides)]
    assert versions.asked == {"1": "", "2": "1", "3": "2", "4": "3", "5": "4"}


def test_an_event_of_no_known_kind_is_a_finding_of_its_commit_once() -> None:
    """What it says has its effect, such as another owner, and no rule of the law is for it; nor may it be removed."""
    versions = _Versions()
    first, second, third = versions.life.journal[:3]
    versions.life.journal = (first, replace(second, kind="surveyed"), third)
    line = CaseLine("cases/2026/11/C-1.yaml", versions, lambda *_: iter(()), lambda *_: iter(()), _Nothing())
    at, found = datetime(2026, 1, 1, tzinfo=UTC), list[tuple[str, str]]()
    for number in (1, 2, 3):
        before = str(number - 1) if number > 1 else ""
        step = Step(Commit(str(number), "ada", at), ("parent",), (Side("", before, str(number)),))
        found += [(each.commit.id, each.event) for each in line.judge(step, step.sides) if each.code == "C061"]
    assert found == [("2", second.id)]
