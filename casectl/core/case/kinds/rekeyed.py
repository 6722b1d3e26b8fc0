"""The event that gives a case another id, since two clones had given the one that it had to two cases."""

from __future__ import annotations

from casectl.core.case.kinds.kind import CASE, WORD, Detail, EventKind
from casectl.core.case.model import REKEYED as NAME
from casectl.core.values.messages import msg

REKEYED = EventKind(
    NAME,
    msg("given another id"),
    msg("the case got a new id, because another clone had already given its id to another case"),
    may_be_undone=False,
    details={
        "was": Detail(CASE, msg("the previous id, which now belongs to the other case")),
        "files": Detail(WORD, msg("the folder to which the files attached under the old id were moved")),
    },
    subject="was {was}",
    trail="was {was}",
    summary=(msg("previous id {was}; its files are in {files}"), msg("previous id {was}")),
)
