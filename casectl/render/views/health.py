"""The view of `doctor`: the problems first, each with its way out, then the facts."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.checks.health import HealthReport
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.text.terminal import visible, width
from casectl.render.view import Column, Row, View
from casectl.render.views.values import translated


def health_report(report: HealthReport) -> View:
    """A row for each problem and each fact; for people, a page."""
    columns = (
        Column("kind", _("Kind")), Column("code", _("Code")),
        Column("what", _("What")), Column("way_out", _("How to fix")),
    )  # fmt: skip
    troubles: list[Row] = [
        {
            "kind": "mended" if each.fixed else "trouble",
            "code": each.code,
            "what": translated(each.what),
            "way_out": translated(each.way_out or ""),
        }
        for each in report.problems
    ]
    facts: list[Row] = [
        {
            "kind": "fact",
            "code": str(each.name),
            "what": each.value,
            "way_out": translated(each.advice) if each.advice else None,
        }
        for each in report.facts
    ]
    return View("doctor", columns, [*troubles, *facts], (_verdict(report),), page="\n".join(_page(report)))


def _page(report: HealthReport) -> Iterator[str]:
    for each in report.problems:
        sign = _("fixed") if each.fixed else _("PROBLEM")
        yield visible(translate(msg("{sign}: {what} ({code})", sign=sign, what=each.what, code=each.code)))
        if each.way_out:
            yield visible(f"  {translate(each.way_out)}")
    if report.problems:
        yield ""
    names = [translate(each.name) for each in report.facts]
    widest = max(map(width, names), default=0)
    for name, fact in zip(names, report.facts, strict=True):
        yield f"{name}{' ' * (widest - width(name))}  {visible(fact.value)}"
        if fact.advice:
            yield f"{' ' * widest}  {visible(translate(fact.advice))}"


def _verdict(report: HealthReport) -> Message:
    remaining = [each for each in report.problems if not each.fixed]
    fixed = len(report.problems) - len(remaining)
    if not report.problems:
        return msg("no problems found")
    return msg("still to be fixed: {troubles}; fixed: {mended}", troubles=len(remaining), mended=fixed)
