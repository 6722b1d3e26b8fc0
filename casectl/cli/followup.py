"""casectl followup add|done|cancel|list"""

from __future__ import annotations

import shlex
from contextlib import suppress
from datetime import datetime

import click

from casectl.actions.agenda import AgendaFilter, agenda
from casectl.actions.followup import NewFollowUp, add, cancel, done
from casectl.actions.lookup.find import find
from casectl.cli.context import open_context
from casectl.cli.options import (
    EventOptions,
    ListOptions,
    Settings,
    case_argument,
    case_ids,
    event_options,
    format_option,
    layout_options,
)
from casectl.cli.output import write_view
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb, VerbGroup
from casectl.core.owed_reports import Agenda
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.render.lists import agenda as agenda_view
from casectl.workspace import Workspace


@click.group(
    cls=VerbGroup,
    usual="add",
    examples=[_("casectl followup add 7QK3X 'tomorrow 10:00' callback"), _("casectl followup done 7QK3X callback")],
    help=_("Add, finish, cancel and list follow-ups: what is still to be done for a case."),
)
def command() -> None:
    pass


_which_argument = click.argument(
    "which", metavar="[FOLLOWUP]", default="", help=_("its id or what it is; not needed if there is only one")
)


@command.command(
    "add",
    cls=Verb,
    examples=[
        _("casectl followup add 7QK3X 'tomorrow 10:00' callback"),
        _("casectl followup add 7QK3X +3wd 'ask the warehouse' --who li.na"),
    ],
    help=_("Schedule a follow-up for a case."),
)
@case_argument
@click.argument("due", metavar="TIME", help=_("when: +2h, +3wd, tomorrow 10:00, fri, 2026-12-01 17:30"))
@click.argument("what", metavar="WHAT", help=_("what is to be done, such as callback"))
@click.option("--who", default="", metavar=_("PERSON"), help=_("who is to do it; by default the owner"))
@click.option("--note", default="", metavar=_("TEXT"), help=_("a word more"))
@event_options
@format_option
@click.pass_obj
def add_command(
    settings: Settings, case: str, due: str, what: str, who: str, note: str, event: EventOptions, format: str
) -> int:
    context = open_context(settings, event)
    plan = NewFollowUp(_instant(context, case, due, what), what, who, note, context.typed_times.zone_of(due))
    return write_receipt(add(context, case, plan, event_stamp(context, event)), context, settings, format)


def _instant(context: Workspace, case: str, due: str, what: str) -> datetime:
    """When it is due. If the time was typed where the word belongs, the hint has them in their order."""
    try:
        return context.typed_times.instant(due)
    except UsageError as error:
        with suppress(UsageError):
            context.typed_times.zone_of(what)
            error.hint = msg("try {line}", line=f"casectl followup add {shlex.join([case, what, due])}")
        raise


@command.command(
    "done",
    cls=Verb,
    examples=[_("casectl followup done 7QK3X callback --outcome 'She is content'")],
    help=_("A follow-up was done."),
)
@case_argument
@_which_argument
@click.option("--outcome", default="", metavar=_("TEXT"), help=_("how it went"))
@event_options
@format_option
@click.pass_obj
def done_command(settings: Settings, case: str, which: str, outcome: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(done(context, case, which, outcome, event_stamp(context, event)), context, settings, format)


@command.command(
    "cancel",
    cls=Verb,
    examples=[_("casectl followup cancel 7QK3X callback --reason 'The customer called herself'")],
    help=_("A follow-up is no longer needed."),
)
@case_argument
@_which_argument
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def cancel_command(settings: Settings, case: str, which: str, reason: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(cancel(context, case, which, reason, event_stamp(context, event)), context, settings, format)


@command.command(
    "list",
    cls=Verb,
    examples=["casectl followup list", "casectl followup list 7QK3X"],
    help=_("List open follow-ups, of one case or of all."),
)
@click.argument(
    "case", metavar="[CASE]", default="", help=_("a case's id, or any unambiguous part of it"), shell_complete=case_ids
)
@layout_options
@click.pass_obj
def list_command(settings: Settings, case: str, layout: ListOptions) -> int:
    context = open_context(settings)
    wanted = find(context, case) if case else ""
    report = agenda(context, AgendaFilter())
    tasks = [task for task in report.tasks if task.owed.follow_up and wanted in ("", task.case.id)]
    view = agenda_view(Agenda(report.at, tasks, report.unreadable), context.zone, "follow-ups")
    return write_view(view, settings, layout)
