"""casectl search"""

from __future__ import annotations

import click

from casectl.actions.search import search
from casectl.cli.lists.archived import archived_option, listed_context
from casectl.cli.lists.bulk import refuse_blank
from casectl.cli.lists.selection import where as meant
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.query.model import EVERY
from casectl.render.language import _
from casectl.render.views.found import hits


@verb(
    examples=[
        "casectl search 退款",
        _("casectl search 'late parcel' depot --where state:active"),
        _("casectl search 'late parcel' --archived"),
    ],
    help=_(
        "Find the cases in which all of the words occur, case-insensitive, in the id, title, fields, contacts"
        " or notes; matches in the title come first."
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...", help=_("a word, or several in quotation marks"))
@click.option("--where", default=None, metavar=_("QUERY"), help=_("only cases that match"))
@archived_option
@layout_options
@click.pass_obj
def command(
    settings: Settings, words: tuple[str, ...], where: str | None, layout: ListOptions, *, archived: bool
) -> int:
    if where is not None:
        refuse_blank(where)
    context = listed_context(settings, archived=archived)
    report = search(context, words, meant(context, where) if where else EVERY)
    return write_view(hits(report, context.zone), settings, layout)
