"""What whoever records something is told: a clone long unsynced, or unsigned; earlier faults of the case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from casectl.actions.context import Recording
from casectl.core.proof.unsigned import SET_UP, unsigned
from casectl.core.template.settings import Casebook
from casectl.core.time.durations import span
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import CasectlError, Message, counted, msg


def beforehand(context: Recording) -> Iterator[Message]:
    """The notes; neither the network is asked nor anything else that takes time."""
    with suppress(CasectlError):  # settings that are not committed yet: what is recorded may be just these
        settings = context.casebook
        yield from _unsynced(context, settings.sync.warn_after)
        yield from _unsigned(context, settings)


def _unsynced(context: Recording, most: timedelta | None) -> Iterator[Message]:
    """A note if the last sync is longer ago than ``sync: warn_after`` says."""
    if most is None:
        return
    last = context.ledger.synced_at()
    if last is None:
        yield msg("this clone has never been synced; casectl sync shares what is recorded here")
    elif (since := elapsed(last, context.now)) > most:
        yield msg("the last casectl sync was {length} ago; it shares what is recorded here", length=span(since))


def _unsigned(context: Recording, settings: Casebook) -> Iterator[Message]:
    if settings.signatures:
        for what in unsigned(settings, signs=context.ledger.signs()):
            yield msg("{what}: {commands}", what=what, commands=SET_UP)


def earlier_faults(context: Recording, path: str) -> Iterator[Message]:
    """How many findings a case has, by the last `check` of the whole casebook, and which fields were changed by hand in
    what commit; nothing if its file was changed since.

    Those that a waiver lets stand are not counted. The case is not judged anew.
    """
    codes, edits = context.verdicts.faults(path)
    if not codes:
        return
    today = context.now.astimezone(context.zone).date()
    waivers = [each for each in context.casebook.waivers if each.until >= today]
    standing = [code for code in codes if not any(each.covers(code, path) for each in waivers)]
    if count := len(standing):
        yield counted(
            "{count} earlier finding in this case, {codes}; casectl check shows it",
            "{count} earlier findings in this case, {codes}; casectl check shows them",
            count, codes=sorted({*standing}),
        )  # fmt: skip
        for commit in dict.fromkeys(commit for _, commit in edits):
            names = sorted(name for name, by in edits if by == commit)
            yield msg("{names} changed without an event, in commit {commit}", names=names, commit=commit)
