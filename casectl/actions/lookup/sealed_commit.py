"""What a sealed commit has, and what is wrong with the tag that seals it."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Cases, Reading, Sealing
from casectl.actions.lookup.find import case_in
from casectl.core.case.folders import CASES
from casectl.core.proof.seal import SealTag
from casectl.core.proof.sealed import Sealed, tag_faults
from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.values.messages import CasectlError, Message


def faults_of(context: Sealing, tag: SealTag) -> Iterator[Message]:
    """What is wrong with a tag besides its name and commit (`SealTag.fault`); nothing if that commit is gone."""
    commit = context.ledger.commit_named(tag.commit) if tag.commit and tag.fault is None else None
    if commit:
        settings = settings_of(context, commit.commit)
        yield from tag_faults(tag, Sealed(commit.at, *counts_of(context, commit.commit), settings))


def settings_of(context: Reading, commit: str) -> Casebook | None:
    """The settings that a commit has; None if it has none."""
    return context.settings_then(context.ledger.files_in("", commit).get(SETTINGS, ""))


def counts_of(context: Sealing, commit: str) -> tuple[int, int]:
    """How many cases and events a commit has."""
    listed = {path: blob for path, blob in context.ledger.listed(CASES, commit).items() if path.endswith(".yaml")}
    journals = context.journals()
    same = [path for path, blob in journals.blobs().items() if listed.get(path) == blob]
    events = sum(len(each.events) for each in journals.of(same))
    return len(listed), events + sum(_events(context, commit, {*listed} - {*same}))


def _events(context: Cases, commit: str, paths: set[str]) -> Iterator[int]:
    """How many events each of these cases has in a commit; a file that cannot be read has none."""
    for path, data in context.ledger.blobs(sorted(paths), commit):
        try:
            yield len(case_in(context, path, data).journal) if data else 0
        except CasectlError:
            yield 0
