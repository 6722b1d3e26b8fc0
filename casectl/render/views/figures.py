"""The views of `stats`: a row for each value of a figure, how one is calculated, and the figures of each case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.figures.measure import PERCENT, SCORE, SECONDS, Amount
from casectl.core.figures.report import CaseFigures, CasesReport, Figure, FigureRow, FiguresReport
from casectl.core.template.labels import title_in
from casectl.core.time.durations import span
from casectl.core.time.instants import format_instant, to_the_minute
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.text.pages import aligned_lines
from casectl.render.view import Cell, Cells, Column, Row, Value, View, table
from casectl.render.views.groups import heading, word
from casectl.render.views.values import as_of_note, instant, text_or_none

PARTS: dict[str, Message] = {
    "median": msg("median"), "p90": msg("90th percentile"), "p95": msg("95th percentile"), "oldest": msg("oldest"),
    "median_with_open": msg("median, including open cases"),
    "p90_with_open": msg("90th percentile, including open cases"),
    "p95_with_open": msg("95th percentile, including open cases"), "median_working": msg("median, working time"),
    "p90_working": msg("90th percentile, working time"), "p95_working": msg("95th percentile, working time"),
    "per_case": msg("per case"), "per_customer": msg("per customer"), "in": msg("from the customer"),
    "out": msg("to the customer"), "before": msg("resolved before the period"), "loops": msg("how often"),
    "met": msg("deadlines met by late entries"), "other_channel": msg("by another channel"),
    "received": msg("Cases received"), "closed": msg("Cases closed"), "unknown": msg("customer unknown"),
    "confirmed": msg("confirmed"), "refused": msg("refused"), "waiting": msg("waiting for others"),
    "total": msg("total"),
    "with_us": msg("with an owner"), "offered": msg("offered"), "nobody": msg("without an owner"),
    "resolved": msg("resolved"), "regulatory": msg("regulatory"), "internal": msg("internal"),
    "overridden": msg("set by hand"), "imported": msg("imported"), "mean": msg("mean"), "easy": msg("5 to 7"),
    "partly": msg("partly upheld"), "appealed": msg("appealed"), "changed": msg("marks changed by an appeal"),
    "by_closing": msg("met only by closing"), "by_hand": msg("chosen by hand"),
    "seed_chosen": msg("drawn by a seed that somebody chose"), "of_some": msg("drawn from cases that somebody chose"),
    "by_owner": msg("recorded by somebody who has owned the case"),
    "not_asked": msg("answered without being asked"), "taken_back": msg("answers that were undone"),
    "waits": msg("to be approved"), "receipt": msg("when it was received"), "customer": msg("who complained"),
    "channel": msg("by what channel"), "satisfaction": msg("Satisfied, on closing"), "nps": msg("Net promoter score"),
    "ces": msg("Customer effort score"), "outcome": msg("Upheld"), "redress": msg("Redress"),
}  # fmt: skip
"""What the parts of figures are called that the casebook does not name."""

UNITS: dict[str, Message] = {
    "cases": msg("cases"), "times": msg("times"), "percent": msg("percent"), "seconds": msg("time"),
    "score": msg("score"), "money": msg("money"), "rate": msg("rate"),
}  # fmt: skip
"""The units; a length of time is in seconds for programs."""

_Reader = Callable[[FigureRow], Value]


def figures(report: FiguresReport, zone: tzinfo) -> View:
    """A row for each value, with what it is made of, beside its target and the periods that it is compared with."""
    has_targets = any(row.target for row in report.rows)
    cells: Cells[FigureRow] = {
        Column("figure", _("Figure")): lambda row: Cell(row.figure.name, translate(row.figure.title)),
        Column("part", _("Part")): lambda row: part(row.measure.part, report),
        **{Column(key, heading(report.titles, key)): _group(report, place) for place, key in enumerate(report.keys)},
        Column("value", _("Value"), "right", keep=True): _value,
        Column("unit", _("Unit"), marked=True): lambda row: Cell(row.unit, translate(UNITS[row.unit])),
        Column("number", _("Number"), "right", keep=True): lambda row: row.measure.number,
        Column("of", _("Out of"), "right", keep=True): lambda row: row.measure.whole,
        Column("open", _("Still open"), "right", spare=True): lambda row: row.measure.open,
        Column("low", _("Low (95%)"), "right", spare=True): lambda row: _bound(row, 0),
        Column("high", _("High (95%)"), "right", spare=True): lambda row: _bound(row, 1),
        Column("target", _("Target"), "right", detail=not has_targets): _target,
        Column("met", _("Target met"), marked=True): lambda row: row.meets,
        **{
            Column(f"in_{each.name}", each.name, "right"): _compared(place)
            for place, each in enumerate(report.compared)
        },
    }
    more: Mapping[str, Value] = {
        "period": report.period.name,
        "as_of": format_instant(report.at, zone),
        "provisional": report.provisional,
    }
    return View("stats", *table(report.rows, cells), _notes(report, zone), report.unreadable, more=more)


def _notes(report: FiguresReport, zone: tzinfo) -> tuple[Message, ...]:
    return (*report.notes, *report.missing, _as_of(report, zone))


def _as_of(report: FiguresReport, zone: tzinfo) -> Message:
    return as_of_note(report.period.name, to_the_minute(report.at, zone), is_running=report.provisional)


def _group(report: FiguresReport, place: int) -> _Reader:
    return lambda row: word(report.titles, report.keys[place], row.group[place])


def _compared(place: int) -> _Reader:
    return lambda row: amount(row.compared[place], row.unit)


def _value(row: FigureRow) -> Value:
    found = amount(row.measure.value, row.unit)
    return Cell(found.value, found.text, "alarm") if row.meets is False else found


def _bound(row: FigureRow, place: int) -> Value:
    unit = row.unit if row.unit == SCORE else PERCENT
    return amount(row.measure.interval[place], unit) if row.measure.interval else None


def _target(row: FigureRow) -> Value:
    if row.target is None:
        return None
    shown = amount(row.target.value, row.unit).text
    return Cell(row.target.value, shown)


def amount(value: Amount, unit: str) -> Cell:
    """A value in its unit; "–" where there is nothing of which it could be one, never nought."""
    if value is None:
        return Cell(None, "–")
    if unit == SECONDS and not isinstance(value, str):
        return Cell(value, translate(span(timedelta(seconds=int(value)))))
    number = int(value) if isinstance(value, float) and value.is_integer() and unit != PERCENT else value
    return Cell(value, f"{value}%" if unit == PERCENT else str(number))


def part(name: str, report: FiguresReport) -> Value:
    """A part of a figure, as the casebook calls it for people."""
    kind, _colon, named = name.rpartition(":")
    if (title := REDRESS_KINDS.get(kind) or PARTS.get(kind)) and named:
        return Cell(name, translate(msg("{kind}, {currency}", kind=title, currency=named)))
    if kind in ("mark", "per"):
        return Cell(name, translate(Message("{title}", {"title": report.titles.get((kind, named), named)})))
    if kind == "level":
        return Cell(name, translate(msg("level {level}", level=named)))
    if kind in ("clock", "state"):
        entries = ((each.clocks if kind == "clock" else each.states) for each in report.labels.values())
        titles = dict.fromkeys(translate(title_in(each, named)) for each in entries if named in each)
        return Cell(name, "/".join(titles) or named)
    return Cell(name, named if kind else translate(PARTS[name]) if name in PARTS else name) if name else None


def explained(figure: Figure, report: FiguresReport, zone: tzinfo) -> View:
    """A row for each case that a figure is made of, and whether it counts; for people a page with the definition."""
    columns = (
        Column("figure", _("Figure")), Column("part", _("Part")), Column("id", _("Case"), keep=True),
        Column("counts", _("Is counted")),
    )  # fmt: skip
    rows: list[Row] = [
        {"figure": figure.name, "part": part(row.measure.part, report), "id": case, "counts": counts}
        for row in report.rows
        for counts, cases in ((True, row.measure.cases), (False, row.measure.others))
        for case in cases
    ]
    more: Mapping[str, Value] = {
        "title": str(figure.title), "formula": str(figure.formula), "cohort": str(figure.cohort),
        "leaves_out": text_or_none(str(figure.leaves_out or "")), "unit": figure.unit, "period": report.period.name,
        "as_of": format_instant(report.at, zone), "provisional": report.provisional,
    }  # fmt: skip
    page = "\n".join((*_definition(figure), "", *_lines(report)))
    return View("figure", columns, rows, _notes(report, zone), report.unreadable, page, more)


def _definition(figure: Figure) -> Iterator[str]:
    yield translate(msg("{title} ({name})", title=figure.title, name=figure.name))
    better = {"more": _("more is better"), "less": _("less is better"), "": ""}[figure.better]
    rows = (
        (_("Formula"), translate(figure.formula)),
        (_("Cohort"), translate(figure.cohort)),
        (_("Leaves out"), translate(figure.leaves_out) if figure.leaves_out else ""),
        (_("Unit"), translate(UNITS[figure.unit])),
        (_("Target"), better),
        (
            _("Cases"),
            _("only complaints are counted; improvements are counted if the query names the template improvement"),
        ),
    )
    yield from aligned_lines([(title, text) for title, text in rows if text])


def _lines(report: FiguresReport) -> Iterator[str]:
    """Each value, what it is made of, and the cases."""
    for row in report.rows:
        measure = row.measure
        found = part(measure.part, report)
        name = found.text if isinstance(found, Cell) and isinstance(found.text, str) else ""
        value = amount(measure.value, row.unit).text
        of = translate(msg("{number} of {all}", number=measure.number, all=measure.whole)) if measure.whole else ""
        yield "  ".join(filter(None, (name, str(value), of or f"n={measure.number}")))
        yield from _case_lines(measure.cases, "  ")
        if measure.others:
            yield f"  {_('checked, but not counted:')}"
            yield from _case_lines(measure.others, "    ")


def _case_lines(cases: Iterable[str], indent: str) -> Iterator[str]:
    return (f"{indent}{case}" for case in cases)


def by_case(report: CasesReport, chosen: Iterable[Figure], zone: tzinfo) -> View:
    """A row for each case, with every figure of that case alone; shares are 100 or 0 where it is one of one."""
    kept = {(figure.name, name): figure for figure in chosen for name in _parts_alone(figure.name, report)}
    cells: Cells[CaseFigures] = {
        Column("id", _("Case"), keep=True): lambda row: row.life.id,
        Column("template", _("Template"), spare=True): lambda row: row.life.template,
        Column("owner", _("Owner")): lambda row: text_or_none(row.owner),
        Column("team", _("Team"), spare=True): lambda row: text_or_none(row.team),
        Column("received_at", _("Received"), keep=True): lambda row: instant(
            datetime.fromtimestamp(row.life.received, UTC), zone
        ),
        **{
            Column(_name(*key), _heading(figure, key[1]), "right"): _of_case(key, figure.unit)
            for key, figure in kept.items()
        },
    }
    return View("stats_cases", *table(report.rows, cells), report.notes, report.unreadable)


def _parts_alone(figure: str, report: CasesReport) -> list[str]:
    """The parts that say something of one case: no percentile of one, nor what only some cases have."""
    found = dict.fromkeys(name for row in report.rows for of, name in row.values if of == figure)
    return [
        name for name in found if name in ("", "median", "mean", *_SPLIT) and (figure, name) != ("open_age", "oldest")
    ]


_SPLIT = ("with_us", "offered", "nobody", "waiting", "resolved", "total", "regulatory", "internal", "confirmed")


def _of_case(key: tuple[str, str], unit: str) -> Callable[[CaseFigures], Value]:
    return lambda row: amount(row.values.get(key), unit)


def _name(figure: str, name: str) -> str:
    return f"{figure}_{name}" if name in _SPLIT else figure


def _heading(figure: Figure, name: str) -> str:
    title = translate(figure.title)
    return f"{title}: {translate(PARTS[name])}" if name in _SPLIT else title
