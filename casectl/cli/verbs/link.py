"""casectl link"""

from __future__ import annotations

import click

from casectl.actions.link import link, propose_link, propose_unlink, unlink
from casectl.actions.recording.proposal import EventStamp, Propose
from casectl.cli.lists.bulk import (
    ManyCases,
    beside_where,
    records_many,
    required_argument,
    without_case,
)
from casectl.cli.option_values import TitledChoice
from casectl.cli.options import (
    case_ids,
    optional_case_argument,
)
from casectl.cli.verb import verb
from casectl.core.case.links import LINK_TYPES, LINK_WORDS
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace

_TYPE = TitledChoice(LINK_TYPES, LINK_WORDS)


@verb(
    examples=[
        "casectl link 7QK3X duplicate-of 9A2BC",
        "casectl link 7QK3X related 9A2BC --remove",
        "casectl link --where 'cause:delivery.label received:>=2026-11-01' related 9A2BC",
    ],
    help=_("Relate a case to another one; both show it. The other case's file is not touched."),
)
@optional_case_argument
@click.argument(
    "type", required=False, metavar="TYPE", help=", ".join(LINK_TYPES),
    shell_complete=lambda _ctx, _param, typed: [each for each in LINK_TYPES if each.startswith(typed)],
)  # fmt: skip
@click.argument("other", required=False, metavar="OTHER", help=_("the other case"), shell_complete=case_ids)
@click.option("--remove", is_flag=True, help=_("remove the link"))
@records_many
def command(
    context: Workspace, stamp: EventStamp, case: str | None, type: str | None, other: str | None, remove: bool, many:
    ManyCases,
) -> Receipt | Propose:  # fmt: skip
    if many.where:
        kind, target, _ = without_case((case, type, other))
        words = _kind(beside_where("TYPE", kind)), beside_where("OTHER", target)
        return (propose_unlink if remove else propose_link)(context, *words)
    typed, named = required_argument("CASE", case), _kind(required_argument("TYPE", type))
    act = unlink if remove else link
    return act(context, typed, named, required_argument("OTHER", other), stamp)


def _kind(typed: str) -> str:
    """The type of link that is meant. Raises UsageError if there is none."""
    return _TYPE.convert(typed, None, click.get_current_context())
