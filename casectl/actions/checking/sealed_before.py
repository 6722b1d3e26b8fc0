"""When commits were made at the earliest by the seals of those that they follow: the dates of commits are free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from casectl.actions.context import Checking
from casectl.actions.lookup.sealed_commit import settings_of
from casectl.core.history.step import Step
from casectl.core.proof.sealed import is_evidence
from casectl.core.time.instants import to_seconds


def sealed_before(context: Checking, steps: Sequence[Step]) -> dict[str, datetime]:
    """For each of these commits, oldest first, that follows a seal: when the latest such seal was made."""
    seals = dict(_seals(context))
    found: dict[str, datetime] = {}
    own = {step.commit.id for step in steps}
    for step in steps if seals else ():
        times = [at for parent in step.parents for at in _up_to(context, parent, seals, found, inside=parent in own)]
        if times:
            found[step.commit.id] = max(times, key=to_seconds)
    return found


def _seals(context: Checking) -> Iterator[tuple[str, datetime]]:
    """The commits that were sealed by somebody of their settings, who signed that, and when."""
    for tag in context.seals.all():
        commit = context.ledger.commit_named(tag.commit) if tag.commit and tag.signature.key else None
        if commit and tag.seal and is_evidence(tag, settings_of(context, commit.commit), commit.at):
            yield commit.commit, tag.seal.at


def _up_to(
    context: Checking, commit: str, seals: dict[str, datetime], found: dict[str, datetime], *, inside: bool
) -> Iterator[datetime]:
    """The times of the seals up to a commit: of one that was judged before, as is known of it."""
    if inside:
        yield from (each for each in (seals.get(commit), found.get(commit)) if each)
    else:
        yield from (at for sealed, at in seals.items() if sealed == commit or context.changes.has(commit, sealed))
