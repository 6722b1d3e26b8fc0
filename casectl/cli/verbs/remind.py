"""casectl remind"""

from __future__ import annotations

from shutil import which
from typing import Any

import click

from casectl.actions.remind import due_reminders, remind, resend, unsure
from casectl.actions.sending.delivery import outcomes
from casectl.assembly.sending import dispatch_of
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, format_option
from casectl.cli.output import notify, write_data, write_view
from casectl.cli.verb import verb
from casectl.core.values.messages import UsageError, msg
from casectl.ports.sending import SENT
from casectl.render.files.timer import timer
from casectl.render.language import _
from casectl.render.views.reminders import digest, reminders
from casectl.render.views.reminders import unsure as unsure_view


@verb(
    examples=[
        "casectl remind --dry-run",
        "casectl remind",
        "casectl remind --unsure",
        "casectl remind --unit > casectl-remind.units",
    ],
    help=_(
        "Remind people of deadlines, promises, instructions and follow-ups, as set under remind: in the"
        " templates. Each reminder is recorded, then sent, once per stage, in one e-mail per person. Nobody is"
        " reminded at night or on days when the clock's calendar is closed. Run it from cron or a timer, on the"
        " machine set as remind: host: in casectl.yaml; other machines send nothing. --unsure lists e-mails"
        " that may not have been sent; they are never sent again automatically."
    ),
)
@click.option("--dry-run", is_flag=True, help=_("show who would be reminded of what; record and send nothing"))
@click.option("--unsure", "listed", is_flag=True, help=_("list the mails that may not have been sent"))
@click.option("--resend", default="", metavar="MESSAGE", help=_("send one of the mails that --unsure lists again"))
@click.option("--unit", is_flag=True, help=_("print units for a systemd timer, and a line for cron"))
@format_option
@click.pass_obj
def command(settings: Settings, /, format: str, **given: Any) -> int:
    if sum(map(bool, given.values())) > 1:
        raise UsageError(msg("use only one of --dry-run, --unsure, --resend and --unit"))
    context = open_context(settings, EventOptions())
    if given["dry_run"]:
        return write_view(reminders(due_reminders(context), context.zone), settings, format)
    if given["listed"]:
        found = unsure(dispatch_of(context))
        return write_view(unsure_view(found, context.zone), settings, format) or int(bool(found))
    if given["unit"]:
        write_data(timer(str(context.root), which("casectl") or "casectl"))
        return 0
    if given["resend"]:
        sent = resend(context, dispatch_of(context), given["resend"])
        for each in outcomes(sent):
            notify(each, settings)
        return int(any(each.state != SENT for each in sent))
    report = remind(context, dispatch_of(context), digest(context.zone, context.now))
    return write_view(reminders(report, context.zone), settings, format) or int(report.failed)
