"""casectl sample"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.sample import sample
from casectl.cli.context import open_context
from casectl.cli.lists.draws import draw_of
from casectl.cli.lists.periods import as_of, as_of_option
from casectl.cli.option_values import WholeNumber
from casectl.cli.options import CommaList, ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.figures.draw_name import OWNER, USUAL, DrawName
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.render.views.inspections import drawn

_PERSON = ("person", "员工", "经办人")
"""What people type for the owner."""


@verb(
    examples=[
        "casectl sample",
        "casectl sample --per person --week 2026-W48 --seed 7",
        "casectl sample --per team,template --count 3 --period 'last month'",
        "casectl sample --where level>=3 --format csv > inspections.csv",
    ],
    help=_(
        "Draw cases for quality inspection: some of those that each person resolved in a period. The draw"
        " depends only on the seed and the ids of the cases, so everybody gets the same cases from the same"
        " commit. Cases already inspected in another draw, or chosen by hand, are not drawn again. The name of"
        " the draw records how it was made, including the query given with --where. casectl inspect records the"
        " marks."
    ),
)
@click.option(
    "--per", type=CommaList(), default=(), metavar="A,B",
    help=_("draw cases separately for each person (the default), team, template, level or fields.NAME"),
)  # fmt: skip
@click.option("--count", type=WholeNumber(1, 1000), default=USUAL, help=_("how many of each; by default 2"))
@click.option(
    "--period", default="", metavar=_("TIME"), help=_("when they were resolved: last week (the default), 2026-11")
)
@click.option(
    "--week", default="", metavar=_("TIME"), help=_("the week in which they were resolved: 2026-W48, last week")
)
@click.option(
    "--seed", default="", metavar=_("WORD"), help=_("any word or number, for another draw from the same period")
)
@click.option("--where", "chosen", default="", metavar=_("QUERY"), help=_("only these cases; all by default"))
@as_of_option
@layout_options
@click.pass_obj
def command(settings: Settings, /, count: int, layout: ListOptions, **given: Any) -> int:
    if given["period"] and given["week"]:
        raise UsageError(msg("--week and --period both choose the period: use only one of them"))
    seed = given["seed"]
    if seed and not (seed.isprintable() and len(seed) <= 64 and {*seed}.isdisjoint("/,") and seed.split() == [seed]):
        raise UsageError(msg("the seed must be one word: {text} is not", text=seed))
    context = open_context(settings)
    keys = tuple(OWNER if each in _PERSON else each for each in given["per"]) or (OWNER,)
    period = given["week"] or given["period"] or "last week"
    name = DrawName(period, seed, keys, count, given["chosen"])
    report = sample(context, draw_of(context, name, as_of(context, given["as_of"])))
    return write_view(drawn(report, context.zone), settings, layout)
