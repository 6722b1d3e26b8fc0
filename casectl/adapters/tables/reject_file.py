"""The rejects file: every row that could not be imported, unchanged, with its line and the reason."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path

from casectl.core.importing.rows import BadRow
from casectl.core.values.errors import RepositoryError
from casectl.core.values.messages import msg
from casectl.core.values.os_errors import reason_of

LINE, REASON, RAW = "_line", "_reason", "_raw"


def write_rejects(path: Path, rejected: Sequence[BadRow]) -> None:
    """Write the rows as CSV, readable by their owner alone: their own columns, then line, reason and raw text.

    Raises RepositoryError if the file cannot be written.
    """
    columns = list(dict.fromkeys(column for row in rejected for column in row.cells))
    try:
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            writer = csv.DictWriter(file, [*columns, LINE, REASON, RAW])
            writer.writeheader()
            for row in rejected:
                writer.writerow({**row.cells, LINE: row.line, REASON: str(row.reason), RAW: row.raw})
    except OSError as error:
        why = reason_of(error)
        raise RepositoryError(
            msg("cannot write the rejects to {path}: {why}", path=str(path), why=why),
            hint=msg("the rest is imported; importing again with --rejects FILE adds nothing else"),
        ) from None
