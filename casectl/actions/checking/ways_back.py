"""What to do next about commits that a branch has no longer, be it by others or by one's own ``git reset``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casectl.actions.checking.file_changes import SHORT
from casectl.actions.context import Checking
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import replace


def ways_back(context: Checking, commits: Iterable[str]) -> Iterator[Message]:
    """How to see and to bring back what each of these commits had, and how to say that oneself took it back."""
    for commit in dict.fromkeys(commits):
        if context.ledger.commit_named(commit):
            yield msg(
                "git log HEAD..{commit} shows what is missing, and git merge {commit} brings it back; if you"
                " removed it on purpose: casectl verify --all", commit=commit[:SHORT]
            )  # fmt: skip
        else:
            yield msg(
                "commit {commit} is no longer in this clone, but another clone may have it; if you removed it"
                " on purpose: casectl verify --all", commit=commit[:SHORT]
            )  # fmt: skip


def start_over(context: Checking, branch: str, head: str) -> None:
    """Have `check` no longer ask for what a branch that was moved away has lost; what commits did it asks for still."""
    looked = context.seen_heads.looked(branch)
    if looked:
        commit = looked.commit if context.changes.has(head, looked.commit) else head
        open_ = tuple(each for each in looked.open if not each.moved_back)
        context.seen_heads.keep(branch, replace(looked, commit=commit, open=open_))
