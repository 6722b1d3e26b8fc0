"""casectl inspect score|appeal|decide|list|sheet"""

from __future__ import annotations

import click

from casectl.actions.inspect import Marked, appeal, decide, inspect, inspections, sheet
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.context import open_context
from casectl.cli.lists.draws import draw_named
from casectl.cli.options import (
    ListOptions,
    Settings,
    case_argument,
    layout_options,
)
from casectl.cli.output import write_view
from casectl.cli.receipts import records
from casectl.cli.verb import VerbGroup
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.render.views.inspections import inspections as inspections_view
from casectl.render.views.inspections import lines
from casectl.workspace import Workspace

command = VerbGroup(
    usual="score",
    examples=[
        "casectl inspect score 7QK3X li.na --mark script=4 --mark diagnosis=5 --mark solution=4 --mark emotion=3 --mark"
        " accuracy=5 --draw 2026-W48",
        "casectl inspect list",
        _("casectl inspect appeal 7QK3X --reason 'The customer had asked for it'"),
    ],
    help=_(
        "Mark how a colleague handled a case, on the score sheet under inspections: in casectl.yaml. Nobody"
        " inspects a case that they had. The person inspected finds the marks in casectl today and may appeal;"
        " a third person decides. casectl stats shows the averages, never by person."
    ),
)


_marks_option = click.option(
    "--mark",
    "marks",
    multiple=True,
    metavar=_("NAME=MARK"),
    help=_("a mark from 1 to 5; repeat for each line of the score sheet"),
)
_which_argument = click.argument(
    "which",
    metavar="[INSPECTION]",
    default="",
    help=_("the inspection, by id or by person; not needed if there is only one"),
)


@command.command(
    "score",
    examples=[
        "casectl inspect score 7QK3X --mark script=4 --mark diagnosis=5 --mark solution=4 --mark emotion=3 --mark"
        " accuracy=5",
        _("casectl inspect score 7QK3X li.na --mark script=2 --mark solution=1 --text 'The boundary came too late'"),
    ],
    help=_("Record the marks of an inspection: one for every line of the score sheet."),
)
@case_argument
@click.argument(
    "person", metavar="[PERSON]", default="", help=_("whose handling is inspected; by default the last owner's")
)
@_marks_option
@click.option(
    "--draw", default="", metavar=_("WORD"), help=_("the name of the draw (see casectl sample) that the case is in")
)
@click.option("--text", default="", metavar=_("TEXT"), help=_("your feedback to the person inspected"))
@records
def score_command(
    context: Workspace, stamp: EventStamp, case: str, person: str, marks: tuple[str, ...], draw: str, text: str
) -> Receipt:
    return inspect(context, case, Marked(marks, person, draw_named(context, draw) if draw else None, text), stamp)


@command.command(
    "appeal",
    examples=[_("casectl inspect appeal 7QK3X --reason 'The customer had asked for it'")],
    help=_("Appeal against the marks of your own work; a third person decides."),
)
@case_argument
@_which_argument
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@records
def appeal_command(context: Workspace, stamp: EventStamp, case: str, which: str, reason: str) -> Receipt:
    return appeal(context, case, which, reason, stamp)


@command.command(
    "decide",
    examples=[
        _("casectl inspect decide 7QK3X --reason 'Heard the recording again; the marks stay'"),
        _(
            "casectl inspect decide 7QK3X --mark script=4 --mark diagnosis=5 --mark solution=4 --mark emotion=3"
            " --mark accuracy=5 --reason 'The script was out of date'"
        ),
    ],
    help=_(
        "Decide on an appeal: without marks, those of the inspection stay; with marks, the new ones count from then on."
    ),
)
@case_argument
@_which_argument
@_marks_option
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@records
def decide_command(
    context: Workspace, stamp: EventStamp, case: str, which: str, marks: tuple[str, ...], reason: str
) -> Receipt:
    return decide(context, case, which, marks, reason, stamp)


@command.command(
    "list",
    examples=["casectl inspect list", "casectl inspect list --all", "casectl inspect list --all --format csv"],
    help=_("List the inspections of your own work; with --all, everybody's (only inspectors see the names)."),
)
@click.option("--all", "everybody", is_flag=True, help=_("everybody's inspections"))
@layout_options
@click.pass_obj
def list_command(settings: Settings, /, everybody: bool, layout: ListOptions) -> int:
    context = open_context(settings)
    found = inspections(context, everybody=everybody)
    return write_view(inspections_view(found, context.casebook.inspections, context.zone), settings, layout)


@command.command(
    "sheet",
    examples=["casectl inspect sheet"],
    help=_("Show the lines of the score sheet, each of which gets a mark from 1 (not at all) to 5 (fully)."),
)
@layout_options
@click.pass_obj
def sheet_command(settings: Settings, /, layout: ListOptions) -> int:
    return write_view(lines(sheet(open_context(settings))), settings, layout)
