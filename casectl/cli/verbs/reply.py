"""casectl reply"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from casectl.actions.recording.outgoing import Envelope, Post
from casectl.actions.recording.proposal import recorded_text
from casectl.actions.reply import Wanted, Written, copy, demand_new, draft, faults, reply, waits
from casectl.actions.sending.letters import send
from casectl.adapters.files.new_file import NewFile
from casectl.cli.asking.draft import EditorDraft
from casectl.cli.asking.input import text_argument
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option, may_ask
from casectl.cli.output import notify
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.sent import demanded_dispatch, sending_options, write_sent
from casectl.cli.verb import verb
from casectl.core.values.messages import LANGUAGES, msg
from casectl.core.values.value_class import replace
from casectl.render.language import _
from casectl.render.text.terminal import visible
from casectl.workspace import Workspace

Done = TypeVar("Done")


@verb(
    examples=[
        "casectl reply 7QK3X",
        "casectl reply 7QK3X -o letter.eml",
        "casectl reply 7QK3X --script holding --channel letter -o letter.txt",
        "casectl reply 7QK3X --text - -o letter.eml < letter.txt",
        "casectl reply 7QK3X --dry-run",
    ],
    help=_(
        "Write to the customer. The script is filled in from the case and opens in your editor; the text that"
        " you save is checked, recorded as a contact, and sent by the mail server set under remind: in"
        " casectl.yaml, or written to a file with -o. If the office is closed, the letter waits until it opens,"
        " and casectl deliver sends it. A letter is refused if it has an unfilled gap, a word that is not used"
        " with customers or a sentence from a note, or if a passage that the script requires is missing."
    ),
)
@case_argument
@click.option("--script", default="", metavar=_("NAME"), help=_("the script; by default the one for the case's state"))
@click.option("--language", type=click.Choice(LANGUAGES), help=_("the letter's language; by default the casebook's"))
@click.option("--channel", default="", metavar=_("CHANNEL"), help=_("channel; by default email or letter"))
@click.option("--to", "recipient", default="", metavar=_("ADDRESS"), help=_("the address; by default the customer's"))
@click.option(
    "--text", default=None, metavar=_("TEXT"), help=_("the letter, in place of the editor; - is standard input")
)
@sending_options
@click.option("--replace", is_flag=True, help=_("replace a colleague's letter that is waiting"))
@click.option("--again", is_flag=True, help=_("send it although the customer has it already"))
@click.option("--copy", is_flag=True, help=_("write the last letter of the case again, and record nothing"))
@click.option("-n", "--dry-run", is_flag=True, help=_("only show the letter, and what is wrong with it"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, /, case: str, event: EventOptions, format: str, **given: Any) -> int:
    context = open_context(settings, event)
    output = given["output"]
    is_email = output.casefold().endswith(".eml") if output else bool(context.casebook.remind.server)
    wanted = Wanted(given["script"], given["language"] or "", given["channel"], is_email, given["recipient"],
                    given["replace"], given["again"])  # fmt: skip
    if given["copy"]:
        return _copy(copy(context, case, Envelope(is_email, wanted.recipient)), output)
    written, stamp = draft(context, case, wanted), event_stamp(context, event)
    if given["dry_run"]:
        return _show(_with_text(written, given["text"]), context, settings)
    demand_new(context, written, stamp)
    if waits(context, written):
        done = _recorded(context, written, given["text"], lambda last: reply(context, last, stamp))
        notify(
            msg("the letter waits for somebody else to approve it: casectl approve {id} -o FILE", id=written.case_id),
            settings,
        )
        return write_receipt(done.receipt, context, settings, format)
    if not output:
        instead = msg("casectl reply {id} -o letter.eml, or -o letter.txt", id=written.case_id)
        mails = demanded_dispatch(context, instead)
        post = Post(mails.outbox, given["now"])
        sent = _recorded(context, written, given["text"],
                         lambda last: send(context, mails, lambda: reply(context, last, stamp, post)))  # fmt: skip
        return write_sent(sent, context, settings, format)
    if output == "-":
        done = _recorded(context, written, given["text"], lambda last: reply(context, last, stamp))
        click.echo(done.content, nl=False)
        return 0
    with NewFile(Path(output)) as file:
        done = _recorded(context, written, given["text"], lambda last: reply(context, last, stamp))
        file.write(done.content or b"", msg("casectl reply {id} --copy -o FILE writes it again", id=written.case_id))
    return write_receipt(done.receipt, context, settings, format)


def _recorded(context: Workspace, written: Written, text: str | None, act: Callable[[Written], Done]) -> Done:
    """What `act` makes of the letter as it was given or edited; what was edited is kept if it fails."""
    instead = msg("without an editor: casectl reply {id} --text - -o FILE < letter.txt", id=written.case_id)
    with EditorDraft("letter.txt", instead, context.root) as editor:
        if text is None and may_ask():
            edited = editor.edit(written.text.encode()).decode(errors="replace")
            return act(replace(written, text=recorded_text(edited)))
        return act(_with_text(written, text))


def _with_text(written: Written, text: str | None) -> Written:
    """The letter with the text given for it, if any. Raises UsageError if that is blank: a pipe may have failed."""
    return written if text is None else replace(written, text=recorded_text(text_argument(text)))


def _copy(content: bytes, output: str) -> int:
    if output in ("", "-"):
        click.echo(content, nl=False)
        return 0
    with NewFile(Path(output)) as file:
        file.write(content, msg("choose another file with -o"))
    return 0


def _show(written: Written, context: Workspace, settings: Settings) -> int:
    """The letter on stdout, what is wrong with it on stderr; 3 if it could not go out."""
    click.echo(visible(written.text, multiline=True).rstrip("\n"))
    wrong = faults(context, written)
    for each in wrong:
        notify(each, settings)
    return 3 if wrong else 0
