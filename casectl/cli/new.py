"""casectl new"""

from __future__ import annotations

from pathlib import Path

import click

from casectl.actions.lookup.earlier_complaints import earlier_complaints, warnings
from casectl.actions.lookup.named import level_named, template_named
from casectl.actions.new import Opening, new
from casectl.cli.context import open_context
from casectl.cli.draft import EditorDraft
from casectl.cli.input import field_values, from_editor, from_file, loose_values
from casectl.cli.options import EventOptions, Settings, event_options, format_option
from casectl.cli.output import notify
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.core.values.messages import msg
from casectl.core.values.value_class import replace
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        _("casectl new complaint --title 'Parcel arrived open' --channel phone -f customer.name='A. Customer' …"),
        "casectl new after-sales --edit",
        "casectl new complaint --from - < intake.yaml",
    ],
    help=_(
        "Open a case from a template of the casebook. Every field of the template is an option of its own: --channel"
        " phone, --customer.name 'A. Customer'. What is required and missing is named all at once."
    ),
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@click.argument("template", metavar="TEMPLATE", help=_("a template of the casebook"))
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
@click.option("--team", default="", metavar="TEAM", help=_("the team; by default the template's"))
@click.option("--level", default="", metavar="N", help=_("how severe, 1 and up, or a title; by default the template's"))
@event_options
@format_option
@click.pass_context
def command(ctx: click.Context, /, template: str, event: EventOptions, format: str, **given: object) -> int:
    settings: Settings = ctx.find_object(Settings) or Settings(Path())
    context = open_context(settings, event)
    values = [*from_file(context, str(given["source"] or "")), *loose_values(ctx.args)]
    values += field_values(given["fields"])
    if given["title"]:
        values.append(("title", str(given["title"])))
    received, level = str(given["received"]), str(given["level"])
    opening = Opening(
        template,
        values,
        context.typed_times.instant(received, past=True) if received else None,
        str(given["owner"]),
        str(given["team"]),
        level_named(context.template(template_named(context, template)), level) if level else 0,
    )
    instead = msg("give the values as -f name=value, or --from FILE")
    with EditorDraft(f"{template}.yaml", instead) as draft:
        if given["edit"]:
            opening = replace(
                opening, values=from_editor(context, context.template(template_named(context, template)), values, draft)
            )
        report = new(context, opening, event_stamp(context, event))
    before = earlier_complaints(context, report.case)
    status = write_receipt(report, context, settings, format, before)
    for warning in warnings(report.case.id, before):
        notify(warning, settings)
    return status
