"""casectl doctor"""

from __future__ import annotations

import click

from casectl.actions.doctor import doctor
from casectl.assembly.health import health_checks
from casectl.cli.context import open_context
from casectl.cli.options import Settings, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.render.language import _
from casectl.render.views.health import health_report


@verb(
    examples=["casectl doctor", "casectl doctor --fix", "casectl doctor --format json"],
    help=_(
        "Show what prevents casectl from working: locks left behind and by whom, unfinished work, a damaged"
        " index, a disk without locks, copies made by a syncing service, settings that run programs, calendars"
        " about to expire. Also shows versions and paths. Exits with 1 if any problem remains."
    ),
)
@click.option("--fix", is_flag=True, help=_("fix what needs no decision of yours; what a case says is never changed"))
@format_option
@click.pass_obj
def command(settings: Settings, fix: bool, format: str) -> int:
    context = open_context(settings)
    report = doctor(health_checks(context), fix=fix)
    return write_view(health_report(report), settings, format) or int(not report.is_well)
