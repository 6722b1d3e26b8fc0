"""casectl answer"""

from __future__ import annotations

import click

from casectl.actions.answer import answer
from casectl.cli.context import open_context
from casectl.cli.input import text_argument
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        _("casectl answer 7QK3X 'Called at three: the parcel is on its way'"),
        _("casectl answer 7QK3X f1a2b3c 'Done'"),
    ],
    help=_("Answer an instruction that you were given, which completes it."),
)
@case_argument
@click.argument("words", nargs=-1, required=True, metavar="[INSTRUCTION] TEXT", help=_(
    "the answer, after the instruction's id where there are several; - reads it from standard input"
))  # fmt: skip
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, /, case: str, words: tuple[str, ...], event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    which, text = ("", words[0]) if len(words) == 1 else (words[0], " ".join(words[1:]))
    receipt = answer(context, case, which, text_argument(text), event_stamp(context, event))
    return write_receipt(receipt, context, settings, format)
