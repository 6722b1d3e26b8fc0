"""What is said of rule files that are not as they are committed: what is recorded goes by the committed ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casectl.core.checks.health import Problem
from casectl.core.values.messages import Finding, Message, msg
from casectl.core.values.tree import Position


def dirty(path: str) -> Message:
    """That a rule file was changed and not committed, and what to do."""
    return msg(
        "{path} has changes that are not committed, so the old rules still apply; casectl adopt {path} records them",
        path=path,
    )


def not_committed(path: str) -> Message:
    """That a rule file is not committed at all."""
    return msg("{path} is not committed, but only committed rules count", path=path)


def dirty_findings(paths: Iterable[str]) -> Iterator[Finding]:
    """What `check` says of them."""
    return (Finding(Position(path), "B007", dirty(path)) for path in paths)


def dirty_problems(paths: Iterable[str]) -> Iterator[Problem]:
    """What `doctor` says of them."""
    for path in paths:
        yield Problem(
            "rules-not-committed",
            msg("{path} has changes that are not committed, so the old rules still apply", path=path),
            msg("casectl adopt {path} records them; git checkout -- {path} drops them", path=path),
        )
