"""The redress of a case, a line for each offer with how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.case.model import Event
from casectl.core.case.redress import redress_in, stages
from casectl.core.query.excerpt import Excerpt
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.text.terminal import one_line
from casectl.render.view import Cell, Column, Row, View
from casectl.render.views.values import text_or_none

STAGES = {
    "refused": msg("refused"), "waits": msg("to be approved"), "paid": msg("paid"), "part": msg("paid in part"),
    "accepted": msg("accepted"), "offered": msg("awaiting an answer"),
}  # fmt: skip


def redress_lines(journal: Sequence[Event]) -> Iterator[str]:
    """What was offered, in order."""
    for each in redress_in(journal):
        stage = STAGES[next(name for name, holds in stages(each).items() if holds)]
        texts = (each.id, translate(REDRESS_KINDS.get(each.kind, each.kind)), each.amount, each.offer.text("text"))
        yield one_line("  ".join(filter(None, (*texts, translate(stage)))))


def offers(rows: Sequence[tuple[Excerpt, list[str]]], unreadable: Sequence[tuple[str, Message]]) -> View:
    """A row for each offer of redress, with how far it is."""
    columns = (
        Column("id", _("Case"), keep=True), Column("offer", _("Offer"), keep=True), Column("kind", _("Kind")),
        Column("amount", _("Amount"), "right"), Column("by", _("Offered by")), Column("stage", _("Stage")),
        Column("title", _("Title"), spare=True),
    )  # fmt: skip
    found: list[Row] = [
        {
            "id": case.id, "offer": offer, "kind": Cell(kind, translate(REDRESS_KINDS.get(kind, kind))),
            "amount": text_or_none(amount), "by": by, "stage": Cell(stage, translate(STAGES[stage])),
            "title": case.text("title"),
        }
        for case, (offer, kind, amount, by, stage) in rows
    ]  # fmt: skip
    return View("redress", columns, found, () if found else (msg("no offers of redress"),), unreadable)
