"""casectl publish"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from casectl.actions.publish import publish
from casectl.adapters.files.page_folder import demand_page_folder, write_pages
from casectl.adapters.system.key_file import secret_key
from casectl.cli.context import open_context
from casectl.cli.lists.selection import where
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.query.model import EVERY
from casectl.render.language import _
from casectl.render.pages.customer import customer_html
from casectl.render.pages.published import published


@verb(
    examples=["casectl publish ../pages", "casectl publish ../pages --where 'state:active' --format tsv"],
    help=_(
        "Write a page for each customer that shows how their complaint stands, to be served by any web server."
        " A page shows state, next date and history, in both languages, like show --for-customer. The address"
        " of a page cannot be guessed: it is made with a key kept with your own settings, casectl/keys/pages;"
        " copy that file to every machine that publishes. Pages of withdrawn cases, and of cases no longer"
        " selected, are removed."
    ),
)
@click.argument("folder", metavar="DIR", help=_("the folder that the web server serves"))
@click.option("--where", "chosen", default="", metavar=_("QUERY"), help=_("only these cases; all by default"))
@layout_options
@click.pass_obj
def command(settings: Settings, /, folder: str, chosen: str, layout: ListOptions, **given: Any) -> int:
    del given
    context = open_context(settings)
    demand_page_folder(Path(folder), context.root)
    query = where(context, chosen) if chosen else EVERY
    report = publish(context, query, secret_key("pages", os.environ))
    book = context.casebook
    pages = {name: customer_html(view, context.zone, book.name, book.language) for name, view in report.pages}
    written = [*write_pages(Path(folder), pages, report.unread_pages)]
    return write_view(published(report.pages, written, report.unreadable), settings, layout)
