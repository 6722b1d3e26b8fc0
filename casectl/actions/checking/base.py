"""check --base: what a range of commits would bring in, judged by the people, roles and workflow of where it starts.

It costs by what the range changed: no case is looked at that it left alone. A breach counts although a later commit of
the range mends it, since both would stay in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from casectl.actions.checking.book import rules_and_findings
from casectl.actions.checking.file_changes import SHORT
from casectl.actions.checking.moved_cases import with_moved
from casectl.actions.checking.parted import versions_at
from casectl.actions.checking.places import Places
from casectl.actions.checking.rules_along import is_rule
from casectl.actions.checking.walk import SoFar, Templates, walk
from casectl.actions.context import Checking
from casectl.actions.lookup.archived import kept_case
from casectl.actions.lookup.rules_then import RulesThen
from casectl.core.case.compose import read_case
from casectl.core.case.folders import CASES
from casectl.core.case.imported import came_with_import
from casectl.core.case.model import Case
from casectl.core.checks.codes import CodeChoice
from casectl.core.checks.context import CheckContext
from casectl.core.checks.table import faults_of_file
from casectl.core.checks.waiving import waive
from casectl.core.history.base import Base
from casectl.core.history.mended import are_said, is_mended
from casectl.core.history.step import Breach, Step
from casectl.core.reports import CheckReport
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Finding, Message, NotFound, Unreadable, counted, msg, unreadable
from casectl.core.values.tree import Source
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
    mended = [*map(places.finding, _mended_since(context, breaches, head, so_far.standing))]
    paths = sorted({side.path for step in steps for side in step.sides})
    known = {(each.place, each.code) for each in findings}
    findings += (each for each in _changed_files(context, base, head, paths) if (each.place, each.code) not in known)
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
            msg("there is no commit {name} in this clone", name=name),
            hint=msg(
                "git fetch gets the commits that the server has; in CI, check out the whole history (fetch-depth: 0)"
            ),
        )
    return found.commit


def _notes(context: Checking, steps: Sequence[Step], ends: tuple[str, str], rules: str) -> Iterator[Message]:
    """How much was looked at between two commits, and by which rules, where that is not plain."""
    base, head = ends
    yield counted("{count} commit checked", "{count} commits checked", len(steps))
    if rules and rules != base:
        yield msg("commit {base} has no casectl.yaml; later commits were checked against casectl.yaml from"
                  " commit {rules}",
                  base=base[:SHORT], rules=rules[:SHORT])  # fmt: skip
    if base and context.changes.has(head, base) is False:
        yield msg("commit {head} does not contain {base}; the result of merging the two was not checked",
                  head=head[:SHORT], base=base[:SHORT])  # fmt: skip
    cut = [step.commit.id for step in steps if step.commit.cut]
    for commit in cut:
        yield msg("this clone's history begins at commit {commit}; anything earlier was not checked",
                  commit=commit[:SHORT])  # fmt: skip
    if base and not cut and context.ledger.is_shallow():
        yield msg("this clone's history is cut off before commit {commit}; everything since was checked",
                  commit=base[:SHORT])  # fmt: skip


def _mended_since(context: Checking, breaches: Iterable[Breach], head: str, standing: frozenset[str]) -> list[Breach]:
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


def _changed_files(context: Checking, base: str, head: str, paths: Sequence[str]) -> list[Finding]:
    """What is wrong with these files in `head`, and was not in `base` ("": nothing was there)."""
    found = [*_faults(context, head, paths)]
    before = {_said(each) for each in _faults(context, base, paths)} if base and found else set()
    return [each for each in found if _said(each) not in before]


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.place.file, finding.code, str(finding.what)


def _faults(context: Checking, commit: str, paths: Sequence[str]) -> Iterator[Finding]:
    then = context.as_if(commit)
    if not then.store.has(SETTINGS):
        return
    if any(map(is_rule, paths)):
        yield from rules_and_findings(then)[1]
    templates = Templates(then)
    around = CheckContext(
        then.casebook, None, (), frozenset(), then.zone, then.now, RulesThen(then, then.casebook, templates),
        then.store.read, templates,
    )  # fmt: skip
    cases = [path for path in paths if path.startswith(f"{CASES}/") and path.endswith(".yaml")]
    for path, data in context.ledger.blobs(cases, commit):
        if data is not None:
            yield from _of_case(then, path, data, around)


def _of_case(context: Checking, path: str, data: bytes, around: CheckContext) -> list[Finding]:
    """The faults of a case; read with positions only if it has any."""
    try:
        with suppress(Unreadable):
            plain = context.documents.read_plain(path, data)
            if plain and not _found(plain, around):
                return []
        return _found(context.documents.read(path, data), around)
    except Unreadable as error:
        return [unreadable(path, error)]


def _found(source: Source, around: CheckContext) -> list[Finding]:
    case = read_case(source)
    template = around.templates.get(case.header.template)
    return faults_of_file(case, replace(around, template=template, imported=came_with_import(case)))
