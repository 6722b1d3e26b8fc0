"""casectl answer"""

from __future__ import annotations

import click

from casectl.actions.answer import answer
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.asking.input import text_argument
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl answer 7QK3X 'Called at three: the parcel is on its way'"),
        _("casectl answer 7QK3X f1a2b3c 'Done'"),
    ],
    help=_("Answer an instruction that you were given, which completes it."),
)
@case_argument
@click.argument("words", nargs=-1, required=True, metavar="[INSTRUCTION] TEXT", help=_(
    "the answer, after the id of the instruction if there are several; - reads the answer from standard input"
))  # fmt: skip
@records
def command(context: Workspace, stamp: EventStamp, case: str, words: tuple[str, ...]) -> Receipt:
    which, text = ("", words[0]) if len(words) == 1 else (words[0], " ".join(words[1:]))
    return answer(context, case, which, text_argument(text), stamp)
