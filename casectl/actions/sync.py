"""sync: exchange what was recorded with another repository of the same casebook."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from casectl.actions.checking.base import check_range
from casectl.actions.checking.rules_together import demand_usable_together
from casectl.actions.context import Checking, Recording
from casectl.actions.recording.moved_clock import refuse_moved_clock
from casectl.actions.recording.record import recording_at, refresh
from casectl.actions.syncing.brought import exchanged, left_open, undecided_in
from casectl.actions.syncing.in_the_way import refuse_in_the_way
from casectl.actions.syncing.joined import joins_to_look_at
from casectl.actions.syncing.kept_back import keeps_back
from casectl.actions.syncing.rekeying import rekey
from casectl.actions.syncing.uniting import United, Versions, strangers, united, versions
from casectl.core.checks.codes import CodeChoice
from casectl.core.history.commit import Committers
from casectl.core.history.step import Step
from casectl.core.reports import CheckReport
from casectl.core.sharing.reports import Renamed, SyncReport
from casectl.core.template.rule_paths import is_rules
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, Refused, RepositoryError, msg
from casectl.core.values.value_class import replace, value_class
from casectl.ports.recording import BranchMoved, Head
from casectl.ports.syncing import Exchange, Fetched, Union, Upstream

_TRIES = 8
_SHORT = 10
_NOTHING = CheckReport([], 0)
_NOTHING_UNITED = United({}, ())


class Syncing(Recording, Checking, Protocol):
    """What `sync` needs: it records a merge, and judges what came and what goes."""

    def as_if(self, commit: str, changes: Mapping[str, bytes | None] = ...) -> Checking:
        """The casebook with the rule files of a commit ("": none), some of them changed; None removes one."""
        ...


@value_class
class SyncOptions:
    """Where to, if settings and git do not say it; `strict`: nothing unlawful comes in; `dry_run`: nothing is done;
    `prefer`: whose counts, ``ours`` or ``theirs``, where both changed what no rule merges.
    """

    remote: str = ""
    branch: str = ""
    strict: bool = False
    dry_run: bool = False
    prefer: str | None = None


def sync(context: Syncing, exchange: Exchange, options: SyncOptions) -> SyncReport:
    """Bring what the other side has, unite it with what is here, and give that to the other side.

    What came unlawfully is merged, and named; what is unlawful of our own is not given away. The branch moves by
    compare and swap, and the other side's is never forced.

    Raises:
        Refused: the other side's history was taken back, is another one, or takes nothing; both sides changed what no
            rule merges; files that came have changes here that are not recorded; with `strict`, what came is unlawful.
        RepositoryError: the other side cannot be reached, or its branch keeps moving. What is recorded here stays.
    """
    head, notes = _opened(context, exchange)
    book = context.casebook.sync
    upstream = exchange.upstream(head.ref, options.remote or book.remote, options.branch or book.branch)
    run = _Run(context, exchange, upstream, options)
    for attempt in range(_TRIES):
        fetched = exchange.fetch(upstream)
        _demand_sound(context, upstream, fetched)
        if not options.dry_run:
            exchange.keep(upstream, fetched.commit, context.now)
        head = run.take(head, fetched.commit)
        if run.give(head, fetched.commit):
            return replace(run.report(head), notes=(*notes, *run.notes))
        exchange.wait(attempt)
    raise RepositoryError(
        msg(
            "{upstream} kept changing while your commits were being sent; incoming changes were merged, but"
            " your commits were not sent",
            upstream=upstream.name,
        ),
        hint=msg("casectl sync again"),
    )


def _opened(context: Syncing, exchange: Exchange) -> tuple[Head, tuple[Message, ...]]:
    """The branch, after interrupted commands were finished. Raises RepositoryError where nothing may be recorded."""
    with context.ledger.lock():
        notes = [*context.ledger.recover(context.store), *exchange.recover(context.store)]
        head = context.ledger.head()
        refuse_moved_clock(context, head)
        return head, tuple(notes)


def _demand_sound(context: Checking, upstream: Upstream, fetched: Fetched) -> None:
    """Raise Refused if the other side's branch has lost what it had, or is not there while others are."""
    name, remote, branch = upstream.name, upstream.remote, upstream.branch
    if not fetched.commit and fetched.seen and fetched.others:
        raise Refused(
            msg("{name} no longer exists; its last commit was {commit}; {remote} has the branches {others}",
                name=name, commit=fetched.seen[:_SHORT], remote=remote, others=list(fetched.others)),
            hint=msg("if it was renamed: casectl sync --branch NAME; to restore it: git push {remote}"
                     " {commit}:refs/heads/{branch}",
                     remote=remote, commit=fetched.seen[:_SHORT], branch=branch),
        )  # fmt: skip
    if not fetched.commit and fetched.seen:
        raise Refused(
            msg("{name} no longer exists; it was at commit {commit}", name=name, commit=fetched.seen[:_SHORT]),
            hint=msg("to restore it: git push {remote} {commit}:refs/heads/{branch}",
                     remote=remote, commit=fetched.seen[:_SHORT], branch=branch),
        )  # fmt: skip
    if not fetched.commit and fetched.others:
        raise Refused(
            msg("{remote} has no branch {branch}; its branches are {others}", remote=remote, branch=branch,
                others=list(fetched.others)),
            hint=msg("to share another branch: casectl sync --branch NAME; to create this one: git push"
                     " {remote} HEAD:refs/heads/{branch}", remote=remote, branch=branch),
        )  # fmt: skip
    if fetched.commit and fetched.seen and not context.changes.has(fetched.commit, fetched.seen):
        raise Refused(
            msg("{name} was moved back or rewritten: it no longer contains commit {commit}",
                name=name, commit=fetched.seen[:_SHORT]),
            hint=msg("ask who removed it; to restore it: git fetch {remote}, then casectl sync",
                     remote=remote),
        )  # fmt: skip


class _Run:
    """One exchange: what is known of it so far."""

    def __init__(self, context: Syncing, exchange: Exchange, upstream: Upstream, options: SyncOptions) -> None:
        self._context, self._exchange, self._upstream, self._options = context, exchange, upstream, options
        self._came: list[Step] = []
        self._went: list[Step] = []
        self._united = _NOTHING_UNITED
        self._versions: Versions = {}
        self._renamed: list[Renamed] = []
        self._incoming = self._own = _NOTHING
        self._pushed = self._merged = self._kept_back = False
        self.notes: list[Message] = []

    def take(self, head: Head, theirs: str) -> Head:
        """Unite the branch with what came; the branch as it is then."""
        for _ in range(_TRIES):
            if not theirs or theirs == head.commit or self._context.changes.has(head.commit, theirs):
                return head
            if (found := self._rekeyed(head, theirs)) != head:
                head = found
                continue
            commit = self._judged(head.commit, theirs)
            if self._options.dry_run:
                with self._context.ledger.lock():
                    refuse_in_the_way(self._context, self._exchange, head.commit, commit)
                return replace(head, commit=commit)
            found = self._moved(head, commit)
            if found.commit == commit:
                return found
            head = found
        raise RepositoryError(
            msg("other commits were made at the same time again and again, so nothing was recorded"),
            hint=msg("try again"),
        )

    def _rekeyed(self, head: Head, theirs: str) -> Head:
        """Give the cases here other ids that others have given to other cases; the branch as it is then."""
        bases = self._exchange.bases(head.commit, theirs) if head.commit else []
        self._versions = versions(self._exchange, head.commit, theirs) if head.commit and bases != [head.commit] else {}
        ids = strangers(self._context, self._versions)
        if not ids:
            return head
        if self._options.dry_run:
            raise Refused(
                msg(
                    "the remote has other cases with the ids {ids}, so the cases in this clone would get new ids",
                    ids=ids,
                ),
                hint=msg("casectl sync assigns and lists the new ids"),
            )
        self._renamed += rekey(self._context, ids)
        with self._context.ledger.lock():
            return self._context.ledger.head()

    def _judged(self, ours: str, theirs: str) -> str:
        """The commit that has both sides, after what came was judged."""
        context, bases = self._context, self._exchange.bases(ours, theirs) if ours else []
        self._came += context.changes.steps(theirs, [ours] if ours else [])
        incoming = _judged(context, bases[0], theirs) if bases else _NOTHING
        self._incoming = _both(self._incoming, incoming)
        if self._options.strict and incoming.findings:
            raise Refused(
                msg("{name} has changes that break the rules; nothing was merged", name=self._upstream.name),
                problems=_said(incoming),
                hint=msg("without --strict, casectl sync merges these changes and lists them"),
            )
        if not ours or bases == [ours]:
            return theirs
        self._united, self._merged = united(context, self._versions, (ours, theirs), self._options.prefer), True
        subject = f"casectl sync: {self._upstream.name}"
        union = Union(ours, theirs, self._united.changes, subject, self._no_earlier(ours, theirs))
        commit = self._exchange.unite(union)
        if any(map(is_rules, self._versions)):
            demand_usable_together(context, ours, theirs, commit)
        return commit

    def _no_earlier(self, *commits: str) -> datetime:
        """Now, but no earlier than these commits, which may be from a machine whose clock is ahead."""
        context = self._context
        found = [each.at for commit in commits if (each := context.ledger.commit_named(commit))]
        return max((recording_at(context), *found), key=to_seconds).astimezone(context.zone)

    def _moved(self, head: Head, commit: str) -> Head:
        """Move the branch and lay the files out; the branch as it is then, which may be another one."""
        context = self._context
        with context.ledger.lock():
            self.notes += context.ledger.recover(context.store)
            now = context.ledger.head()
            if now != head:
                return now
            refuse_in_the_way(context, self._exchange, head.commit, commit)
            try:
                paths = self._exchange.advance(head, commit)
            except BranchMoved:
                return context.ledger.head()
            self.notes += refresh(context, context.ledger.blobs(paths, commit), commit, {})
        return replace(head, commit=commit)

    def give(self, head: Head, theirs: str) -> bool:
        """Give what is ours to the other side, if it is lawful; False if that has moved on meanwhile."""
        context = self._context
        if not head.commit or head.commit == theirs:
            self._pushed = bool(theirs)
            return True
        self._went = [*context.changes.steps(head.commit, [theirs] if theirs else [])]
        self._own = _judged(context, theirs, head.commit) if theirs else _NOTHING
        self._kept_back = keeps_back(self._own)
        if self._kept_back or self._options.dry_run:
            return True
        self._pushed = self._exchange.push(self._upstream, head.commit)
        with suppress(RepositoryError):  # it has what it was given, whether or not we can note that
            self._exchange.keep(self._upstream, head.commit if self._pushed else theirs, context.now)
        return self._pushed

    def report(self, head: Head) -> SyncReport:
        """What was done."""
        known = Committers.of(self._context.casebook)
        came = exchanged(self._came, known)
        undecided = tuple(undecided_in(self._context, head.commit, came))
        return SyncReport(
            self._upstream.name, self._upstream.address, head.commit, came, exchanged(self._went, known),
            undecided, self._united.kept, tuple(self._renamed),
            self._incoming, self._own, self._pushed, self._merged, self._kept_back, self._options.dry_run,
            joins=tuple(joins_to_look_at(self._context, head.commit, (*self._came, *self._went))),
            back=self._united.back,
            open_before=tuple(sorted({*left_open(self._context)} - {each.case for each in undecided})),
        )  # fmt: skip


def _judged(context: Syncing, base: str, head: str) -> CheckReport:
    """What is wrong with the commits since `base`, by the rules that were there; nothing where there were none."""
    return check_range(context, base, head, CodeChoice())


def _both(one: CheckReport, other: CheckReport) -> CheckReport:
    return replace(
        other, findings=[*one.findings, *other.findings], files=one.files + other.files,
        mended=(*one.mended, *other.mended), advice=(*one.advice, *other.advice), waived=(*one.waived, *other.waived),
    )  # fmt: skip


def _said(report: CheckReport) -> list[Message]:
    return [msg("{place}: {code} {what}", place=str(each.place), code=each.code, what=each.what)
            for each in report.findings]  # fmt: skip
