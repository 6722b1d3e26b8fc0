"""casectl mail"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from casectl.actions.lookup.find import find
from casectl.actions.mail import MailReader, drop, open_new, place, take_in, waiting
from casectl.adapters.mail.mailboxes import SCHEMES, Found, messages_at
from casectl.adapters.mail.parsing import mail_in
from casectl.adapters.system.key_file import known_key, secret_key
from casectl.cli.asking.input import field_values, stdin_bytes
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, format_option, late_option
from casectl.cli.output import write_data, write_view
from casectl.cli.receipts import event_stamp
from casectl.cli.verb import verb
from casectl.core.mail.reports import MailReport, MailRow
from casectl.core.mail.tokens import token
from casectl.core.values.messages import Message, RepositoryError, Unreadable, UsageError, msg
from casectl.render.language import _
from casectl.render.views.mail import mail as mail_view
from casectl.workspace import Workspace

_AT_ONCE, _BYTES_AT_ONCE = 100, 32 << 20
"""How many messages, and bytes of them, are recorded at once: what a kill may have to be done again."""
_KEY = "mail"
"""The name of the key of our tokens. Machines that take in each other's mail have the same one."""
_ASKED = ("waiting", "place", "new", "drop", "token")


@verb(
    examples=[
        "casectl mail ~/Maildir",
        "casectl mail complaints.mbox letter.eml",
        "casectl mail - < letter.eml",
        "casectl mail imaps://care@mail.example.org/INBOX",
        "casectl mail --waiting",
        "casectl mail --place 7k3xm4tv 7QK3X",
        "casectl mail --new 7k3xm4tv complaint -f reference=A-1001 -f history=none",
        _("casectl mail --drop 7k3xm4tv 'advertising'"),
        "casectl mail --token 7QK3X",
    ],
    help=_(
        "Import mail: a message is added to the case that it belongs to, as an inbound contact with its"
        " attachments, or opens a case, as mail: in casectl.yaml says. The case is found by our token, which"
        " only this desk can make, by the message that it replies to, or by the number in its subject."
        " Automatic replies, bounces and list mail are filed; they open no case and stop no clock. A message"
        " whose case is unclear waits (--waiting). Importing the same messages again adds nothing, and"
        " mailboxes stay as they are, except that new messages in a Maildir are marked as seen. The exit code"
        " is 1 if something waits."
    ),
)
@click.argument("sources", metavar="[SOURCE]...", nargs=-1, help=_("a message, a Maildir, a folder of messages, an"
                " mbox, or imaps://user@host/folder; - reads one message from standard input"))  # fmt: skip
@click.option(
    "--move-to", default="", metavar=_("FOLDER"), help=_("on a server: the folder to move recorded messages to")
)
@click.option("--waiting", is_flag=True, help=_("list the mail that waits for a decision, each with the reason"))
@click.option("--place", nargs=2, metavar="MAIL CASE", help=_("add a listed message to a case"))
@click.option("--new", nargs=2, metavar="MAIL TEMPLATE", help=_("open a case from a listed message"))
@click.option("-f", "--field", "fields", multiple=True, metavar="NAME=VALUE", help=_("with --new: a field of the case"))
@click.option("--drop", nargs=2, metavar="MAIL REASON", help=_("remove a message from the list"))
@click.option("--token", metavar="CASE", default="", help=_("print the token of a case, for a subject or an address"))
@late_option
@format_option
@click.pass_obj
def command(settings: Settings, /, sources: tuple[str, ...], format: str, **given: Any) -> int:
    _refuse_mixed(sources, given)
    event = EventOptions(late=given["late"])
    context = open_context(settings, event)
    if given["token"]:
        write_data(f"{token(secret_key(_KEY, os.environ), find(context, given['token']))}\n")
        return 0
    reader = MailReader(mail_in, known_key(_KEY, os.environ))
    if sources:
        with ExitStack() as closing:
            found = (found for each in sources for found in _messages(context, each, given["move_to"], closing))
            return _take_in(context, found, reader, settings, format)
    report = _directed(context, reader, event, given)
    return write_view(mail_view(report, context.zone), settings, format)


def _refuse_mixed(sources: Sequence[str], given: dict[str, Any]) -> None:
    """Raise UsageError unless exactly one thing is asked for."""
    asked = [f"--{name}" for name in _ASKED if given[name]]
    if len(asked) + bool(sources) > 1:
        raise UsageError(msg("give messages to import, or one of {options}, not several", options=asked))
    if given["fields"] and not given["new"]:
        raise UsageError(msg("-f can only be used with --new"))
    if not asked and not sources:
        raise UsageError(
            msg("say where the mail is: a file, a Maildir, an mbox, or -"),
            hint=msg("casectl mail --waiting lists what waits"),
        )


def _directed(context: Workspace, reader: MailReader, event: EventOptions, given: dict[str, Any]) -> MailReport:
    """What a person does about the mail that waits."""
    if given["place"]:
        named, case = given["place"]
        return place(context, named, case, reader, event_stamp(context, event))
    if given["new"]:
        named, template = given["new"]
        return open_new(context, named, template, reader, field_values(given["fields"]))
    if given["drop"]:
        named, reason = given["drop"]
        return drop(context, named, reason, reader)
    return waiting(context, reader)


def _take_in(context: Workspace, found: Iterator[Found], reader: MailReader, settings: Settings, format: str) -> int:
    """Take in all there is, some at a time; what was recorded before something failed is written nevertheless."""
    rows, notes = list[MailRow](), list[Message]()
    unreadable: list[tuple[str, Message]] = []

    def written() -> int:
        report = MailReport(tuple(rows), tuple(unreadable), tuple(notes))
        return write_view(mail_view(report, context.zone), settings, format) or (1 if report.waits else 0)

    try:
        for some in _in_batches(found):
            report = _recorded(context, some, reader, unreadable)
            rows.extend(report.rows)
            notes.extend(each for each in report.notes if each not in notes)
    except (RepositoryError, Unreadable):
        written()
        raise
    return written()


def _recorded(
    context: Workspace, some: Sequence[Found], reader: MailReader, unreadable: list[tuple[str, Message]]
) -> MailReport:
    """Record messages, and only then have their mailbox say that they are seen."""
    read = []
    for found in some:
        try:
            read.append((found, reader.parse(found.content)))
        except Unreadable as error:
            unreadable.append((found.name, error.what))
    report = take_in(context, [mail for _found, mail in read], reader.key)
    for found, _mail in read:
        found.recorded()
    return report


def _messages(context: Workspace, source: str, move_to: str, closing: ExitStack) -> Iterator[Found]:
    if source == "-":
        return iter((Found("-", stdin_bytes()),))
    if not source.startswith(SCHEMES):
        return messages_at(Path(source))
    from casectl.adapters.mail.imap import ImapSource, Mailbox  # most mail is in files

    return ImapSource(Mailbox.of(source), move_to, context.private_folder / "imap.json", os.environ, closing).messages()


def _in_batches(messages: Iterable[Found]) -> Iterator[list[Found]]:
    some, size = list[Found](), 0
    for found in messages:
        some.append(found)
        size += len(found.content)
        if len(some) == _AT_ONCE or size > _BYTES_AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some
