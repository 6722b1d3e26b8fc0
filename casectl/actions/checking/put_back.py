"""What `check --fix` mends: what was recorded and is gone from the work tree is written there again."""

from __future__ import annotations

from casectl.actions.context import Checking
from casectl.core.case.folders import ATTACHMENTS
from casectl.core.case.imported import FOLDER
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Message, msg

_FOLDERS = ("cases", ATTACHMENTS, FOLDER)
"""No file in these is ever taken away."""


def put_back(context: Checking) -> list[Message]:
    """Write the cases, attachments, records of imports and casectl.yaml that HEAD has and the work tree lacks.

    Returns a line for each. Nothing that is there is touched: what else is wrong takes somebody's decision. Raises
    RepositoryError.
    """
    ledger, store = context.ledger, context.store
    with ledger.lock():
        head = ledger.head().commit
        files = (path for folder in _FOLDERS for path in sorted(ledger.listed(folder, head)))
        settings = [SETTINGS] if head and ledger.blob(SETTINGS, head) is not None else []
        listed = [*settings, *files] if head else []
        gone = [path for path in listed if not store.has(path)]
        if gone:
            store.write_many((path, data) for path, data in ledger.blobs(gone, head) if data is not None)
            ledger.refresh(gone, head)
    return [msg("restored: {path}", path=path) for path in gone]
