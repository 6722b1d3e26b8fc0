"""--group-by: how many there are of each kind, in place of a list of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from casectl.cli.options import CommaList, ListOptions, Settings
from casectl.cli.output import write_view
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.workspace import Workspace

if TYPE_CHECKING:
    from casectl.core.owed_reports import Agenda, DueReport
    from casectl.core.reports import CaseList


def group_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--group-by, as `keys`: a tuple of names."""
    return click.option(
        "--group-by", "keys", type=_Keys(), default=(), metavar="A,B", help=_("only count the cases, grouped by"
                                                                              " these columns, such as"
                                                                              " state,owner"),
        shell_complete=_completed,
    )(function)  # fmt: skip


class _Keys(CommaList):
    """Names to count by, of which there is at least one: a script's empty variable must not list all cases instead."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Raises UsageError for none."""
        found = super().convert(value, param, ctx)
        if isinstance(value, str) and not found:
            raise UsageError(
                msg("--group-by is empty"), hint=msg("say what to count by: state,owner; casectl help queries")
            )
        return found


def _completed(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The names to count by, each behind those that are typed already; fields have too many names to list."""
    from casectl.core.query.fields import GROUPING  # only for a shell that asks

    typed, comma, last = incomplete.rpartition(",")
    return [f"{typed}{comma}{each}" for each in GROUPING if each.startswith(last)]


def write_groups(
    context: Workspace,
    settings: Settings,
    report: CaseList | DueReport | Agenda,
    keys: tuple[str, ...],
    layout: ListOptions,
    codec: str = "utf-8",
) -> int:
    """Write how many there are of each kind in a list; the exit code."""
    from casectl.actions.lookup.grouping import group_cases
    from casectl.cli.lists.nothing_found import with_filters
    from casectl.render.views.groups import groups

    return write_view(with_filters(groups(group_cases(context, report, keys))), settings, layout, codec=codec)
