"""What commits did wrong, and later ones mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casectl.actions.checking.parted import versions_at
from casectl.actions.checking.rules_along import is_rule
from casectl.actions.context import Checking
from casectl.actions.lookup.archived import kept_case
from casectl.core.case.model import Case
from casectl.core.history.breach import Breach
from casectl.core.history.mended import are_said, is_mended


def mended_since(context: Checking, breaches: Iterable[Breach], head: str, standing: frozenset[str]) -> list[Breach]:
    """Those of which nothing is left in the commit `head`; `standing` are the commits whose rules are not mended."""
    return [*_Mended(context, head, standing).of(breaches)]


class _Mended:
    def __init__(self, context: Checking, head: str, standing: frozenset[str]) -> None:
        self._context, self._head, self._standing = context, head, standing
        self._cases: dict[tuple[str, str], Case | None] = {}

    def of(self, breaches: Iterable[Breach]) -> Iterator[Breach]:
        for each in breaches:
            if self._is_of_rules_mended(each) if is_rule(each.path) else self._is_of_case_mended(each):
                yield each

    def _is_of_rules_mended(self, breach: Breach) -> bool:
        return breach.code == "B011" and breach.commit.id not in self._standing

    def _is_of_case_mended(self, breach: Breach) -> bool:
        now = self._case(breach.path, self._head)
        if not breach.changes:
            return is_mended(breach, now, now or kept_case(self._context, breach.path, self._head))
        after = self._case(breach.path, breach.commit.id)
        return bool(now and after and are_said(breach.changes, after, now))

    def _case(self, path: str, commit: str) -> Case | None:
        if (path, commit) not in self._cases:
            self._cases[path, commit] = next(versions_at(self._context, [commit], path), None)
        return self._cases[path, commit]
