"""casectl schema"""

from __future__ import annotations

import click

from casectl.actions.lookup.named import template_named
from casectl.actions.schema import schema
from casectl.casebook.shipped_rules import read_shipped_templates
from casectl.cli.context import open_context
from casectl.cli.options import Settings
from casectl.cli.output import write_data
from casectl.cli.verb import verb
from casectl.core.schemas.for_editors import KINDS
from casectl.core.template.model import Template
from casectl.core.values.messages import NotFound, RepositoryError, UsageError, msg
from casectl.core.values.naming import names_meant, texts_of
from casectl.core.values.nearest import suggestion
from casectl.render.language import _, translate


@verb(
    examples=[
        "casectl schema case > .casectl/case.schema.json",
        "casectl schema case --template refund > refund.schema.json",
        "casectl schema template > template.schema.json",
        "casectl schema filing > filing.schema.json",
    ],
    help=_(
        "Write the JSON Schema (draft 7) of case files, templates, calendars, casectl.yaml, or returns for"
        " casectl filing, for use by editors and by programs that write such files. Editors find the schema if"
        " the first line of a file is # yaml-language-server: $schema=FILE; new cases, and all files that"
        " casectl init writes, have this line."
    ),
)
@click.argument(
    "kind", type=click.Choice(KINDS), metavar="KIND", help=_("case, template, calendar, settings or filing")
)
@click.option(
    "--template",
    "name",
    default="",
    metavar=_("TEMPLATE"),
    help=_("a strict schema for this template: its states, fields, choices, clocks and required fields"),
)
@click.pass_obj
def command(settings: Settings, kind: str, name: str) -> int:
    if name and kind != "case":
        raise UsageError(
            msg("--template can only be used with casectl schema case"),
            hint=msg("casectl schema case --template {name}", name=name),
        )
    write_data(schema(kind, translate, _template(settings, name) if name else None))
    return 0


def _template(settings: Settings, name: str) -> Template:
    """The casebook's template of that name or title, or outside of a casebook the shipped one. Raises NotFound, naming
    the nearest.
    """
    try:
        context = open_context(settings)
    except RepositoryError:
        shipped = {each.name: each for each in read_shipped_templates()}
        meant = names_meant(name, ((each.name, texts_of(each.title)) for each in shipped.values()))
        if len(meant) != 1:
            raise NotFound(msg("casectl ships no template {name}", name=name), hint=suggestion(name, shipped)) from None
        return shipped[meant[0]]
    return context.template(template_named(context, name))
