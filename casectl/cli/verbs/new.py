"""casectl new"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from casectl.actions.assign import Auto, assign_auto
from casectl.actions.lookup.earlier_complaints import earlier_complaints, warnings
from casectl.actions.lookup.named import demand_present, level_named, template_named
from casectl.actions.new import new
from casectl.actions.recording.opening import Opening
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.asking.case import filled_in, which_template
from casectl.cli.asking.draft import EditorDraft
from casectl.cli.asking.input import Values, field_values, from_editor, from_file, loose_values
from casectl.cli.context import open_context
from casectl.cli.lists.archived import archive_beside
from casectl.cli.options import EventOptions, Settings, event_options, format_option, may_ask, no_input_option
from casectl.cli.output import notify
from casectl.cli.receipts import event_stamp, once_recorded, write_receipt
from casectl.cli.routing_rules import routing_rules
from casectl.cli.verb import Verb, verb
from casectl.core.case.kinds.boundary import in_words
from casectl.core.reports import Receipt
from casectl.core.values.messages import Message, Refused, UsageError, Value, msg
from casectl.core.values.nearest import a_few
from casectl.core.values.value_class import replace
from casectl.render.language import _, translate
from casectl.workspace import Workspace

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class _Opening(Verb):
    """The verb whose help lists the fields of the template that is named."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The fields of the template that is named, with their choices, beside the options."""
        from casectl.cli.shell.completing import opening_items

        return [*opening_items(ctx, incomplete), *super().shell_complete(ctx, incomplete)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The fields of the template before the options."""
        from casectl.cli.template_fields import fields_of_template

        for heading, rows in fields_of_template(ctx):
            with formatter.section(heading):
                formatter.write_dl(rows)
        super().format_options(ctx, formatter)


@verb(
    cls=_Opening,
    examples=[
        _(
            "casectl new complaint --title 'Parcel arrived open' --channel phone --customer.name 'A. Customer'"
            " --customer.contact '020 7946 0018' --reference A-1001 --history none --problem 'Two cups are missing'"
            " --request 'Send the two cups'"
        ),
        "casectl new after-sales --edit",
        "casectl new complaint --from - < intake.yaml",
    ],
    help=_(
        "Open a case from a template of the casebook. Every field of the template is an option of its own: --channel"
        " phone, --customer.name 'A. Customer'. On a terminal casectl asks for required values that are missing;"
        " elsewhere it lists them all. casectl new TEMPLATE --help lists the fields of a template."
    ),
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@click.argument(
    "template", metavar="TEMPLATE", required=False, help=_("a template of the casebook; on a terminal you are asked")
)
@click.option("--title", default="", metavar="TEXT", help=_("the complaint in one line"))
@click.option(
    "-f", "--field", "fields", multiple=True, metavar="NAME=VALUE", help=_("a field, such as customer.ref=CU-1")
)
@click.option("--from", "source", metavar="FILE", help=_("read title and fields from a YAML or JSON file; - for stdin"))
@click.option(
    "-e", "--edit", is_flag=True, help=_("fill in the template in your editor, which shows every field and its choices")
)
@click.option("--received", default="", metavar="TIME", help=_("when the customer complained, if not now"))
@click.option("--owner", default="", metavar="PERSON", help=_("the owner; by default the template's, or you"))
@click.option("--auto", is_flag=True, help=_("choose the owner by the routing rules; casectl routing test shows how"))
@click.option("--team", default="", metavar="TEAM", help=_("the team; by default the template's"))
@click.option("--level", default="", metavar="N", help=_("the level, 1 and up, or a title; by default the template's"))
@event_options
@no_input_option
@format_option
@click.pass_context
def command(ctx: click.Context, /, template: str | None, event: EventOptions, format: str, **given: object) -> int:
    settings: Settings = ctx.find_object(Settings) or Settings(Path())
    context = open_context(settings, event)
    routing = _routing(context, given)
    values = _values(context, ctx.args, given)
    asks = may_ask() and not given["edit"] and given["source"] != "-"
    if not template:
        template = which_template(context) if asks else _demanded(context)
    stamp = event_stamp(context, event)
    instead = msg("give the values as -f NAME=VALUE, or --from FILE")
    with EditorDraft(f"{template}.yaml", instead, context.root) as draft:
        rules = context.template(template_named(context, template)) if asks or given["edit"] else None
        if rules:
            values = (
                from_editor(context, rules, values, draft)
                if given["edit"]
                else filled_in(context, rules, values, stamp)
            )
        report = new(context, _opening(context, template, values, given), stamp)
    if routing:
        report = _routed(context, report, routing, settings)
    before = once_recorded(
        lambda: earlier_complaints(context, report.case, archive_beside(context)), settings, _not_looked_up
    )
    status = write_receipt(report, context, settings, format, before)
    for warning in warnings(report.case.id, before) if before else ():
        notify(warning, settings)
    if before and before.boundary:
        notify(in_words(before.boundary, context.zone), settings)
    return status


def _not_looked_up(why: Value) -> Message:
    return msg("recorded, but the customer's earlier complaints could not be looked up: {reason}", reason=why)


def _demanded(context: Workspace) -> NoReturn:
    raise UsageError(
        msg("say which template: casectl new TEMPLATE"),
        hint=msg("available: {names}; casectl template list describes them", names=a_few(context.template_names())),
    )


def _values(context: Workspace, words: Sequence[str], given: Mapping[str, object]) -> Values:
    """The values of --from, of the options that the template knows, of -f and of --title."""
    values = [*from_file(context, str(given["source"] or "")), *loose_values(words), *field_values(given["fields"])]
    return [*values, ("title", str(given["title"]))] if given["title"] else values


def _opening(context: Workspace, template: str, values: Values, given: Mapping[str, object]) -> Opening:
    received, level = str(given["received"]), str(given["level"])
    if given["owner"]:
        demand_present(context, str(given["owner"]))
    return Opening(
        template,
        values,
        context.typed_times.instant(received, past=True) if received else None,
        str(given["owner"]),
        str(given["team"]),
        level_named(context.template(template_named(context, template)), level) if level else 0,
        unowned=bool(given["auto"]),
    )


def _routing(context: Workspace, given: Mapping[str, object]) -> Auto | None:
    """The routing rules, if they choose the owner. Raises as `routing_rules` does, and UsageError beside --owner."""
    if not given["auto"]:
        return None
    if given["owner"]:
        raise UsageError(msg("--auto chooses the owner; leave out --owner"))
    return Auto(routing_rules(context), "", translate)


def _routed(context: Workspace, report: Receipt, routing: Auto, settings: Settings) -> Receipt:
    """What was recorded, with the case given to whom the rules choose; it is open also where they choose nobody."""
    if report.case.header.owner:
        return report
    try:
        given = assign_auto(context, report.case.id, routing, EventStamp())
    except Refused as error:
        notify(error.what, settings)
        return report
    return replace(given, before=report.before, events=(*report.events, *given.events))
