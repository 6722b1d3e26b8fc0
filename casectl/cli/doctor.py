"""casectl doctor"""

from __future__ import annotations

import click

from casectl.actions.doctor import doctor
from casectl.cli.desk import open_desk
from casectl.cli.options import Settings, format_option
from casectl.cli.output import put
from casectl.cli.verb import Verb
from casectl.render.health import checkup
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl doctor", "casectl doctor --fix", "casectl doctor --format json"],
    help=_(
        "Say what stands in the way of working here: locks left behind and by whom, unfinished work, a damaged index,"
        " a disk without locks, copies made by a syncing service, settings that run programs, calendars about to"
        " expire. Tells versions and paths too. Exits with 1 if anything is left."
    ),
)
@click.option("--fix", is_flag=True, help=_("mend what needs no decision of yours; no case is ever changed"))
@format_option
@click.pass_obj
def command(settings: Settings, fix: bool, format: str) -> int:
    desk = open_desk(settings)
    report = doctor(desk.examinations(), mend=fix)
    return put(checkup(report), settings, format) or int(not report.is_well)
