"""casectl instruct"""

from __future__ import annotations

import click

from casectl.actions.instruct import instruct
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.cli.context import open_context
from casectl.cli.input import text_argument
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[_("casectl instruct 7QK3X --to li.na --by 'today 16:00' 'Call the customer and say what went wrong'")],
    help=_(
        "Give a colleague an instruction that must be answered by a time. It stays in every list until it is"
        " answered with casectl answer. The roles with may: [instruct] in casectl.yaml may do it."
    ),
)
@case_argument
@click.argument("text", metavar="TEXT", help=_("what is to be done; - reads it from standard input"))
@click.option("--to", "who", required=True, metavar=_("PERSON"), help=_("who is to do it, and to answer"))
@click.option(
    "--by", "due", required=True, metavar=_("TIME"), help=_("by when it must be answered; a date includes that day")
)
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, /, case: str, text: str, who: str, due: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    at = context.typed_times.deadline(due, context.calendar)
    new = NewFollowUp(at, text_argument(text), who, zone=context.typed_times.zone_of(due))
    return write_receipt(instruct(context, case, new, event_stamp(context, event)), context, settings, format)
