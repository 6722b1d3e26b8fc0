"""What waits in this clone's outbox, for verbs that only say so: nothing of sending is loaded where it has nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casectl.cli.options import Settings
from casectl.cli.output import notify
from casectl.core.values.errors import RepositoryError
from casectl.workspace import Workspace

if TYPE_CHECKING:
    from casectl.ports.sending import Outgoing


def waiting_messages(context: Workspace, settings: Settings) -> Sequence[Outgoing]:
    """The messages in the outbox. One that cannot be read is named, and keeps nobody from reading on."""
    folder = context.private_folder / "outbox"
    if not (folder.is_dir() and any(folder.glob("*.json"))):
        return ()
    from casectl.adapters.outbox.outbox import FileOutbox

    try:
        return FileOutbox(folder).messages()
    except RepositoryError as error:
        notify(error.what, settings)
        return ()
