"""The sections of a report that have a picture, each with the table of what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from casectl.core.figures.ageing import BANDS
from casectl.core.figures.control_charts import ControlChart
from casectl.core.figures.estimates import nearest_rank
from casectl.core.figures.period_report import CHASERS, RECEIVED, PeriodReport
from casectl.core.figures.report import FigureRow
from casectl.core.time.durations import span
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import NamedTuple
from casectl.render.language import _, translate
from casectl.render.report.drawings import Amount, Curve, bars, control, curves, dotted, pareto
from casectl.render.report.svg import number as number_text
from casectl.render.view import Cell, Column, Row, Value, View
from casectl.render.views.figures import part
from casectl.render.views.groups import word
from casectl.render.views.values import instant

_MOST_BARS = 20
"""At most so many bars are drawn; the table has all."""

_UNITS = ((2 * 86400, 86400, msg("days")), (2 * 3600, 3600, msg("hours")), (0, 60, msg("minutes")))
"""From which longest time on lengths are drawn in which unit of how many seconds."""

SIGNALS: dict[str, Message] = {
    "outside": msg("outside the limits"),
    "shift": msg("seven in a row on one side of the mean"),
    "trend": msg("seven in a row rising or falling"),
    "near": msg("two of three near the same limit"),
}
"""What the signals of control charts are called."""


class Section(NamedTuple):
    """A part of a report: sentences, a table, and a picture, None where there is none."""

    name: str
    title: str
    lines: Sequence[str] = ()
    table: View | None = None
    picture: Callable[[], str] | None = None


def volumes(report: PeriodReport) -> Section:
    """Cases received, closed and open, period by period."""
    columns = {"received": _("Cases received"), "closed": _("Cases closed"), "open": _("Open at the end")}
    rows = [{name: getattr(each, name) for name in columns} for each in report.tallies]
    title = _("Received, closed and open")
    lines = [Curve(shown, [float(row[name]) for row in rows]) for name, shown in columns.items()]
    table = _by_period(report, "volumes", columns, rows)
    return Section("volumes", title, (), table, lambda: curves(title, _names(report), lines))


def control_chart(report: PeriodReport, chart: ControlChart, name: str, title: str) -> Section:
    """A control chart; shares in percent, rates per 100 cases."""
    times, unit = (1, "") if name == RECEIVED else (100, "" if name == CHASERS else "%")
    columns = {
        "value": _("Value"), "number": _("Number"), "of": _("Out of"), "low": _("Lower limit"), "centre": _("Centre"),
        "high": _("Upper limit"), "signals": _("Signal"),
    }  # fmt: skip
    rows = []
    for point, (number, whole) in zip(chart.points, _counts(report, name), strict=True):
        shown = translate([SIGNALS[each] for each in point.signals])
        signals = Cell(list(point.signals), shown) if shown else None
        sizes = {"value": point.value, "low": point.low, "centre": chart.centre, "high": point.high}
        scaled = {key: _rounded(value, times, unit) for key, value in sizes.items()}
        rows.append({**scaled, "number": number, "of": whole, "signals": signals})
    if name == RECEIVED:
        columns = {key: each for key, each in columns.items() if key not in ("number", "of")}
    table = _by_period(report, name, columns, rows)
    return Section(name, title, (), table, lambda: control(title, _names(report), chart, unit, times))


def _counts(report: PeriodReport, name: str) -> list[tuple[int, int | None]]:
    if name == RECEIVED:
        return [(each.received, None) for each in report.tallies]
    if name == CHASERS:
        return [(each.chasers, each.open + each.closed) for each in report.tallies]
    return [(each.met[name], each.due[name]) for each in report.tallies]


def _rounded(value: float | None, times: float, unit: str) -> Value:
    if value is None:
        return Cell(None, "–")
    found = round(value * times, 1)
    return Cell(found, f"{number_text(found)}{unit}")


def response_times(report: PeriodReport) -> Iterator[Section]:
    """How long first responses and resolutions took, period by period: median and 90th percentile."""
    for name, title, found in (
        ("first_response", _("First response"), [each.responses for each in report.tallies]),
        ("resolution", _("First resolution"), [each.resolutions for each in report.tallies]),
    ):
        if any(found):
            yield _times(report, name, title, found)


def _times(report: PeriodReport, name: str, title: str, found: Sequence[Sequence[int]]) -> Section:
    columns = {"median": _("Median"), "p90": _("90th percentile"), "number": _("Number")}
    ranks = {"median": [nearest_rank(each, 50) for each in found], "p90": [nearest_rank(each, 90) for each in found]}
    longest = max((each for each in ranks["p90"] if each is not None), default=0)
    _least, seconds, unit = next(each for each in _UNITS if longest >= each[0])
    rows = [
        {"median": _length(median), "p90": _length(p90), "number": len(each)}
        for median, p90, each in zip(ranks["median"], ranks["p90"], found, strict=True)
    ]
    lines = [
        Curve(columns[key], [None if each is None else each / seconds for each in values])
        for key, values in ranks.items()
    ]
    said = [translate(msg("Answers given in each period, counted from receipt, in {unit}.", unit=unit))]
    table = _by_period(report, name, columns, rows)
    return Section(name, title, said, table, lambda: curves(title, _names(report), lines))


def ranks(report: PeriodReport, key: str, heading: str) -> Section:
    """The received cases by what they are under a key, the most first."""
    found = [(_named(report, key, name), count) for name, count in report.ranks[key]]
    total, so_far, rows = sum(count for _name, count in found), 0, list[Row]()
    for name, count in found:
        so_far += count
        rows.append({"name": name, "cases": count, "share": _percent(count, total), "so_far": _percent(so_far, total)})
    columns = (
        Column("name", heading), Column("cases", _("Cases"), "right"), Column("share", _("Share"), "right"),
        Column("so_far", _("So far"), "right"),
    )  # fmt: skip
    title = translate(msg("Cases received by {key}", key=heading))
    drawn = [(str(name), count) for name, count in found[:_MOST_BARS]]
    picture = (lambda: pareto(title, drawn, total)) if drawn else None
    return Section(f"by_{key}", title, (), View("ranks", columns, rows), picture)


def _named(report: PeriodReport, key: str, name: str) -> str:
    found = word(report.titles, key, name)
    return str(found.text if isinstance(found, Cell) else found or _("not stated"))


def _percent(count: int, total: int) -> Value:
    share = round(100 * count / total, 1) if total else 0.0
    return Cell(share, f"{number_text(share)}%")


def ages(report: PeriodReport) -> Iterator[Section]:
    """How old the open cases are, by bands of days since they were received."""
    for row in report.ages:
        firsts = (0, *(last + 1 for last in BANDS))
        names = [*(f"{first}–{last}" for first, last in zip(firsts, BANDS, strict=False)), f">{BANDS[-1]}"]
        title = _("Age of open cases")
        said = translate(msg("Median {median}; the oldest is {case}, {age}.", median=_days(row.median),
                             case=row.oldest_case, age=_days(row.oldest)))  # fmt: skip
        rows: list[Row] = [{"days": name, "cases": count} for name, count in zip(names, row.bands, strict=True)]
        columns = (Column("days", _("Days since receipt")), Column("cases", _("Cases"), "right"))
        drawn = [Amount(name, count, str(count)) for name, count in zip(names, row.bands, strict=True)]
        yield Section("ages", title, [said], View("ages", columns, rows), lambda d=drawn, t=title: bars(t, d))  # type: ignore[misc]


def dwell(report: PeriodReport) -> Iterator[Section]:
    """Where the time of all cases went: by state, and by owner."""
    for name, title in (("time_in_states", _("Time in each state")), ("time_with_owners", _("Time with each owner"))):
        found = [row for row in report.figures.rows if row.figure.name == name and row.measure.value]
        found.sort(key=lambda row: (-_seconds(row), row.measure.part))
        if found:
            yield _dwell(report, name, title, found)


def _dwell(report: PeriodReport, name: str, title: str, found: Sequence[FigureRow]) -> Section:
    names = [part(row.measure.part, report.figures) for row in found]
    columns = (
        Column("name", _("Name")), Column("time", _("Time"), "right"), Column("cases", _("Cases"), "right"),
    )  # fmt: skip
    rows: list[Row] = [
        {"name": shown, "time": _length(_seconds(row)), "cases": len(row.measure.cases)}
        for shown, row in zip(names, found, strict=True)
    ]
    drawn = [
        Amount(str(shown.text if isinstance(shown, Cell) else shown), _seconds(row), _span(_seconds(row)))
        for shown, row in zip(names[:_MOST_BARS], found, strict=False)
    ]
    return Section(name, title, (), View(name, columns, rows), lambda: bars(title, drawn))


def _seconds(row: FigureRow) -> int:
    return int(row.measure.value or 0)


def lanes(report: PeriodReport, zone: tzinfo) -> Iterator[Section]:
    """The cases received in the period, one by one, with what happened to each."""
    shown, all_of_them = report.lanes
    if not shown:
        return
    kinds = {kind: translate(title) for kind, title in _DOTS.items()}
    title = _("Case by case")
    columns = (
        Column("id", _("Case")), Column("received_at", _("Received")), Column("closed_at", _("Closed")),
        *(Column(kind, name, "right") for kind, name in kinds.items() if kind != "closed"),
    )  # fmt: skip
    rows: list[Row] = [
        {"id": each.case, "received_at": _at(each.received, zone), "closed_at": _at(each.closed, zone),
         **_numbers([kind for _when, kind in each.dots])}
        for each in shown
    ]  # fmt: skip
    said = [translate(msg("Cases received, in order of receipt: {count} of {all}.", count=len(shown), all=all_of_them))]
    ends = report.bounds.starts[-2], min(report.bounds.starts[-1], report.bounds.now)
    yield Section("lanes", title, said, View("lanes", columns, rows), lambda: dotted(title, shown, ends, kinds))


_DOTS: dict[str, Message] = {
    "in": msg("contact from the customer"), "out": msg("contact to the customer"), "chaser": msg("chaser"),
    "escalated": msg("escalated"), "reopened": msg("reopened"), "closed": msg("closed"),
}  # fmt: skip


def _numbers(kinds: Sequence[str]) -> Mapping[str, Value]:
    return {kind: Cell(count, str(count or "")) for kind in _DOTS if kind != "closed" for count in (kinds.count(kind),)}


def _at(seconds: int | None, zone: tzinfo) -> Value:
    return None if seconds is None else instant(datetime.fromtimestamp(seconds, UTC), zone)


def _length(seconds: int | None) -> Value:
    return Cell(seconds, "–" if seconds is None else _span(seconds))


def _days(days: int) -> Message:
    return span(timedelta(days=days))


def _span(seconds: int) -> str:
    return translate(span(timedelta(seconds=seconds)))


def _names(report: PeriodReport) -> list[str]:
    return [each.name for each in report.periods]


def _by_period(report: PeriodReport, kind: str, columns: Mapping[str, str], rows: Sequence[Row]) -> View:
    """A row for each period, the last one first."""
    numbers = (Column(name, title, "right") for name, title in columns.items() if name != "signals")
    signals = (Column(name, title) for name, title in columns.items() if name == "signals")
    shown = (Column("period", _("Period")), *numbers, *signals)
    found: list[Row] = [{"period": each.name, **row} for each, row in zip(report.periods, rows, strict=True)]
    return View(kind, shown, found[::-1])
