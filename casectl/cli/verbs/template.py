"""casectl template list|show"""

from __future__ import annotations

import click

from casectl.actions.init import templates_shipped
from casectl.actions.template import list_templates, show_template
from casectl.assembly.bootstrap import NewCasebook
from casectl.cli.context import open_context
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import VerbGroup
from casectl.render.language import _
from casectl.render.views.templates import template, template_list

command = VerbGroup(
    examples=["casectl template list", "casectl template show complaint"],
    help=_("List the kinds of complaint, and show the rules of one: fields, states, steps, clocks."),
)


@command.command(
    "list",
    examples=["casectl template list", "casectl template list --shipped", "casectl template list --format json"],
    help=_("List the casebook's templates, or those that casectl brings: casectl init --template NAME adds one."),
)
@click.option("--shipped", is_flag=True, help=_("those that casectl brings instead"))
@layout_options
@click.pass_obj
def list_command(settings: Settings, shipped: bool, layout: ListOptions) -> int:
    if shipped:
        bringing = NewCasebook(settings.start)
        return write_view(
            template_list(templates_shipped(bringing.shipped(), bringing.documents), (), {}), settings, layout
        )
    context = open_context(settings)
    return write_view(template_list(*list_templates(context), dict(context.casebook.teams)), settings, layout)


@command.command(
    "show",
    examples=["casectl template show complaint", "casectl template show complaint --format json"],
    help=_(
        "Show what a template says: its fields, its states with their titles, its steps with what each needs and who"
        " may take it, its clocks with the source of each. casectl help templates explains how to write one."
    ),
)
@click.argument("name", metavar="TEMPLATE", help=_("a template of the casebook, by its name or title"))
@layout_options
@click.pass_obj
def show_command(settings: Settings, name: str, layout: ListOptions) -> int:
    return write_view(template(show_template(open_context(settings), name)), settings, layout)
