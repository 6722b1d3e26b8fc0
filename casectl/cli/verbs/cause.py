"""casectl cause"""

from __future__ import annotations

import click

from casectl.actions.cause import FoundCause, cause, dispute
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _(
            "casectl cause 7QK3X delivery.wrong-item --why 'Two labels look alike' --why 'Nobody scans them'"
            " --responsible after-sales"
        ),
        _("casectl cause 7QK3X --dispute 'The carrier swapped the labels, see the photograph'"),
    ],
    help=_(
        "Record the root cause of a complaint (one of those under causes: in casectl.yaml), why it happened,"
        " and who or what is responsible. Whoever is named as responsible may dispute it; somebody else then"
        " decides. casectl stats --by cause counts the causes, and casectl list cause:NAME finds the cases."
    ),
)
@case_argument
@click.argument("found", required=False, default="", metavar="[CAUSE]", help=_("the cause, by code or title"))
@click.option(
    "--why",
    "whys",
    multiple=True,
    metavar=_("TEXT"),
    help=_("why it happened; repeat the option for the reason behind that reason"),
)
@click.option(
    "--responsible", default="", metavar=_("WHO"), help=_("who or what caused it: a person, a team, a supplier")
)
@click.option("--dispute", "reason", metavar=_("REASON"), help=_("you are named as responsible and do not agree"))
@records
def command(
    context: Workspace, stamp: EventStamp, case: str, found: str, whys: tuple[str, ...], responsible: str, reason: str
    | None,
) -> Receipt:  # fmt: skip
    if bool(found) == (reason is not None) or (reason is not None and (whys or responsible)):
        raise UsageError(
            msg("name the cause, or dispute it with --dispute alone"),
            hint=msg("casectl cause {id} CAUSE --responsible WHO, or casectl cause {id} --dispute REASON", id=case),
        )
    if reason is not None:
        return dispute(context, case, reason, stamp)
    return cause(context, case, FoundCause(found, whys, responsible), stamp)
