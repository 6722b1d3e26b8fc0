"""casectl promise"""

from __future__ import annotations

import click

from casectl.actions.promise import promise
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        _("casectl promise 7QK3X 'refund on the card' --by 'tomorrow 12:00'"),
        _("casectl promise 7QK3X 'a call from the engineer' --by fri --who li.na"),
    ],
    help=_(
        "Record what the customer was promised, and by when. It is in every list until casectl followup done says that"
        " it was kept or broken."
    ),
)
@case_argument
@click.argument("what", metavar="WHAT", help=_("what was promised, in a few words"))
@click.option("--by", "due", required=True, metavar=_("TIME"), help=_("by when; a date includes that day"))
@click.option("--who", default="", metavar=_("PERSON"), help=_("who is to keep it; by default the owner"))
@click.option("--note", default="", metavar=_("TEXT"), help=_("a short note"))
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings, /, case: str, what: str, due: str, who: str, note: str, event: EventOptions, format: str
) -> int:
    context = open_context(settings, event)
    at = context.typed_times.deadline(due, context.calendar)
    new = NewFollowUp(at, what, who, note, context.typed_times.zone_of(due))
    return write_receipt(promise(context, case, new, event_stamp(context, event)), context, settings, format)
