"""An archive in memory, beside a casebook in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from casectl.core.case.archived import ArchivedCase
from casectl.core.case.ids import case_path
from casectl.core.values.messages import CasectlError
from tests.fakes.context import FakeContext

COMMIT = "a" * 40


@dataclass
class FakeArchive:
    """The cases that it has, by path. Tests set `trouble` to have it fail, `meanwhile` to act when it has kept them."""

    context: FakeContext
    kept: dict[str, str] = field(default_factory=dict)
    trouble: CasectlError | None = None
    meanwhile: Callable[[], object] = lambda: None

    def keep(self, ids: Collection[str], commit: str) -> str:
        """Have these cases as a commit has them. Raises `trouble`, if set."""
        if self.trouble:
            raise self.trouble
        listed = self.context.ledger.listed("cases", commit)
        self.kept |= {case_path(each): listed[case_path(each)] for each in ids}
        self.meanwhile()
        return COMMIT

    def behind(self, cases: Iterable[ArchivedCase]) -> str:
        """The first commit that is not its own."""
        return next((each.commit for each in cases if each.commit != COMMIT), "")

    def lacking(self, cases: Iterable[ArchivedCase]) -> list[ArchivedCase]:
        """Those that it does not have."""
        return [each for each in cases if self.kept.get(case_path(each.id)) != each.blob]
