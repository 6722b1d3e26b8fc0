"""A case that goes to the archive, and comes back."""

from __future__ import annotations

from contextlib import suppress

from casectl.actions.advance import advance
from casectl.actions.archive import archive, bring_back
from casectl.actions.recording.bulk import Bulk
from casectl.actions.recording.field_changes import FieldChanges
from casectl.core.query.model import EVERY
from casectl.core.values.messages import RepositoryError, msg
from tests.actions.cases import AT_ONCE
from tests.fakes.archive import FakeArchive
from tests.fakes.context import FakeContext

_FULL = RepositoryError(msg("the disk is full"))


def archived(context: FakeContext) -> None:
    """A closed case that is about to go, and is still here, since the archive takes nothing."""
    advance(context.by("cy"), context.open(), "dropped", FieldChanges(reason="Wrong number"), AT_ONCE)
    with suppress(RepositoryError):
        archive(context, FakeArchive(context, trouble=_FULL), Bulk(EVERY), "old", AT_ONCE)


def brought_back(context: FakeContext) -> None:
    """A closed case that went, since the next run ended it, and came back."""
    archived(context)
    [case] = context.case_ids()
    archive(context, FakeArchive(context), Bulk(EVERY), "", AT_ONCE)
    bring_back(context, case, "asked for", AT_ONCE)
