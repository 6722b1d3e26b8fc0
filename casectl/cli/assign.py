"""casectl assign"""

from __future__ import annotations

import click

from casectl.actions.assign import assign, propose_assign
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.cli.bulk import BulkOptions, ManyCases, bulk_options, do_many, only_one, required_argument
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, event_options, format_option, optional_case_argument
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        "casectl assign 7QK3X li.na",
        _("casectl assign 7QK3X li.na --team after-sales --reason 'Knows the product'"),
        _("casectl assign --where 'owner:bo state:active' li.na --reason 'Bo is on leave'"),
    ],
    help=_("Give a case to a person, at once. To let the recipient accept it first: casectl handoff."),
)
@optional_case_argument
@click.argument("person", metavar="PERSON", required=False, help=_("the new owner"))
@click.option("--team", default="", metavar=_("TEAM"), help=_("also move it to this team"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@bulk_options
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings,
    /,
    case: str | None,
    person: str | None,
    many: ManyCases,
    event: EventOptions,
    format: str,
    **given: str,
) -> int:
    context = open_context(settings, event)
    to = only_one("PERSON", case, person) if many.where else required_argument("PERSON", person)
    form = HandoffForm(to=to, team=given["team"], reason=given["reason"])
    if many.where:
        return do_many(context, many, propose_assign(context, form), BulkOptions(settings, event, format))
    return write_receipt(
        assign(context, required_argument("CASE", case), form, event_stamp(context, event)), context, settings, format
    )
