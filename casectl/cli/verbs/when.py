"""casectl when"""

from __future__ import annotations

import click

from casectl.cli.context import open_context
from casectl.cli.options import Settings, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.time.counted_steps import count_steps
from casectl.core.time.durations import parse_duration
from casectl.render.language import _
from casectl.render.views.calendars import counted_duration


@verb(
    examples=[
        _("casectl when 10wd --from 2026-12-20T16:40 --calendar england"),
        "casectl when 8wh",
        "casectl when 3个工作日 --from yesterday",
    ],
    help=_(
        "Show when a duration ends on a calendar, and for each step whether it was counted or skipped, and why."
        " The calendars that casectl ships can be used without copying them into the casebook."
    ),
)
@click.argument("length", metavar="DURATION", help=_("how long: 15m, 24h, 3d, 2w, 2mo, 8wh, 3wd, 3个工作日"))
@click.option("--from", "start", default="now", metavar="MOMENT", help=_("from when; by default now"))
@click.option("--calendar", "name", default="", metavar="NAME", help=_("the calendar; by default the casebook's"))
@format_option
@click.pass_obj
def command(settings: Settings, length: str, start: str, name: str, format: str) -> int:
    duration = parse_duration(length)
    context = open_context(settings)
    calendar = context.known_calendar(name)
    at = context.typed_times.instant(start, calendar=calendar)
    return write_view(counted_duration(count_steps(calendar, at, duration)), settings, format)
