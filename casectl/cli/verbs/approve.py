"""casectl approve"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from casectl.actions.approve import Approval, approve, reject, waiting
from casectl.actions.recording.outgoing import Envelope, Post
from casectl.actions.sending.letters import send
from casectl.adapters.files.new_file import NewFile
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.output import notify
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.sent import demanded_dispatch, sending_options, write_sent
from casectl.cli.verb import verb
from casectl.core.case.model import Case, Event
from casectl.core.values.messages import msg
from casectl.core.values.value_class import replace
from casectl.render.language import _
from casectl.render.text.terminal import visible


@verb(
    examples=[
        "casectl approve 7QK3X --show",
        "casectl approve 7QK3X --draft 3k9x0m2p4q -o letter.eml",
        "casectl approve 7QK3X",
        "casectl approve 7QK3X -o letter.eml",
        _("casectl approve 7QK3X --reject 'Say when the refund arrives'"),
    ],
    help=_(
        "Approve a letter that a colleague wrote: it is recorded as a contact, and sent by the mail server set"
        " in casectl.yaml (remind:), or written to a file with -o. You can also send it back with a reason: its"
        " writer then has to revise it, and the case cannot be resolved until the letter has gone out. The"
        " workflow of the template says which letters need approval, and by whom (approve:)."
    ),
)
@case_argument
@click.option("--show", is_flag=True, help=_("only show the waiting letter"))
@click.option(
    "--draft",
    default="",
    metavar=_("EVENT"),
    help=_("the letter to approve, by the id that --show prints; required if it replaced an earlier letter"),
)
@click.option("--reject", "reason", default=None, metavar=_("REASON"), help=_("send the letter back, for this reason"))
@click.option("--to", "recipient", default="", metavar=_("ADDRESS"), help=_("the address; by default the customer's"))
@sending_options
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, /, case: str, event: EventOptions, format: str, **given: Any) -> int:
    output, reason, context = given["output"], given["reason"], open_context(settings, event)
    wanted = Approval(Envelope(output.casefold().endswith(".eml"), given["recipient"]), given["draft"])
    if given["show"]:
        return _show(*waiting(context, case), settings)
    if reason is not None:
        return write_receipt(reject(context, case, reason, event_stamp(context, event)), context, settings, format)
    if not output:
        instead = msg("casectl approve {id} -o letter.eml, or -o letter.txt", id=waiting(context, case)[0].id)
        mails, stamp = demanded_dispatch(context, instead), event_stamp(context, event)
        post, by_mail = Post(mails.outbox, given["now"]), replace(wanted, envelope=Envelope(True, given["recipient"]))
        sent = send(context, mails, lambda: approve(context, case, by_mail, stamp, post))
        return write_sent(sent, context, settings, format)
    if output == "-":
        click.echo(approve(context, case, wanted, event_stamp(context, event)).content, nl=False)
        return 0
    with NewFile(Path(output)) as file:
        done = approve(context, case, wanted, event_stamp(context, event))
        again = msg("casectl reply {id} --copy -o FILE writes it again", id=done.receipt.case.id)
        file.write(done.content or b"", again)
    return write_receipt(done.receipt, context, settings, format)


def _show(case: Case, drafted: Event, settings: Settings) -> int:
    """The letter on stdout; on stderr how exactly that one is approved, whatever is written meanwhile."""
    click.echo(visible(drafted.text("text"), multiline=True).rstrip("\n"))
    notify(msg("to approve this letter and no other: casectl approve {id} --draft {event}", id=case.id,
               event=drafted.id), settings)  # fmt: skip
    return 0
