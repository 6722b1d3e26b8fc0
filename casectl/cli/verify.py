"""casectl verify"""

from __future__ import annotations

import click

from casectl.actions.verify import verify
from casectl.cli.context import open_history
from casectl.cli.options import Settings, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import Verb
from casectl.render.language import _
from casectl.render.verified import verify as verify_view


@click.command(
    cls=Verb,
    examples=["casectl verify", "casectl verify 7QK3X", "casectl verify --all --format json"],
    help=_(
        "Judge the history of the branch that is checked out, each commit against each of its parents: events by the"
        " rules and the people of then, journals that only grow, headers, fields, files, dates, merges, and what makes"
        " git show another history. Names the commit. What was verified before is not looked at again, and what was"
        " found is said again. Works in a bare repository too. Exits with 1 if there is anything."
    ),
)
@click.argument(
    "cases", nargs=-1, metavar="[CASE]...", help=_("show only what concerns these cases; all, if none is named")
)
@click.option("--all", "everything", is_flag=True, help=_("start over, also with what was verified before"))
@format_option
@click.pass_obj
def command(settings: Settings, /, cases: tuple[str, ...], everything: bool, format: str) -> int:
    report = verify(open_history(settings), cases, everything=everything)
    return write_view(verify_view(report), settings, format) or int(bool(report.findings))
