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
    ImportedAnswer,
    SurveyList,
)
from casectl.core.values.messages import Message, counted, msg
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, Row, View
from casectl.render.views.values import instant, text_or_none, translated

_STEPS: dict[str, Message] = {ASK: msg("ask"), REMIND: msg("remind once")}
_RESULTS: dict[str, Message] = {
    RECORDED: msg("recorded"), ALREADY: msg("recorded before"), EMPTY: msg("no answer in it"), REFUSED: msg("refused"),
}  # fmt: skip


def surveys(report: SurveyList, zone: tzinfo) -> View:
    """A row for each customer to ask or to remind: the case alone, since a list never names customers."""
    columns = (
        Column("id", _("Case"), keep=True), Column("step", _("Step"), keep=True),
        Column("since", _("Since"), spare=True),
        Column("title", _("Title"), spare=True), Column("next", _("Next step")),
    )  # fmt: skip
    rows: list[Row] = [
        {"id": each.case.id, "step": Cell(each.step, translate(_STEPS[each.step])), "since": instant(each.since, zone),
         "title": text_or_none(each.case.text("title")), "next": f"casectl survey ask {each.case.id}"}
        for each in report.rows
    ]  # fmt: skip
    return View("surveys", columns, rows, () if rows else (msg("nobody is to be asked now"),), report.unreadable)


def answers(found: Sequence[ImportedAnswer], *, dry_run: bool) -> View:
    """A row for each row of the table."""
    columns = (
        Column("line", _("Line"), "right", keep=True), Column("id", _("Case"), keep=True),
        Column("result", _("Result"), keep=True), Column("why", _("Why")),
    )  # fmt: skip
    rows: list[Row] = [
        {"line": each.line, "id": text_or_none(each.case), "result": Cell(each.result, translate(_RESULTS[each.result]),
         "alarm" if each.result == REFUSED else ""), "why": translated(each.why) if each.why else None}
        for each in found
    ]  # fmt: skip
    done = sum(each.result == RECORDED for each in found)
    said = (
        counted("{count} answer would be recorded", "{count} answers would be recorded", done)
        if dry_run
        else counted("{count} answer recorded", "{count} answers recorded", done)
    )
    return View("answers", columns, rows, (said,))
