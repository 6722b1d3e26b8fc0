"""casectl attach"""

from __future__ import annotations

from pathlib import Path

import click

from casectl.actions.attach import attach
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.asking.input import kept_bytes
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=["casectl attach 7QK3X photo.jpg", "casectl attach 7QK3X - --name call.txt < call.txt"],
    help=_("Keep a file with a case, under attachments/; its size and SHA-256 go on record."),
)
@case_argument
@click.argument("file", metavar="FILE", help=_("the file to attach; - reads standard input"))
@click.option("--name", default="", metavar=_("NAME"), help=_("the name to keep it under; by default the file's own"))
@records
def command(context: Workspace, stamp: EventStamp, case: str, file: str, name: str) -> Receipt:
    return attach(context, case, name or Path(file).name, kept_bytes(file), stamp)
