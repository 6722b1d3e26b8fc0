"""hook: have git run casectl when something is committed, pushed or received, and what it then looks at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from casectl.actions.checking.base import check_range
from casectl.actions.context import Checking
from casectl.core.checks.codes import CodeChoice
from casectl.core.reports import CheckReport, HookState
from casectl.core.values.messages import Finding, Message, UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import Position
from casectl.core.values.value_class import NamedTuple, replace

HOOKS: dict[str, Message] = {
    "pre-commit": msg("before git commit: what is staged"),
    "pre-push": msg("before git push: the commits to be sent"),
    "pre-receive": msg("on a server: the commits of a push, before they are accepted"),
}
"""The hooks that casectl has, each with what it looks at."""
GUARDED, WAIVABLE = "casectl.guarded", "casectl.waivable"
"""git's settings on a server: the branches that are looked at (all, without it), the codes that a push may waive."""
_NOTHING = regex("0+")
_WAIVER = regex(r"waive=(\S+)(?:\s+(.*))?", re.DOTALL)
_SHORT = 10
_REWOUND = "H012"
_BRANCHES = "refs/heads/"


class Hooks(Protocol):
    """The hooks of a repository."""

    def place(self, name: str) -> str:
        """Where casectl is run by a hook: a file, or a setting; "" if it is not."""
        ...

    def others(self, name: str) -> bool:
        """Whether something else is run by it too."""
        ...

    def install(self, name: str) -> str:
        """Have casectl run by it, beside what is there; the place. Raises Refused where that could break something."""
        ...

    def uninstall(self, name: str) -> str:
        """Take casectl out of it; the place, "" if it was not there."""
        ...


class RefChange(NamedTuple):
    """What a push does to a branch or tag: from one commit to another, "" for none."""

    ref: str
    old: str
    new: str


class PushOption(NamedTuple):
    """A waiver that comes with a push: the codes, and why."""

    codes: tuple[str, ...]
    reason: str


class Received(NamedTuple):
    """What was found about a push, and which findings were waived by whom it comes from."""

    report: CheckReport
    waived: tuple[tuple[Finding, PushOption], ...]


def listed(hooks: Hooks) -> list[HookState]:
    """Every hook that casectl has."""
    return [HookState(name, hooks.place(name), hooks.others(name)) for name in HOOKS]


def install(hooks: Hooks, name: str) -> HookState:
    """Have git run casectl there. Doing it twice is doing it once. Raises Refused where that could break something."""
    return HookState(name, hooks.install(name), hooks.others(name))


def uninstall(hooks: Hooks, name: str) -> HookState:
    """Have git no longer run casectl there; what else is there stays as it is."""
    return HookState(name, hooks.uninstall(name), hooks.others(name))


def ref_changes(lines: Iterable[str]) -> list[RefChange]:
    """The lines that git gives to a hook that receives: the old commit, the new one, the name. Raises UsageError."""
    found = []
    for line in filter(None, lines):
        words = line.split(" ", 2)
        if len(words) != len(RefChange._fields):
            raise UsageError(
                msg("{line} is not what git passes to this hook", line=line),
                hint=msg("git runs this command itself; do not run it by hand"),
            )
        old, new, ref = words
        found.append(RefChange(ref, *("" if _NOTHING.fullmatch(each) else each for each in (old, new))))
    return found


def push_options(texts: Iterable[str]) -> list[PushOption]:
    """The waivers among the options of a push: ``waive=C030,H002 why``. Raises UsageError for one without a reason, and
    for what is meant as one and is written otherwise.
    """
    found = []
    for text in texts:
        if match := _WAIVER.fullmatch(text.strip()):
            if not (match[2] or "").strip():
                raise UsageError(
                    msg("{text} does not give a reason", text=text), hint=msg("git push -o 'waive=CODE the reason'")
                )
            found.append(PushOption(tuple(match[1].upper().split(",")), match[2].strip()))
        elif text.strip().lower().startswith("waive"):
            raise UsageError(
                msg("{text} is not a valid waiver", text=text), hint=msg("git push -o 'waive=CODE the reason'")
            )
    return found


def receive(
    context: Checking, changes: Sequence[RefChange], guarded: Sequence[str], waivers: Sequence[PushOption] = ()
) -> Received:
    """What is wrong with a push: illegal steps, deleted cases, a history that is taken back.

    Looked at are the branches that are `guarded`; if none is named, all branches, and the commits that come by a tag or
    any other name. Tags that there are already stay, and no commit is replaced. `waivers` are those that count here.
    """
    findings, advice, notes, files = list[Finding](), list[Finding](), list[Message](), 0
    for change in changes:
        if found := [*_taken_back(context, change, guarded)]:
            findings += found
        elif _is_guarded(change.ref, guarded) and _brings_commits(context, change):
            report = _brought(context, change if change.ref.startswith(_BRANCHES) else change._replace(old=""))
            findings += report.findings
            advice += report.advice
            notes += report.notes
            files += report.files
    waived = [(each, option) for each in findings for option in waivers if each.code in option.codes]
    let = [each for each, _ in waived]
    remaining = [each for each in findings if each not in let]
    return Received(CheckReport(remaining, files, tuple(advice), _once(notes)), tuple(waived))


def pushed(context: Checking, changes: Sequence[RefChange], known: Sequence[str]) -> CheckReport:
    """What is wrong with the commits that a push would send; `known` are the commits of the other side's branches, as
    far as this clone knows them, the likeliest base first.

    Of a branch that it does not have yet, the commits are looked at that the first of these has not; all, where nothing
    is known of the other side.
    """
    here = [each for each in known if context.ledger.commit_named(each)]
    base = next(iter(here), "") or next((each.old for each in changes if _has(context, each.old)), "")
    pairs = [each if _has(context, each.old) else each._replace(old=base) for each in changes]
    reports = [
        check_range(context, each.old, each.new, CodeChoice()) for each in pairs if _brings_commits(context, each)
    ]
    return CheckReport(
        [each for report in reports for each in report.findings],
        sum(report.files for report in reports),
        tuple(each for report in reports for each in report.advice),
        _once(each for report in reports for each in report.notes),
    )


def committed(context: Checking, head: str, draft: str) -> CheckReport:
    """What is wrong with a commit that is about to be made on top of `head`; it has no id yet that anybody knows."""
    report = check_range(context, head, draft, CodeChoice())
    findings, advice = (
        [replace(each, what=_without(draft, each.what)) for each in some] for some in (report.findings, report.advice)
    )
    return replace(report, findings=findings, advice=tuple(advice))


def _without(commit: str, what: Message) -> Message:
    inner = what.values.get("what")
    if what.values.get("commit") != commit[:_SHORT] or not isinstance(inner, Message):
        return what
    return msg("{what} in the staged changes", what=inner)


def record_of(waived: Sequence[tuple[Finding, PushOption]], changes: Sequence[RefChange], who: str, at: str) -> str:
    """A line of JSON that says what was waived in a push, why, when, and who the server took the pusher for."""
    return json.dumps(
        {
            "at": at,
            "who": who,
            "refs": [change._asdict() for change in changes],
            "waived": [
                {"code": each.code, "place": str(each.place), "what": str(each.what), "reason": option.reason}
                for each, option in waived
            ],
        },
        ensure_ascii=False,
    )


def _once(notes: Iterable[Message]) -> tuple[Message, ...]:
    return tuple({str(each): each for each in notes}.values())


def _is_merged(context: Checking, change: RefChange, guarded: Sequence[str]) -> bool:
    """Whether the server's own branch, which cannot be moved back, has all that another branch has."""
    own, commit = context.changes.head()
    return own != change.ref and _is_branch(own, guarded) and bool(context.changes.has(commit, change.old))


def _is_guarded(ref: str, guarded: Sequence[str]) -> bool:
    return not guarded or ref in guarded


def _is_branch(ref: str, guarded: Sequence[str]) -> bool:
    return ref.startswith(_BRANCHES) and _is_guarded(ref, guarded)


def _brings_commits(context: Checking, change: RefChange) -> bool:
    """Whether a name is to show a commit; a tag may also be of a file, which is no history."""
    return bool(change.new) and context.ledger.commit_named(change.new) is not None


def _taken_back(context: Checking, change: RefChange, guarded: Sequence[str]) -> Iterator[Finding]:
    """A branch or tag deleted, moved to another history, or a commit shown as another one."""
    place = Position(change.ref)
    if change.ref.startswith("refs/replace/"):
        yield Finding(place, "H010", msg("a replacement ref would make git show one commit as another"))
    elif change.ref.startswith("refs/tags/") and change.old:
        yield Finding(place, _REWOUND, msg("existing tags must not move: seals are tags"))
    elif _is_branch(change.ref, guarded) and change.old and not change.new:
        if not _is_merged(context, change, guarded):
            yield Finding(place, _REWOUND, msg("this branch would be deleted, with what was recorded on it"))
    elif _is_branch(change.ref, guarded) and change.old and not context.changes.has(change.new, change.old):
        what = msg("not a fast-forward: what was recorded up to {commit} would be lost; git pull --rebase=false first",
                   commit=change.old[:_SHORT])  # fmt: skip
        yield Finding(place, _REWOUND, what)


def _brought(context: Checking, change: RefChange) -> CheckReport:
    """What is wrong with the commits that a change brings to a name, by the rules of where that was, else of HEAD."""
    return check_range(context, change.old or context.changes.head()[1], change.new, CodeChoice())


def _has(context: Checking, commit: str) -> bool:
    return bool(commit) and context.ledger.commit_named(commit) is not None
