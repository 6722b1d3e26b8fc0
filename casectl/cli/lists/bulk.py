"""One verb on many cases: ``--where QUERY`` in place of a case, and ``--dry-run``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from casectl.cli.asking.input import text_argument
from casectl.cli.asking.prompts import demand_yes
from casectl.cli.context import open_context
from casectl.cli.lists.selection import where
from casectl.cli.options import EventOptions, Settings, event_options, format_option, may_ask, with_options
from casectl.cli.output import write_view
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.core.values.messages import Refused, UsageError, counted, msg
from casectl.core.values.value_class import replace, value_class
from casectl.render.language import _
from casectl.workspace import Workspace

if TYPE_CHECKING:  # most often the verb is for one case
    from casectl.actions.recording.proposal import EventStamp, Propose
    from casectl.core.reports import Batch, Receipt


@value_class
class ManyCases:
    """The query of ``--where``, or of the ids on standard input ("": a case is named instead), whether nothing is to
    be recorded, and whether to ask.
    """

    where: str
    dry: bool
    yes: bool


def bulk_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--where, --dry-run and --yes, together as `many`."""

    @functools.wraps(function)
    def gathered(*args: Any, where: str | None, dry_run: bool, yes: bool, **rest: Any) -> Any:
        if where is None and rest["case"] == "-":
            where = f"id:{','.join(typed_ids())}"
        if dry_run and where is None:
            raise UsageError(msg("--dry-run needs --where"))
        if where is not None:
            refuse_blank(where)
        return function(*args, many=ManyCases(where or "", dry_run, yes), **rest)

    return with_options(
        gathered,
        click.option("--where", default=None, metavar=_("QUERY"), help=_("in place of CASE: all cases that match")),
        click.option("--dry-run", is_flag=True, help=_("with --where: show what would happen, and record nothing")),
        yes_option,
    )


def yes_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--yes, as `yes`: many cases are changed without a question."""
    return click.option("-y", "--yes", is_flag=True, help=_("change many cases without asking"))(function)


def typed_ids() -> list[str]:
    """The ids on standard input, with blanks or lines between them. Raises UsageError if there is none."""
    ids = text_argument("-").split()
    if not ids:
        raise UsageError(
            msg("there are no ids on standard input"),
            hint=msg("for example: casectl list owner:me --format ids | casectl …"),
        )
    return ids


def refuse_blank(where: str) -> None:
    """Raises UsageError for a blank ``--where``: a script's empty variable must not mean every case."""
    if not where.strip():
        raise UsageError(
            msg("--where is empty, which would select every case"),
            hint=msg("say which cases are meant; casectl help queries"),
        )


def records_many(function: Callable[..., Receipt | Propose]) -> Callable[..., int]:
    """As `records`, of one case or of many: where `many` has a query the function gives what is proposed for each, and
    each one's result is written; the exit code is 3 if one refused.
    """

    @bulk_options
    @event_options
    @format_option
    @click.pass_obj
    @functools.wraps(function)
    def recorded(settings: Settings, /, *, many: ManyCases, event: EventOptions, format: str, **typed: Any) -> int:
        context = open_context(settings, event)
        stamp = event_stamp(context, event)
        found: Any = function(context, stamp, many=many, **typed)
        if many.where:
            return write_batch(_done(context, many, found, stamp), settings, format)
        return write_receipt(found, context, settings, format)

    return recorded


def _done(context: Workspace, many: ManyCases, propose: Propose, stamp: EventStamp) -> Batch:
    """What became of each case that meets the query."""
    from casectl.actions.recording.bulk import Bulk, record_in_bulk
    from casectl.cli.lists.nothing_found import explain_nothing

    bulk = Bulk(where(context, many.where), many.dry)
    if not (many.dry or many.yes) and may_ask():
        demand_yes_to(record_in_bulk(context, replace(bulk, dry=True), propose, stamp))
    report = record_in_bulk(context, bulk, propose, stamp)
    if not report.rows:
        explain_nothing(context, bulk.query)
    return report


def demand_yes_to(preview: Batch) -> None:
    """Go on if the person agrees to what would be recorded. Raises Abort otherwise."""
    if count := sum(row.done for row in preview.rows):
        verb = click.get_current_context().command_path
        demand_yes(counted("{verb}: record this in {count} case?", "{verb}: record this in {count} cases?", count,
                           verb=verb))  # fmt: skip


def write_batch(report: Batch, settings: Settings, format: str) -> int:
    """Write what became of each case of a batch; the exit code."""
    from casectl.render.views.batches import batch as batch_view

    status = write_view(batch_view(report), settings, format)
    return status or (0 if all(row.done for row in report.rows) else Refused.exit_code)


def required_argument(name: str, word: str | None) -> str:
    """An argument that is required here. Raises click's own error if it is missing."""
    if not word:
        from casectl.cli.typed.missing import argument_called  # only an error needs it

        ctx = click.get_current_context()
        raise click.MissingParameter(ctx=ctx, param=argument_called(ctx, name))
    return word


def only_one(name: str, first: str | None, second: str | None) -> str:
    """The only argument that goes with ``--where``, which is the second one behind ``-``.

    Raises UsageError if it is missing, or if there is a case too.
    """
    word, _ = without_case((first, second))
    return beside_where(name, word)


def without_case(words: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The arguments that go with ``--where``: those behind ``-``, or else all but the last. Of nothing is None.

    Raises UsageError if there is a case too.
    """
    if words[0] != "-" and words[-1]:
        raise UsageError(msg("give a case or --where, not both"))
    return (*words[1:], None) if words[0] == "-" else words


def beside_where(name: str, word: str | None) -> str:
    """An argument that is required with ``--where``. Raises UsageError if it is missing."""
    if not word:
        from casectl.cli.typed.missing import argument_called, missing  # only an error needs it

        ctx = click.get_current_context()
        raise missing(ctx, [argument_called(ctx, name)])
    return word
