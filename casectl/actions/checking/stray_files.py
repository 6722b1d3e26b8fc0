"""Files below attachments/ that no event of a case attached: nobody says where they come from, or holds them to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from casectl.actions.context import Cases
from casectl.core.case.folders import ATTACHMENTS, attached_to
from casectl.core.checks.attachments import STRAY, stray
from casectl.core.values.findings import Finding
from casectl.core.values.tree import Position


def stray_files(context: Cases, named: Collection[str], unknown: Collection[str]) -> Iterator[Finding]:
    """Those in the work tree that are not `named` by any case; nothing is said of cases, by their ids, of which it is
    `unknown` what they name.
    """
    for path in context.store.paths(ATTACHMENTS, ""):
        if path not in named and attached_to(path) not in unknown:
            yield Finding(Position(path), STRAY, stray(path))
