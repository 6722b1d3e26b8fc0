"""casectl seal"""

from __future__ import annotations

import click

from casectl.actions.seal import seal, seals
from casectl.cli.context import open_context
from casectl.cli.options import Settings, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.render.language import _
from casectl.render.views.sealed import sealed
from casectl.render.views.sealed import seals as seals_view

_LIST = "list"


@verb(
    examples=["casectl seal", "casectl seal list"],
    help=_(
        "Seal what is recorded so far: a tag in git names the commit, how many cases and events it has, who"
        " sealed it and when; it is signed if git has a key. Keep the code of the seal on paper, or send it to"
        " somebody: even years later, casectl verify --seal CODE shows whether anything before the seal was"
        " rewritten. seal list shows all seals."
    ),
)
@click.argument("what", required=False, type=click.Choice([_LIST]), metavar="[list]", help=_("list: show all seals"))
@format_option
@click.pass_obj
def command(settings: Settings, /, what: str | None, format: str) -> int:
    context = open_context(settings)
    if what == _LIST:
        return write_view(seals_view(seals(context), context.zone), settings, format)
    receipt = seal(context)
    context.lost_heads()  # so that the tag is missed, too
    return write_view(sealed(receipt, context.zone), settings, format)
