"""casectl survey due|ask|record|import"""

from __future__ import annotations

from pathlib import Path

import click

from casectl.actions.recording.proposal import EventStamp
from casectl.actions.survey import Answer, answer, ask, due, import_answers
from casectl.adapters.tables.tables import TableOptions, open_table
from casectl.cli.asking.input import stdin_bytes
from casectl.cli.context import open_context
from casectl.cli.lists.selection import where
from casectl.cli.options import (
    EventOptions,
    ListOptions,
    Settings,
    case_argument,
    layout_options,
)
from casectl.cli.output import write_view
from casectl.cli.receipts import records
from casectl.cli.verb import VerbGroup
from casectl.core.query.model import EVERY, Condition
from casectl.core.query.survey_list import REFUSED
from casectl.core.reports import Receipt
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.render.views.surveys import answers as answers_view
from casectl.render.views.surveys import surveys
from casectl.workspace import Workspace

command = VerbGroup(
    usual="due",
    examples=[
        "casectl survey due",
        "casectl survey record 7QK3X --score 5 --nps 9",
        "casectl survey import answers.csv",
    ],
    help=_(
        "Ask customers what they think once their cases are closed: due lists the customers to ask and to"
        " remind, ask records that the survey was sent, record and import record the answers. Nobody is asked"
        " about two cases within the time set as pause under surveys: in casectl.yaml, or asked again after"
        " declining surveys. casectl stats has the response rate."
    ),
)


_channel_option = click.option("--channel", default="", metavar=_("CHANNEL"), help=_("by which channel"))


@command.command(
    "due",
    examples=["casectl survey due", "casectl survey due --where template:after-sales --format ids"],
    help=_("List the cases whose customers are to be asked, or reminded once, longest wait first."),
)
@click.option("--where", "chosen", default="", metavar=_("QUERY"), help=_("only these cases; all by default"))
@click.option("--exit-code", is_flag=True, help=_("exit with 1 if anybody is to be asked"))
@layout_options
@click.pass_obj
def due_command(settings: Settings, /, chosen: str, exit_code: bool, layout: ListOptions) -> int:
    context = open_context(settings)
    report = due(context, where(context, chosen) if chosen else EVERY, _never(context))
    status = write_view(surveys(report, context.zone), settings, layout)
    return status or int(exit_code and bool(report.rows))


def _never(context: Workspace) -> Condition | None:
    """The cases whose customers are never asked."""
    text = context.casebook.surveys.never
    try:
        return where(context, text) if text else None
    except UsageError as error:
        error.hint = msg("correct the query that is set as surveys: never: in casectl.yaml; casectl help queries")
        raise


@command.command(
    "ask",
    examples=["casectl survey ask 7QK3X --channel email"],
    help=_(
        "Record that the survey was sent to a customer. If it was sent before, this is recorded as the"
        " reminder; there is no third time."
    ),
)
@case_argument
@_channel_option
@records
def ask_command(context: Workspace, stamp: EventStamp, case: str, channel: str) -> Receipt:
    return ask(context, case, channel, stamp)


@command.command(
    "record",
    examples=[
        _("casectl survey record 7QK3X --score 5 --nps 9 --ces 6 --text 'Quick and friendly'"),
        "casectl survey record 7QK3X --declined",
    ],
    help=_(
        "Record what a customer answered: satisfaction, recommendation, ease, a text; or that they want no surveys."
    ),
)
@case_argument
@click.option("--score", default="", metavar="1-5", help=_("how satisfied the customer is, from 1 to 5"))
@click.option("--nps", default="", metavar="0-10", help=_("how likely the customer is to recommend us, from 0 to 10"))
@click.option("--ces", default="", metavar="1-7", help=_("how easy we made it, from 1 to 7, where 7 is easy"))
@click.option("--text", default="", metavar=_("TEXT"), help=_("what the customer says"))
@click.option("--declined", is_flag=True, help=_("the customer wants no surveys, about any case"))
@_channel_option
@records
def record_command(
    context: Workspace, stamp: EventStamp, case: str, score: str, nps: str, ces: str, text: str, declined: bool,
    channel: str,
) -> Receipt:  # fmt: skip
    given = Answer(score.strip(), nps.strip(), ces.strip(), text, channel, declined)
    return answer(context, case, given, stamp)


@command.command(
    "import",
    examples=["casectl survey import answers.csv --dry-run", "casectl survey import answers.xlsx --channel email"],
    help=_(
        "Record the answers from a table, CSV, TSV, JSON or XLSX, with the columns case, score, nps, ces, text,"
        " at, channel and declined. Importing the same row again changes nothing. A row that cannot be recorded"
        " is reported with its line and reason; the others are recorded, and the exit code is 1."
    ),
)
@click.argument("file", metavar="FILE", help=_("the table; - is CSV from standard input"))
@_channel_option
@click.option("--dry-run", is_flag=True, help=_("only say what would be recorded"))
@layout_options
@click.pass_obj
def import_command(settings: Settings, /, file: str, channel: str, dry_run: bool, layout: ListOptions) -> int:
    context = open_context(settings, EventOptions())
    from_stdin = file == "-"
    table = open_table(stdin_bytes(), TableOptions(format="csv"), "-") if from_stdin else open_table(Path(file))
    found = [
        *import_answers(context, table.rows(), channel, lambda text: context.typed_times.instant(text, past=True),
                        dry_run=dry_run)
    ]  # fmt: skip
    status = write_view(answers_view(found, dry_run=dry_run), settings, layout)
    return status or int(any(each.result == REFUSED for each in found))
