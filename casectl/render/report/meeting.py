"""The sections of a review as a document: one for each thing that a meeting looks at, with its cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from casectl.core.figures.review import ReviewReport
from casectl.core.values.messages import Message, counted, msg
from casectl.render.language import _, translate
from casectl.render.report.pictures import Section
from casectl.render.view import Column, Row, View
from casectl.render.views.review import SECTIONS, review


def review_sections(report: ReviewReport, zone: tzinfo, asked: str) -> Iterator[Section]:
    """How many there are of each, and how a decision is recorded; then the cases of each, as `review` lists them."""
    view = review(report, zone)
    numbers = {name: len({each.case for each in report.rows if each.section == name}) for name in SECTIONS}
    columns = (Column("section", _("Part")), Column("cases", _("Cases"), "right"))
    found: list[Row] = [
        {"section": translate(SECTIONS[name]), "cases": number} for name, number in numbers.items() if number
    ]
    said = [*view.notes, *_left_out(report, asked)]
    yield Section("review", _("For the meeting"), [*map(translate, said)], View("review", columns, found))
    for name in (name for name, number in numbers.items() if number):
        rows = [row for row, each in zip(view.rows, report.rows, strict=True) if each.section == name]
        others = tuple(each for each in view.columns if each.name != "section")
        yield Section(name, translate(SECTIONS[name]), (), View(name, others, rows))


def _left_out(report: ReviewReport, asked: str) -> Iterator[Message]:
    if asked:
        yield msg("Only the cases that match: {query}", query=asked)
    if report.unreadable:
        yield counted(
            "{count} file could not be read; its case is missing.",
            "{count} files could not be read; their cases are missing.",
            len(report.unreadable),
        )
