"""Letters that a verb sends: whether there is anything to send them by, and what became of one."""

from __future__ import annotations

import click

from casectl.actions.sending.delivery import outcomes
from casectl.assembly.sending import dispatch_of
from casectl.cli.options import Function, Settings
from casectl.cli.output import notify
from casectl.cli.receipts import write_receipt
from casectl.core.reports import Receipt
from casectl.core.values.messages import Message, UsageError, msg
from casectl.ports.sending import HELD, SENT, Dispatch, Outgoing
from casectl.render.language import _
from casectl.workspace import Workspace


def sending_options(function: Function) -> Function:
    """-o, as `output` ("": by the mail server), and --now."""
    output = click.option(
        "-o", "--output", default="", metavar=_("FILE"),
        help=_("where to write it: FILE.eml is an e-mail, FILE.txt a letter; - is standard output"),
    )  # fmt: skip
    return output(click.option("--now", is_flag=True, help=_("send it although the office is closed"))(function))


def demanded_dispatch(context: Workspace, instead: Message) -> Dispatch:
    """What letters are sent by. Raises UsageError, saying what to do instead, if the settings name nothing."""
    dispatch = dispatch_of(context)
    if not dispatch.letters.channel:
        what = msg("say where to write the letter, since casectl.yaml names no mail server to send it")
        raise UsageError(what, hint=instead)
    return dispatch


def write_sent(done: tuple[Receipt, Outgoing | None], context: Workspace, settings: Settings, format: str) -> int:
    """Write what was recorded of a letter and what became of it; 1 if it was not sent as it should be by now."""
    receipt, letter = done
    status = write_receipt(receipt, context, settings, format)
    for each in outcomes([letter] if letter else []):
        notify(each, settings)
    return status or int(letter is not None and letter.state not in (SENT, HELD))
