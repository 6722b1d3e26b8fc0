"""verify: the whole history of the branch that is checked out, judged commit by commit, from the first one on.

What was verified before is not looked at again; what was found then is said again, since it stays in the history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from casectl.actions.checking.book import waivers_in_force
from casectl.actions.checking.file_changes import SHORT
from casectl.actions.checking.moved_cases import with_moved
from casectl.actions.checking.places import Places
from casectl.actions.checking.recorded_anew import recorded_anew
from casectl.actions.checking.walk import SoFar, walk
from casectl.actions.checking.ways_back import start_over, ways_back
from casectl.actions.context import Checking
from casectl.actions.lookup.archived import archived, is_archive
from casectl.actions.lookup.find import find
from casectl.core.case.folders import CASES
from casectl.core.case.ids import case_path, id_of_path, is_case_id, matching
from casectl.core.checks.waiving import waive
from casectl.core.history.commit import Commit
from casectl.core.history.step import Breach, Step
from casectl.core.history.verified import Disguise, Verified
from casectl.core.reports import VerifiedRow, VerifyReport
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Message, NotFound, counted, msg
from casectl.core.values.value_class import replace

_REWOUND = "H012"
_AT_ONCE = 20_000
"""How many commits are judged before what was found is kept: so much memory is needed, and so much lost by a kill."""


def verify(context: Checking, cases: Sequence[str] = (), *, everything: bool = False) -> VerifyReport:
    """What is wrong with the history of the branch, or only with that of some cases (ids, or parts of them).

    With `everything`, also what was verified before is looked at again. Raises NotFound for a case that never was.
    """
    branch, head = context.changes.head()
    book = context.as_if((context.changes.last_with(SETTINGS, head) or head) if head else "")
    before = context.verified.so_far(branch)
    gone = [each for each in before.commits if not context.changes.has(head, each)]
    anew = {each: recorded_anew(book, each, head) if head else None for each in gone}
    if gone or everything:
        known = () if everything else (each for each in before.breaches if each.code == _REWOUND)
        before = Verified(breaches=(*known, *(_rewound(each) for each, count in anew.items() if count is None)))
    found, new = _verified(book, branch, head, before)
    if new:
        context.changes.note_changed_paths(found.count)
    if everything and head:
        start_over(context, branch, head)
    breaches = [*found.breaches, *map(_disguised, context.changes.disguises())]
    paths = [_path_of(context, each, breaches) for each in cases]
    _refuse_unknown(context, paths, breaches)
    wanted = [each for each in breaches if not paths or each.path in paths]
    report = _report(book, head, wanted, found, new)
    return replace(report, notes=(*map(_put_on_top, filter(None, anew.values())), *report.notes))


def _verified(context: Checking, branch: str, head: str, before: Verified) -> tuple[Verified, int]:
    """How far the branch is verified after this, and how many commits of that are new."""
    found = before
    commits = before.commits
    steps = with_moved(context, context.changes.steps(head, commits), head, commits) if head else iter(())
    so_far = SoFar(open_=before.open, events=before.events)
    while some := [*islice(steps, _AT_ONCE)]:
        breaches = (*found.breaches, *walk(context, some, so_far))
        tips = _tips(found.commits, some)
        found = Verified(tips, found.count + len(some), breaches, tuple(so_far.open), so_far.events.to_bytes())
        if not _is_lacking(context, breaches):
            context.verified.keep(branch, found)
    return found, found.count - before.count


def _is_lacking(context: Checking, breaches: Sequence[Breach]) -> bool:
    """Whether something could not be judged that this clone can still fetch: it is looked at again next time."""
    return any(each.code == "H013" for each in breaches) and context.ledger.is_partial()


def _unnamed(commit: str) -> Commit:
    """A commit of which only the id is known."""
    return Commit(commit, "", datetime.fromtimestamp(0, UTC))


def _tips(known: Sequence[str], steps: Sequence[Step]) -> tuple[str, ...]:
    """The commits that are verified and that no verified one follows."""
    tips = dict.fromkeys(known)
    for step in steps:
        for parent in step.parents:
            tips.pop(parent, None)
        tips[step.commit.id] = None
    return tuple(tips)


def _put_on_top(count: int) -> Message:
    return counted(
        "{count} commit was moved by a rebase, such as git pull --rebase; nothing is missing",
        "{count} commits were moved by a rebase, such as git pull --rebase; nothing is missing",
        count,
    )


def _rewound(commit: str) -> Breach:
    what = msg("the branch was rewritten or moved back: it no longer has commit {commit}, the last one that was"
               " verified",
               commit=commit[:SHORT])  # fmt: skip
    return Breach(_unnamed(commit), SETTINGS, _REWOUND, what)


def _disguised(each: Disguise) -> Breach:
    commit = each.commit[:SHORT]
    what = {
        "replaced": msg("git shows another commit in place of {commit} (git replace)", commit=commit),
        "grafted": msg("git shows other parents of commit {commit} (.git/info/grafts)", commit=commit),
        "cut": msg("git's history starts at commit {commit} (.git/shallow), although its parents are in this"
                   " clone", commit=commit),
        "attributes": msg("this line of .git/info/attributes changes how git shows cases, rules or attachments: {line}",
                          line=each.commit),
    }[each.what]  # fmt: skip
    return Breach(_unnamed(each.commit), SETTINGS, "H010", what)


def _path_of(context: Checking, typed: str, breaches: Sequence[Breach]) -> str:
    """The file of the case that is meant; one that is gone is known by what was found about it. Raises NotFound."""
    if is_case_id(typed):
        return case_path(typed)
    try:
        return case_path(find(context, typed))
    except NotFound:
        known = {id_of_path(each.path) for each in breaches if each.path.startswith(f"{CASES}/")}
        found = matching(typed, sorted(known))
        if len(found.ids) != 1 or found.is_short:
            raise
        return case_path(found.ids[0])


def _refuse_unknown(context: Checking, paths: Sequence[str], breaches: Sequence[Breach]) -> None:
    known = {each.path for each in breaches}
    for path in paths:
        if not (path in known or context.ledger.blob(path) or archived(context, id_of_path(path))):
            raise NotFound(msg("case {id} not found", id=id_of_path(path)))


def _report(context: Checking, head: str, breaches: Sequence[Breach], found: Verified, new: int) -> VerifyReport:
    places = Places(context, head)
    rows = [VerifiedRow(each.commit.id, each.event, places.finding(each)) for each in breaches]
    kept = waive((row.finding for row in rows), waivers_in_force(context), context.now.astimezone(context.zone).date())
    remaining = {id(each) for each in kept.remaining}
    rows = [row for row in rows if id(row.finding) in remaining]
    return VerifyReport(
        [row for row in rows if not row.finding.is_note],
        [row for row in rows if row.finding.is_note],
        head,
        found.count,
        new,
        (*ways_back(context, (each.commit.id for each in breaches if each.code == _REWOUND)), *_notes(context)),
        tuple(kept.waived),
    )


def _notes(context: Checking) -> Iterator[Message]:
    if is_archive(context, "HEAD"):
        yield msg("this is an archive: it has the history of the casebook's other cases, but not the cases themselves")
    if context.ledger.is_shallow():
        yield msg(
            "this clone does not have the whole history, so only the part in this clone was verified; to"
            " get the rest: git fetch --unshallow"
        )
