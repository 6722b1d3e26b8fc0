"""casectl followup add|done|cancel|list"""

from __future__ import annotations

import shlex
from contextlib import suppress
from datetime import datetime
from itertools import chain
from typing import Any

import click

from casectl.actions.agenda import AgendaFilter, agenda
from casectl.actions.followup import NewFollowUp, Outcome, add, cancel, done
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.context import open_context
from casectl.cli.option_values import WholeNumber
from casectl.cli.options import (
    ListOptions,
    Settings,
    case_argument,
    case_ids,
    layout_options,
)
from casectl.cli.output import write_view
from casectl.cli.receipts import records
from casectl.cli.verb import VerbGroup
from casectl.core.case.kinds.follow_ups import OUTCOME_WORDS, OUTCOMES
from casectl.core.owed_reports import Agenda
from casectl.core.reports import Receipt
from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.naming import names_meant
from casectl.core.values.nearest import suggestion
from casectl.render.language import _, in_every_language
from casectl.render.views.agenda import agenda as agenda_view
from casectl.workspace import Workspace

_MISTYPED = 0.75
"""A word that is so near to an outcome is one, mistyped; what is less near is how it went."""


command = VerbGroup(
    usual="add",
    examples=[_("casectl followup add 7QK3X 'tomorrow 10:00' callback"), _("casectl followup done 7QK3X callback")],
    help=_("Add, finish, cancel and list follow-ups: what is still to be done for a case."),
)


_which_argument = click.argument(
    "which",
    metavar="[FOLLOWUP]",
    default="",
    help=_("the follow-up, by id or by what is to be done; not needed if there is only one"),
)


@command.command(
    "add",
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
@click.option("--note", default="", metavar=_("TEXT"), help=_("a short note"))
@click.option("--every", default="", metavar=_("DURATION"), help=_("how often it recurs, such as 1mo"))
@click.option("--until", default="", metavar=_("TIME"), help=_("when it stops recurring; a date includes that day"))
@records
def add_command(context: Workspace, stamp: EventStamp, case: str, due: str, what: str, **given: str) -> Receipt:
    at = _instant(context, case, due, what)
    zone, (every, until) = context.typed_times.zone_of(due), _recurring(context, given["every"], given["until"])
    plan = NewFollowUp(at, what, given["who"], given["note"], zone, every=every, until=until)
    return add(context, case, plan, stamp)


def _recurring(context: Workspace, every: str, until: str) -> tuple[str, datetime | None]:
    """After how long it comes again ("": never), and until when. Raises UsageError."""
    length = parse_duration(every) if every else None
    if until and not length:
        raise UsageError(msg("--until needs --every, which says how often it recurs"))
    return str(length or ""), context.typed_times.deadline(until, context.calendar) if until else None


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
    examples=[
        _("casectl followup done 7QK3X callback --outcome 'Customer satisfied'"),
        "casectl followup done 7QK3X survey --outcome reached --score 4",
        _("casectl followup done 7QK3X callback --outcome not-reached --again 'tomorrow 10:00'"),
        _("casectl followup done 7QK3X refund --outcome broken --note 'The bank was closed'"),
    ],
    help=_(
        "Mark a follow-up done, or a promise kept. If nobody was reached it is scheduled again, for the time"
        " you give or as the template says; a recurring one is scheduled for its next time."
    ),
)
@case_argument
@_which_argument
@click.option(
    "--outcome",
    default="",
    metavar=_("OUTCOME"),
    help=_("reached or not-reached; for a promise, kept or broken; or how it went, in your words"),
)
@click.option("--score", type=WholeNumber(1, 5), metavar="1-5", help=_("how satisfied the customer is, from 1 to 5"))
@click.option("--note", default="", metavar=_("TEXT"), help=_("how it went, in your words"))
@click.option("--again", default="", metavar=_("TIME"), help=_("when to try again, if nobody was reached"))
@records
def done_command(context: Workspace, stamp: EventStamp, case: str, which: str, **given: Any) -> Receipt:
    outcome = _outcome(context, given["outcome"], given["note"], given["score"], given["again"])
    return done(context, case, which, outcome, stamp)


def _outcome(context: Workspace, said: str, note: str, score: int | None, again: str) -> Outcome:
    """What the options say. Raises UsageError if the words are said twice."""
    at = context.typed_times.instant(again) if again else None
    titled = [(name, in_every_language(title)) for name, title in OUTCOMES.items()]
    found = names_meant(said, titled) or names_meant(said, OUTCOME_WORDS.items()) if said else ()
    if not found and said and note:
        raise UsageError(msg("{outcome} is not an outcome of this follow-up; describe how it went with --note"
                             " instead", outcome=said),
                         hint=msg("outcomes are {names}", names=tuple(OUTCOMES.values())))  # fmt: skip
    near = None if found else suggestion(said.casefold(), [*OUTCOMES, *chain(*OUTCOME_WORDS.values())], _MISTYPED)
    if near:  # of a promise, in time, whatever is no outcome counts as kept
        raise UsageError(msg("{outcome} is not an outcome of this follow-up; describe how it went with --note"
                             " instead", outcome=said),
                         hint=near)  # fmt: skip
    return Outcome(note if found else note or said, found[0] if found else "", score or 0, at)


@command.command(
    "cancel",
    examples=[_("casectl followup cancel 7QK3X callback --reason 'The customer called herself'")],
    help=_("Cancel a follow-up that is no longer needed."),
)
@case_argument
@_which_argument
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@records
def cancel_command(context: Workspace, stamp: EventStamp, case: str, which: str, reason: str) -> Receipt:
    return cancel(context, case, which, reason, stamp)


@command.command(
    "list",
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
