"""What waits in this clone's outbox, for verbs that only say so: nothing of sending is loaded where it has nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casectl.cli.options import Settings
from casectl.cli.output import notify
from casectl.core.values.messages import RepositoryError
from casectl.workspace import Workspace

if TYPE_CHECKING:
    from casectl.core.case.model import Case
    from casectl.core.values.messages import Message
    from casectl.ports.sending import Outgoing


def unsent_notes(context: Workspace, case: Case, settings: Settings) -> tuple[Message, ...]:
    """What is to be said beside a case of its letters that no mail server has taken yet, though it counts them."""
    letters = waiting_messages(context, settings)
    if not letters:
        return ()
    from casectl.actions.lookup.unsent_letters import notes_of

    return notes_of(context, case, letters)


def waiting_messages(context: Workspace, settings: Settings) -> Sequence[Outgoing]:
    """What of the outbox was not sent. A message that cannot be read is named, and keeps nobody from reading on."""
    folder = context.private_folder / "outbox"
    if not (folder.is_dir() and any(folder.glob("*.json"))):
        return ()
    from casectl.adapters.outbox.outbox import FileOutbox

    try:
        return FileOutbox(folder).left()
    except RepositoryError as error:
        notify(error.what, settings)
        return ()
