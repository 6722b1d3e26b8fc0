"""casectl audit"""

from __future__ import annotations

import click

from casectl.actions.audit import audit
from casectl.cli.context import open_context
from casectl.cli.options import ListOptions, Settings, case_argument, layout_options
from casectl.cli.output import write_view
from casectl.cli.receipts import labels_of
from casectl.cli.verb import Verb
from casectl.render.language import _
from casectl.render.records import audit as audit_view


@click.command(
    cls=Verb,
    examples=["casectl audit 7QK3X", "casectl audit 7QK3X --format json"],
    help=_(
        "Show what happened to a case, read from git: when it was recorded, when it is said to have happened, who did"
        " what, and from whom to whom. Hand edits and back-dating are shown as such."
    ),
)
@case_argument
@layout_options
@click.pass_obj
def command(settings: Settings, case: str, layout: ListOptions) -> int:
    context = open_context(settings)
    report = audit(context, case)
    labels = {name: labels_of(context, name) for name in report.templates}
    return write_view(audit_view(report, context.zone, labels), settings, layout)
