"""What is in a report, whatever it is written as: sections of sentences, a picture and the table of its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from casectl.core.figures.control_charts import ControlChart
from casectl.core.figures.period_report import CHASERS, RECEIVED, PeriodReport
from casectl.core.figures.report import Figure, FigureRow
from casectl.core.figures.report_file import ReportPlan
from casectl.core.figures.table import FIGURES
from casectl.core.time.instants import to_the_minute
from casectl.core.values.messages import Message, counted, msg
from casectl.core.values.value_class import replace
from casectl.render.language import _, translate
from casectl.render.report.pictures import (
    SIGNALS,
    Section,
    ages,
    control_chart,
    dwell,
    lanes,
    ranks,
    response_times,
    volumes,
)
from casectl.render.view import Cell, Column, Row, View
from casectl.render.views.figures import figures as figures_view
from casectl.render.views.groups import heading, word

TRENDS: dict[str, Message] = {
    RECEIVED: msg("Cases received"),
    "regulatory": msg("Regulatory deadlines met"),
    "internal": msg("Internal deadlines met"),
    CHASERS: msg("Chasers per 100 cases"),
}


def sections(report: PeriodReport, zone: tzinfo, plan: ReportPlan) -> Iterator[Section]:
    """The sections of a report that are in its plan, in the order of reading."""
    chosen = [row for row in report.figures.rows if not plan.figures or row.figure.name in plan.figures]
    shown = replace(report, figures=replace(report.figures, rows=chosen))
    yield from (each for each in _all_sections(report, shown, zone) if plan.has(each.name))


def _all_sections(report: PeriodReport, shown: PeriodReport, zone: tzinfo) -> Iterator[Section]:
    """All sections; `shown` has the chosen figures alone, `report` also those of which pictures are made."""
    yield Section("figures", _("Figures"), _about(shown, zone), _figures(shown, zone))
    yield Section("warnings", _("Early warning"), _warned(report), _warnings(report))
    yield volumes(report)
    for name, chart in report.trends.items():
        yield control_chart(report, chart, name, translate(TRENDS[name]))._replace(lines=_on_chart(chart))
    yield from response_times(report)
    for key in report.ranks:
        yield ranks(report, key, heading(report.titles, key))
    yield from ages(report)
    yield from dwell(report)
    yield from lanes(report, zone)
    yield Section("definitions", _("Definitions"), [], _definitions([row.figure for row in shown.figures.rows]))


def _about(report: PeriodReport, zone: tzinfo) -> list[str]:
    """As of when it is, of which cases, and what is not in it."""
    figures = report.figures
    at = to_the_minute(figures.at, zone)
    said = [msg("As of {at}; times are those of {zone}.", at=at, zone=str(zone))]
    if figures.provisional:
        said.append(
            msg(
                "Nothing was recorded after that, so the rest of the period is not counted: the figures are"
                " provisional."
            )
        )
    if report.asked:
        said.append(msg("Only the cases that match: {query}", query=report.asked))
    chosen = len({row.figure.name for row in figures.rows})
    if chosen < len(FIGURES):
        said.append(
            counted(
                "{count} of {all} figures was chosen for this report.",
                "{count} of {all} figures were chosen for this report.",
                chosen,
                all=len(FIGURES),
            )
        )
    said += figures.missing
    if figures.unreadable:
        said.append(
            counted(
                "{count} file could not be read; the figures are incomplete.",
                "{count} files could not be read; the figures are incomplete.",
                len(figures.unreadable),
            )
        )
    if any(not _has_value(row) for row in figures.rows):
        said.append(msg("Figures with nothing to count are left out."))
    return [*map(translate, said), *_few(report)]


def _few(report: PeriodReport) -> Iterator[str]:
    last = report.tallies[-1]
    if last.received == 0:
        yield _("No case was received in this period; figures of received cases have no value.")
    if last.received == 1:
        yield _("Only one case was received in this period, so shares and percentiles mean little.")


def _figures(report: PeriodReport, zone: tzinfo) -> View:
    """The table of `stats`, beside the period before and a year before, as far as there is any value."""
    rows = [row for row in report.figures.rows if _has_value(row)]
    view = figures_view(replace(report.figures, rows=rows), zone)
    return replace(view, columns=tuple(each for each in view.columns if each.name not in ("open", "low", "high")))


def _has_value(row: FigureRow) -> bool:
    return row.measure.value is not None or any(row.compared)


def _on_chart(chart: ControlChart) -> list[str]:
    """What kind of chart it is, and what its runs say."""
    if not any(point.high is not None for point in chart.points):
        return [_("Fewer than 12 earlier periods: this is a run chart, without limits.")]
    found = [translate(msg("{kind} chart; the limits are those of the periods before the last one.", kind=chart.kind))]
    if chart.points[-1].signals:
        names = [SIGNALS[each] for each in chart.points[-1].signals]
        found.append(translate(msg("The last period is a signal: {signals}.", signals=names)))
    if chart.runs and chart.runs.is_signal:
        found.append(_("Runs of values on one side of the mean are longer, or fewer, than chance explains (Anhøj)."))
    return found


def _warned(report: PeriodReport) -> list[str]:
    if report.warnings:
        return [_("Compared with earlier periods, there were more cases of these kinds than chance explains:")]
    return [_("Compared with earlier periods, no kind of case was received more often than chance explains.")]


def _warnings(report: PeriodReport) -> View | None:
    columns = (
        Column("by", _("Grouped by")), Column("name", _("Name")), Column("cases", _("Cases"), "right"),
        Column("usual", _("Usual"), "right"), Column("high", _("Control limit"), "right"),
        Column("signal", _("Signal")),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "by": Cell(each.key, heading(report.titles, each.key)),
            "name": word(report.titles, each.key, each.word) or _("not stated"),
            "cases": each.cases, "usual": round(each.usual, 1), "high": round(each.high, 1),
            "signal": Cell(list(each.signals), translate([SIGNALS[name] for name in each.signals])),
        }
        for each in report.warnings
    ]  # fmt: skip
    return View("warnings", columns, rows) if rows else None


def _definitions(rows: Sequence[Figure]) -> View:
    columns = (
        Column("figure", _("Figure")), Column("formula", _("Formula")), Column("cohort", _("Cohort")),
        Column("leaves_out", _("Leaves out")),
    )  # fmt: skip
    found: list[Row] = [
        {"figure": Cell(each.name, translate(each.title)), "formula": translate(each.formula),
         "cohort": translate(each.cohort), "leaves_out": translate(each.leaves_out) if each.leaves_out else None}
        for each in {each.name: each for each in rows}.values()
    ]  # fmt: skip
    return View("definitions", columns, found)
