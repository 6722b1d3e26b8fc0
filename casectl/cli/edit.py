"""casectl edit"""

from __future__ import annotations

import click

from casectl.actions.change import edit_case
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.draft import Draft
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.verb import Verb
from casectl.core.values.messages import msg
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl edit 7QK3X", "EDITOR='code -w' casectl edit 7QK3X"],
    help=_(
        "Edit a case's title, fields and own keys in your editor, and record the change. The header and the journal"
        " have verbs of their own."
    ),
)
@case_argument
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, how: EventOptions, format: str) -> int:
    desk = open_desk(settings, how)
    instead = msg("without an editor: casectl set {case} NAME=VALUE", case=case)
    with Draft("case.yaml", instead) as draft:
        report = edit_case(desk, case, draft.edit, when(desk, how))
    return put_receipt(report, desk, settings, format)
