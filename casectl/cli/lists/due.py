"""What `overdue` and `due-soon` share: options, and how the list is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import click

from casectl.actions.lookup.deadlines import DeadlineFilter
from casectl.cli.checkout import in_checkout
from casectl.cli.lists.grouping import group_option, write_groups
from casectl.cli.lists.nothing_found import filters, with_filters
from casectl.cli.options import ListOptions, Settings, with_options
from casectl.cli.output import write_view
from casectl.core.owed_reports import DueReport
from casectl.core.query.excerpt import Excerpts
from casectl.core.time.instants import to_seconds
from casectl.core.values.naming import names_meant
from casectl.core.values.value_class import replace
from casectl.render.language import _
from casectl.render.views.lists import due_list
from casectl.workspace import Workspace

_KINDS = {"regulatory": ("监管",), "internal": ("内部",), "follow-up": ("跟进", "跟进事项")}
"""The kinds, with their Chinese names."""


class _Kind(click.Choice[str]):
    """What kind of thing is owed, by its name in either language, in any letter case."""

    def __init__(self) -> None:
        super().__init__(tuple(_KINDS))

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The English name. Raises click's own error for any other word."""
        found = names_meant(value, _KINDS.items())
        return super().convert(found[0] if found else value, param, ctx)


def due_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--at, --rev, --clock, --kind, --working, --group-by (as `keys`) and --exit-code, under these names."""
    return with_options(
        function,
        click.option("--at", "at", default="", metavar=_("TIME"), help=_("as of this time; by default now")),
        click.option(
            "--rev", default="", metavar=_("COMMIT"), help=_("as of this commit, at the time when it was made")
        ),
        click.option("--clock", default="", metavar=_("CLOCK"), help=_("deadlines of this clock only")),
        click.option("--kind", type=_Kind(), help=_("only deadlines of this kind of clock, or only follow-ups")),
        click.option("--working", is_flag=True, help=_("also show how late each is in working time")),
        group_option,
        click.option(
            "--exit-code",
            is_flag=True,
            help=_("exit with 1 if anything is listed; in due-soon also if anything is overdue"),
        ),
    )


def deadline_filter(context: Workspace, given: Mapping[str, Any]) -> DeadlineFilter:
    """What `due_options` ask for. Raises UsageError for a time, NotFound for a commit that is unknown."""
    at, cases = _as_of(context, given)
    return DeadlineFilter(at, cases, given["clock"], given["kind"] or "")


def _as_of(context: Workspace, given: Mapping[str, Any]) -> tuple[datetime | None, Excerpts | None]:
    """The time of ``--at`` or ``--rev`` (None: now), and the casebook as it was then (None: as it is)."""
    at = context.typed_times.instant(given["at"]) if given["at"] else None
    if not given["rev"] and not (at and to_seconds(at) < to_seconds(context.now)):
        return at, None
    from casectl.actions.lookup.casebook_at import casebook_at  # the only lists that read cases

    cases, then = casebook_at(context, given["rev"] or "HEAD", None if given["rev"] else at)
    return at or then, cases


def write_due(
    context: Workspace, settings: Settings, report: DueReport, layout: ListOptions, given: Mapping[str, Any]
) -> int:
    """Write a list of what is owed as `due_options` ask; the exit code."""
    found = given["exit_code"] and bool(report.rows or report.overdue)
    report = replace(report, filtered=bool(filters(click.get_current_context())))
    if given["keys"]:
        return write_groups(context, settings, report, given["keys"], layout) or int(found)
    if given["working"] or "late_working_minutes" in layout.fields:
        from casectl.actions.lookup.working_time import with_working_time

        report = with_working_time(context, report)
    view = in_checkout(due_list(report, context.zone), context, layout.format)
    status = write_view(with_filters(view), settings, layout)
    return status or int(found)
