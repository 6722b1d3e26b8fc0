"""casectl audit"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import click

from casectl.actions.audit import audit, audit_cases, dwell, dwell_cases
from casectl.actions.lookup.named import person_named
from casectl.cli.checkout import in_checkout
from casectl.cli.context import open_context
from casectl.cli.lists.bulk import refuse_blank
from casectl.cli.lists.nothing_found import with_filters
from casectl.cli.lists.selection import where as meant_by
from casectl.cli.option_values import TitledChoice
from casectl.cli.options import ListOptions, Settings, annotating_layout_options, optional_case_argument
from casectl.cli.output import write_view
from casectl.cli.receipts import labels_of
from casectl.cli.verb import verb
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.history.audit_filter import AuditFilter
from casectl.core.history.commit import Committers
from casectl.core.history.event_rows import Wanted
from casectl.core.values.messages import NotFound, UsageError, msg
from casectl.render.language import _
from casectl.render.views.trails import audit as audit_view
from casectl.render.views.trails import dwell as dwell_view
from casectl.workspace import Workspace

_HANDOFF = "handoff"
_KINDS = {**{name: row.title for name, row in EVENT_KINDS.items()}, _HANDOFF: msg("handoff")}
_EARLIER = {
    "opened": ("建立",), "advanced": ("推进",), "assigned": ("指派",), "offered": ("移交",), "accepted": ("接收",),
    "overridden": ("手工设定期限",), "recomputed": ("重算期限",), "undone": ("撤销",),
}  # fmt: skip


@verb(
    examples=[
        "casectl audit 7QK3X",
        "casectl audit 7QK3X --format json",
        "casectl audit --since -7d --kind handoff",
        _("casectl audit --where 'team:billing level>=3' --by li.na --since 2026-11"),
        "casectl audit --since -30d --back-dated --around --exit-code",
        "casectl audit --where state:closed --dwell",
    ],
    help=_(
        "Show what happened to a case, read from git: when it was recorded, when it happened (as entered), who did"
        " what, and who handed it to whom. Hand edits and back-dated entries are marked. Without CASE: all cases, or"
        " those that --where selects."
    ),
)
@optional_case_argument
@click.option("--where", default=None, metavar=_("QUERY"), help=_("in place of CASE: all cases that match"))
@click.option(
    "--by",
    "people",
    multiple=True,
    metavar=_("PERSON"),
    help=_("done, recorded or committed by this person; me is you"),
)
@click.option("--since", default="", metavar=_("TIME"), help=_("recorded at this time or later"))
@click.option("--until", default="", metavar=_("TIME"), help=_("recorded before this time"))
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=TitledChoice(_KINDS, _EARLIER),
    metavar=_("KIND"),
    help=_("events of this kind, such as advanced; handoff means assigned, offered, accepted and returned"),
)
@click.option("--back-dated", is_flag=True, help=_("only what was recorded later than it happened"))
@click.option(
    "--around",
    is_flag=True,
    help=_("only what was recorded without casectl, or by somebody other than the person who acted"),
)
@click.option("--dwell", "as_dwell", is_flag=True, help=_("how long cases were in each state, and who had them"))
@click.option("--exit-code", is_flag=True, help=_("exit with 1 if anything is listed"))
@annotating_layout_options
@click.pass_obj
def command(settings: Settings, /, case: str | None, where: str | None, layout: ListOptions, **given: Any) -> int:
    context = open_context(settings)
    if case and where is not None:
        raise UsageError(msg("give a case or --where, not both"))
    if given["as_dwell"]:
        _refuse_with_dwell(given)
    wanted = _filter(context, given)
    paths = None if where is None else _paths(context, where)
    if given["as_dwell"]:
        times = dwell(context, case, wanted) if case else dwell_cases(context, paths, wanted)
        view = dwell_view(times, {name: labels_of(context, name) for name in times.templates})
    else:
        report = audit(context, case, wanted) if case else audit_cases(context, paths, wanted)
        labels = {name: labels_of(context, name) for name in report.templates}
        view = audit_view(report, context.zone, labels, paged=layout.format == "table")
    status = write_view(with_filters(in_checkout(view, context, layout.format)), settings, layout)
    return status or int(given["exit_code"] and bool(view.rows))


def _refuse_with_dwell(given: dict[str, Any]) -> None:
    """Raises UsageError for what chooses events: a length of time has none."""
    options = {"people": "--by", "kinds": "--kind", "back_dated": "--back-dated", "around": "--around"}
    wrong = [option for name, option in options.items() if given[name]]
    if wrong:
        raise UsageError(msg("--dwell can be combined with --since and --until, not with {options}", options=wrong))


def _paths(context: Workspace, query: str) -> Collection[str]:
    """The case files that a query means. Raises UsageError, NotFound as lists do."""
    from casectl.actions.list_ import list_cases

    refuse_blank(query)
    return {each.path for each in list_cases(context, meant_by(context, query)).cases}


def _filter(context: Workspace, given: dict[str, Any]) -> AuditFilter:
    handoffs = tuple(name for name, row in EVENT_KINDS.items() if row.passes_on)
    kinds = (name for kind in given["kinds"] for name in (handoffs if kind == _HANDOFF else (kind,)))
    return AuditFilter(
        tuple(_person(context, word) for word in given["people"]),
        tuple(dict.fromkeys(kinds)),
        _beginning(context, given["since"]),
        _beginning(context, given["until"]),
        given["back_dated"],
        given["around"],
        Committers.of(context.casebook),
    )


def _beginning(context: Workspace, text: str) -> datetime | None:
    """The instant at which a typed day, week or month begins, or the instant that was typed."""
    return context.typed_times.span(text, past=True)[0] if text else None


def _person(context: Workspace, word: str) -> str:
    """The name of the person that `word` means; of one who has left, the name that journals have. Raises NotFound."""
    try:
        return person_named(context, word).name
    except NotFound:
        if context.journals().with_events(Wanted((word,))):
            return word
        raise
