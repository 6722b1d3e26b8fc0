"""casectl attach"""

from __future__ import annotations

from pathlib import Path

import click

from casectl.actions.attach import attach
from casectl.cli.context import open_context
from casectl.cli.input import kept_bytes
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl attach 7QK3X photo.jpg", "casectl attach 7QK3X - --name call.txt < call.txt"],
    help=_("Keep a file with a case, under attachments/; its size and SHA-256 go on record."),
)
@case_argument
@click.argument("file", metavar="FILE", help=_("the file to attach; - reads standard input"))
@click.option("--name", default="", metavar=_("NAME"), help=_("the name to keep it under; by default the file's own"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, file: str, name: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(
        attach(context, case, name or Path(file).name, kept_bytes(file), event_stamp(context, event)),
        context,
        settings,
        format,
    )
