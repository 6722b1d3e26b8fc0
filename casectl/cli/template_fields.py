"""The fields of a template, for the help of `casectl new TEMPLATE`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casectl.actions.lookup.named import template_named
from casectl.cli.context import open_context
from casectl.cli.options import Settings
from casectl.cli.verb import typed_words
from casectl.core.values.messages import CasectlError, msg
from casectl.core.values.naming import with_code
from casectl.render.language import translate
from casectl.render.views.templates import field_lines

if TYPE_CHECKING:
    import click


def fields_of_template(ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
    """A heading and the fields of the template that was typed; nothing where there is none."""
    words = [each for each in typed_words(ctx) if not each.startswith("-")]
    settings = ctx.find_object(Settings)
    if not words or settings is None:
        return []
    try:
        context = open_context(settings)
        template = context.template(template_named(context, words[0]))
    except CasectlError:  # help is for whoever has a problem already
        return []
    heading = msg("Fields of {template}", template=with_code(template.name, template.title))
    return [(translate(heading), field_lines(template))]
