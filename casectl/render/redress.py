"""The redress of a case, a line for each offer with how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.event import Event
from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.case.redress import redress_in, stages
from casectl.core.values.messages import msg
from casectl.render.language import translate
from casectl.render.terminal import one_line

_STAGES = {
    "refused": msg("refused"), "waits": msg("to be approved"), "paid": msg("paid"), "part": msg("paid in part"),
    "accepted": msg("accepted"), "offered": msg("offered"),
}  # fmt: skip


def redress_lines(journal: Sequence[Event]) -> Iterator[str]:
    """What was offered, in order."""
    for each in redress_in(journal):
        stage = _STAGES[next(name for name, holds in stages(each).items() if holds)]
        texts = (each.id, translate(REDRESS_KINDS.get(each.kind, each.kind)), each.amount, each.offer.text("text"))
        yield one_line("  ".join(filter(None, (*texts, translate(stage)))))
