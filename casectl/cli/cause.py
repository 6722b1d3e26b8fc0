"""casectl cause"""

from __future__ import annotations

import click

from casectl.actions.cause import FoundCause, cause, dispute
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        _(
            "casectl cause 7QK3X delivery.wrong-item --why 'Two labels look alike' --why 'Nobody scans them'"
            " --responsible after-sales"
        ),
        _("casectl cause 7QK3X --dispute 'The carrier swapped the labels, see the photograph'"),
    ],
    help=_(
        "Record the root cause of a complaint, one of causes: in casectl.yaml, why it happened, and who or what is"
        " responsible. Whoever is named may dispute it; somebody else then decides. casectl stats --by cause counts"
        " them, and casectl list cause:NAME finds the cases."
    ),
)
@case_argument
@click.argument("found", required=False, default="", metavar="[CAUSE]", help=_("the cause, by code or title"))
@click.option(
    "--why", "whys", multiple=True, metavar=_("TEXT"), help=_("why it happened; again for the reason behind that")
)
@click.option(
    "--responsible", default="", metavar=_("WHO"), help=_("who or what caused it: a person, a team, a supplier")
)
@click.option("--dispute", "reason", metavar=_("REASON"), help=_("you are named as responsible and do not agree"))
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings, /, case: str, found: str, whys: tuple[str, ...], responsible: str, reason: str | None,
    event: EventOptions, format: str,
) -> int:  # fmt: skip
    if bool(found) == (reason is not None) or (reason is not None and (whys or responsible)):
        raise UsageError(
            msg("name the cause, or dispute it with --dispute alone"),
            hint=msg("casectl cause {id} CAUSE --responsible WHO, or casectl cause {id} --dispute REASON", id=case),
        )
    context = open_context(settings, event)
    stamp = event_stamp(context, event)
    if reason is not None:
        receipt = dispute(context, case, reason, stamp)
    else:
        receipt = cause(context, case, FoundCause(found, whys, responsible), stamp)
    return write_receipt(receipt, context, settings, format)
