"""check --base: what a range of commits would bring in, judged by the people, roles and workflow of where it starts.

It costs by what the range changed: no case is looked at that it left alone. A breach counts although a later commit of
the range mends it, since both would stay in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.checking.changed_files import changed_files
from casectl.actions.checking.file_changes import SHORT
from casectl.actions.checking.mended_since import mended_since
from casectl.actions.checking.moved_cases import with_moved
from casectl.actions.checking.places import Places
from casectl.actions.checking.walk import SoFar, walk
from casectl.actions.context import Checking
from casectl.core.checks.codes import CodeChoice
from casectl.core.checks.waiving import waive
from casectl.core.history.base import Base
from casectl.core.history.step import Step
from casectl.core.reports import CheckReport
from casectl.core.template.settings import SETTINGS
from casectl.core.values.errors import NotFound
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, counted, msg
from casectl.core.values.value_class import replace


def check_range(context: Checking, base: str, head: str, codes: CodeChoice) -> CheckReport:
    """What is wrong with the commits that `head` has and `base` has not, and with the files that they changed, by the
    rules and the waivers of `base`. Both are ids of commits (`commit_called`).

    A branch that had a casebook stays judged: where `base` has no casectl.yaml any more, the last one before it
    counts. Where there never was one, or for no `base` (""), commits are judged by the rules of each time, as `verify`
    does.
    """
    had = context.changes.last_with(SETTINGS, base) if base else ""
    rules = context.as_if(had or context.changes.last_with(SETTINGS, head) or head)
    if not rules.store.has(SETTINGS):
        return CheckReport(
            [], 0, (), (msg("there is no casebook at commit {commit}, so nothing was checked", commit=head[:SHORT]),)
        )
    since = [base] if base else []
    steps = [*with_moved(rules, context.changes.steps(head, since), head, since)]
    so_far = SoFar(_base(rules, base, had) if had else None)
    so_far.since = base
    breaches = walk(rules, steps, so_far)
    places = Places(rules, head)
    findings = [*map(places.finding, breaches)]
    mended = [*map(places.finding, mended_since(context, breaches, head, so_far.standing))]
    paths = sorted({side.path for step in steps for side in step.sides})
    known = {(each.place, each.code) for each in findings}
    findings += (each for each in changed_files(context, base, head, paths) if (each.place, each.code) not in known)
    once = {(each.place, each.code, str(each.what)): each for each in findings}.values()
    report = _report(rules, once, codes, (len(paths), tuple(_notes(context, steps, (base, head), had))))
    return replace(report, mended=tuple(each for each in report.findings if each in mended))


def _base(context: Checking, base: str, rules: str) -> Base:
    """The base, by the rules of a commit."""
    dated = context.ledger.commit_named(base)
    return Base(context.casebook, context.rule_versions(rules), dated.at if dated else context.now)


def _report(
    context: Checking, findings: Iterable[Finding], codes: CodeChoice, looked: tuple[int, tuple[Message, ...]]
) -> CheckReport:
    """`looked` are how many files were looked at, and what there is to be said of that."""
    kept = waive(findings, context.casebook.waivers, context.now.astimezone(context.zone).date())
    chosen = [each for each in kept.remaining if codes.has(each.code)]
    return CheckReport(
        sorted((each for each in chosen if not each.is_note), key=Finding.sort_key),
        looked[0],
        tuple(sorted((each for each in chosen if each.is_note), key=Finding.sort_key)),
        looked[1],
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


def _notes(context: Checking, steps: Sequence[Step], ends: tuple[str, str], rules: str) -> Iterator[Message]:
    """How much was looked at between two commits, and by which rules, where that is not plain."""
    base, head = ends
    yield counted("{count} commit looked at", "{count} commits looked at", len(steps))
    if rules and rules != base:
        yield msg("commit {base} has no casectl.yaml; later commits are checked by the one in commit {rules}",
                  base=base[:SHORT], rules=rules[:SHORT])  # fmt: skip
    if base and context.changes.has(head, base) is False:
        yield msg("commit {head} does not contain {base}; what a merge of the two would give was not checked",
                  head=head[:SHORT], base=base[:SHORT])  # fmt: skip
    cut = [step.commit.id for step in steps if step.commit.cut]
    for commit in cut:
        yield msg("this clone's history begins at commit {commit}; anything earlier was not checked",
                  commit=commit[:SHORT])  # fmt: skip
    if base and not cut and context.ledger.is_shallow():
        yield msg("this clone's history is cut off before commit {commit}; everything since was checked",
                  commit=base[:SHORT])  # fmt: skip
