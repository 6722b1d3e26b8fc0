"""casectl deliver"""

from __future__ import annotations

import click

from casectl.actions.deliver import deliver, still_waiting
from casectl.actions.sending.delivery import outcomes
from casectl.assembly.sending import dispatch_of
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings
from casectl.cli.output import notify
from casectl.cli.verb import verb
from casectl.core.values.messages import msg
from casectl.ports.sending import SENT
from casectl.render.language import _


@verb(
    examples=["casectl deliver"],
    help=_(
        "Send what is due in this clone's outbox: letters that were written while the office was closed, and"
        " letters and reminders that a mail server or a webhook did not accept, which are tried again after 5"
        " minutes, 30 minutes, 2 hours and so on, for three days. Messages that may already have been sent are"
        " left for you to decide on: casectl remind --unsure. casectl remind also sends them."
    ),
)
@click.pass_obj
def command(settings: Settings, /) -> int:
    context = open_context(settings, EventOptions())
    dispatch = dispatch_of(context)
    sent, troubles = deliver(context, dispatch)
    for each in (*outcomes(sent), *troubles):
        notify(each, settings)
    if not sent and not troubles:
        notify(msg("nothing is to be sent now"), settings)
    for each in still_waiting(context, dispatch):
        notify(each, settings)
    return int(bool(troubles) or any(each.state != SENT for each in sent))
