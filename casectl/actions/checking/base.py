"""check --base: what a range of commits would bring in, judged by the people, roles and workflow of where it starts.

It costs by what the range changed: no case is looked at that it left alone. A breach counts although a later commit of
the range mends it, since both would stay in the history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.actions.checking.file_changes import SHORT
from casectl.actions.checking.places import Places
from casectl.actions.checking.walk import SoFar, walk
from casectl.actions.context import Checking
from casectl.core.checks.codes import CodeChoice
from casectl.core.checks.waiving import waive
from casectl.core.history.base import Base
from casectl.core.history.step import Step
from casectl.core.reports import CheckReport
from casectl.core.values.errors import NotFound
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, counted, msg


def check_range(context: Checking, base: str, head: str, codes: CodeChoice) -> CheckReport:
    """What is wrong with the commits that `head` has and `base` has not; `context` has the rules of `base`, and its
    waivers are those that count.

    Both are ids of commits (`commit_called`).
    """
    steps = [*context.changes.steps(head, [base])]
    breaches = walk(context, steps, SoFar(Base(context.casebook, context.rule_versions(base))))
    places = Places(context, head)
    findings = {(each.place, each.code, str(each.what)): each for each in map(places.finding, breaches)}.values()
    today = context.now.astimezone(context.zone).date()
    kept = waive(findings, context.casebook.waivers, today)
    chosen = [each for each in kept.remaining if codes.has(each.code)]
    return CheckReport(
        sorted((each for each in chosen if not each.is_note), key=Finding.sort_key),
        len({side.path for step in steps for side in step.sides}),
        tuple(sorted((each for each in chosen if each.is_note), key=Finding.sort_key)),
        (*_looked_at(steps), *_cut(steps)),
        tuple(each for each in kept.waived if codes.has(each.finding.code)),
    )


def commit_called(context: Checking, name: str) -> str:
    """The id of the commit of that name. Raises NotFound."""
    found = context.ledger.commit_named(name)
    if found is None:
        raise NotFound(
            msg("there is no commit {name} here", name=name),
            hint=msg("git fetch brings what a server has; in CI, check out with the whole history (fetch-depth: 0)"),
        )
    return found.commit


def _looked_at(steps: Sequence[Step]) -> Iterator[Message]:
    yield counted("{count} commit looked at", "{count} commits looked at", len(steps))


def _cut(steps: Sequence[Step]) -> Iterator[Message]:
    """How far the history reaches, where this clone lacks what was before."""
    for step in steps:
        if step.commit.cut:
            yield msg("this clone's history begins at commit {commit}; what was before is not looked at",
                      commit=step.commit.id[:SHORT])  # fmt: skip
