"""casectl filing"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.filing import FilingRequest, checked_pack, filing
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.assembly.bootstrap import shipped_filings
from casectl.cli.context import open_context
from casectl.cli.lists.periods import as_of, as_of_option, period_of
from casectl.cli.lists.selection import where
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.figures.periods import Period
from casectl.core.filings.pack import SPANS, Pack
from casectl.core.query.model import EVERY
from casectl.core.values.messages import NotFound, msg
from casectl.core.values.naming import names_meant, texts_of
from casectl.core.values.nearest import suggestion
from casectl.render.language import _
from casectl.render.views.filing import contents, packs, problems
from casectl.workspace import Workspace


@verb(
    examples=[
        "casectl filing",
        "casectl filing ko41a --period '2025-04-01 to 2026-03-31'",
        "casectl filing ko41a --check",
        "casectl filing tsm --where template:uk-housing --format csv",
        "casectl filing asic-idr --period '2026-01-01 to 2026-06-30' --reveal --format csv > idr.csv",
        "casectl filing cn-quarterly --period 2026-Q3 --filed 2026-10-15",
    ],
    help=_(
        "Fill in a return to a regulator for a period, or list the known returns. Each return says where its"
        " rules are from, how far they were verified, and what is not known. Under filings: in casectl.yaml you"
        " say which fields the sections are counted by, and how you comply with the provisions of a code. Cases"
        " whose field reportable has the value no are left out. For a return of your own, give a file that"
        " describes it: casectl help filings."
    ),
)
@click.argument(
    "name", required=False, metavar="[NAME]", default="",
    help=_("the return, or a file that describes one; without it all are listed"),
    shell_complete=lambda _ctx, _param, typed: [each for each in shipped_filings() if each.startswith(typed)],
)  # fmt: skip
@click.option(
    "--period", default="", metavar=_("TIME"),
    help=_("the period, such as 2026, 2026-Q3 or last quarter; by default the last one that the return is for"),
)  # fmt: skip
@click.option(
    "--check", is_flag=True, help=_("list the cases that make the return wrong; exit with 1 if there are any")
)
@click.option("--filed", default="", metavar=_("COMMIT|DATE"), help=_("compare with the figures as filed"))
@click.option("--where", "chosen", default="", metavar=_("QUERY"), help=_("only these cases; all by default"))
@click.option("--reveal", is_flag=True, help=_("show private values as they are"))
@as_of_option
@layout_options
@click.pass_obj
def command(settings: Settings, /, name: str, check: bool, reveal: bool, layout: ListOptions, **given: Any) -> int:
    if not name:
        return write_view(packs(_shipped(each) for each in shipped_filings()), settings, layout)
    pack = _meant(settings, name)
    context = open_context(settings)
    query = where(context, given["chosen"]) if given["chosen"] else EVERY
    known, filed = as_of(context, given["as_of"]), as_of(context, given["filed"])
    report = filing(context, query, FilingRequest(pack, _period(context, pack, given["period"]), known, filed))
    view = problems(report, context.zone) if check else contents(report, context.zone, reveal=reveal)
    status = write_view(view, settings, layout)
    return status or int(check and bool(report.faults))


def _period(context: Workspace, pack: Pack, typed: str) -> Period:
    """The period that is meant: without a word the last one that is over and that the return is made for."""
    if typed or pack.spans not in SPANS:
        return period_of(context, typed or "last year")
    return SPANS[pack.spans].last_before(context.now.astimezone(context.zone).date())


def _shipped(name: str) -> Pack:
    return checked_pack(YamlDocuments(), f"{name}.yaml", shipped_filings()[name], name)


def _meant(settings: Settings, typed: str) -> Pack:
    """The return that is meant: by its name, its title in any language, or a file of one's own."""
    known = shipped_filings()
    if typed in known:
        return _shipped(typed)
    path = settings.start / typed
    if path.suffix == ".yaml" and path.is_file():
        return checked_pack(YamlDocuments(), str(path), path.read_bytes(), path.stem)
    titled = [(name, texts_of(_shipped(name).title)) for name in known]
    found = names_meant(typed, titled)
    if len(found) == 1:
        return _shipped(found[0])
    near = suggestion([typed], [word for name, titles in titled for word in (name, *titles)])
    raise NotFound(
        msg("there is no return {name}", name=typed),
        hint=near or msg("available: {names}; casectl filing FILE.yaml reads one of your own", names=[*known]),
    )
