"""The views of `survey`: whom to ask, and what became of a table of answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from casectl.core.query.survey_list import (
    ALREADY,
    ASK,
    EMPTY,
    RECORDED,
    REFUSED,
    REMIND,
    DueSurvey,
    ImportedAnswer,
    SurveyList,
)
from casectl.core.values.messages import Message, counted, msg
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, View, table
from casectl.render.views.values import instant, text_or_none, translated

_STEPS: dict[str, Message] = {ASK: msg("ask"), REMIND: msg("remind once")}
_RESULTS: dict[str, Message] = {
    RECORDED: msg("recorded"), ALREADY: msg("recorded before"), EMPTY: msg("contains no answer"),
    REFUSED: msg("refused"),
}  # fmt: skip


def surveys(report: SurveyList, zone: tzinfo) -> View:
    """A row for each customer to ask or to remind: the case alone, since a list never names customers."""
    cells: Cells[DueSurvey] = {
        Column("id", _("Case"), keep=True): lambda each: each.case.id,
        Column("step", _("Step"), keep=True): lambda each: Cell(each.step, translate(_STEPS[each.step])),
        Column("since", _("Since"), spare=True): lambda each: instant(each.since, zone),
        Column("title", _("Title"), spare=True): lambda each: text_or_none(each.case.text("title")),
        Column("next", _("Next step")): lambda each: f"casectl survey ask {each.case.id}",
    }
    columns, rows = table(report.rows, cells)
    return View("surveys", columns, rows, () if rows else (msg("nobody has to be asked now"),), report.unreadable)


def answers(found: Sequence[ImportedAnswer], *, dry_run: bool) -> View:
    """A row for each row of the table."""
    cells: Cells[ImportedAnswer] = {
        Column("line", _("Line"), "right", keep=True): lambda each: each.line,
        Column("id", _("Case"), keep=True): lambda each: text_or_none(each.case),
        Column("result", _("Result"), keep=True): lambda each: Cell(
            each.result, translate(_RESULTS[each.result]), "alarm" if each.result == REFUSED else ""
        ),
        Column("why", _("Why")): lambda each: translated(each.why) if each.why else None,
    }
    done = sum(each.result == RECORDED for each in found)
    said = (
        counted("{count} answer would be recorded", "{count} answers would be recorded", done)
        if dry_run
        else counted("{count} answer recorded", "{count} answers recorded", done)
    )
    return View("answers", *table(found, cells), (said,))
