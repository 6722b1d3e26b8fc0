"""casectl people add|list"""

from __future__ import annotations

import click

from casectl.actions.people import add_person, list_people
from casectl.cli.context import open_context
from casectl.cli.options import (
    CommaList,
    EventOptions,
    ListOptions,
    Settings,
    event_id_option,
    format_option,
    layout_options,
)
from casectl.cli.output import write_view
from casectl.cli.settings_change import recorded
from casectl.cli.verb import VerbGroup
from casectl.core.template.settings import Person
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.render.views.staff import people

command = VerbGroup(
    examples=[
        "casectl people list",
        _("casectl people add ben --name 'Ben Okoro' --email ben@example.org --role agent --team after-sales"),
    ],
    help=_("List the people in the casebook, and add one: with roles, teams and the e-mail address that git uses."),
)


@command.command(
    "list",
    examples=["casectl people list", "casectl people list --format json"],
    help=_("List the people of the casebook, with their roles and teams."),
)
@layout_options
@click.pass_obj
def list_command(settings: Settings, layout: ListOptions) -> int:
    context = open_context(settings)
    return write_view(people(list_people(context), context.casebook), settings, layout)


@command.command(
    "add",
    examples=[
        _("casectl people add ben --name 'Ben Okoro' --email ben@example.org --role agent --team after-sales"),
        _("casectl people add mia --email mia@example.org --role agent,specialist --team front-line"),
    ],
    help=_(
        "Add a person to casectl.yaml and record it, as casectl adopt casectl.yaml would. The file keeps its"
        " comments. casectl recognises who is acting by their e-mail address, so give the address that they"
        " have set as user.email in git."
    ),
)
@click.argument("person", metavar="PERSON", help=_("the short name, one word, that stands for the person in cases"))
@click.option("--name", default="", metavar=_("TEXT"), help=_("the full name"))
@click.option("--email", "emails", type=CommaList(), default=(), metavar="A,B", help=_("the e-mail addresses"))
@click.option(
    "--role",
    "roles",
    type=CommaList(),
    default=(),
    metavar="A,B",
    help=_("the roles, which decide what the person may do"),
)
@click.option("--team", "teams", type=CommaList(), default=(), metavar="A,B", help=_("the teams"))
@click.option("--skill", "skills", type=CommaList(), default=(), metavar="A,B", help=_("what the person is good at"))
@event_id_option
@format_option
@click.pass_obj
def add_command(settings: Settings, /, person: str, event_id: str, format: str, **given: tuple[str, ...]) -> int:
    context = open_context(settings, EventOptions())
    added = Person(person, str(given["name"]), given["emails"], given["roles"], given["teams"], given["skills"])
    notes = recorded(add_person(context, added, event_id))
    if not added.emails:
        notes = (*notes, msg("{person} has no e-mail address, so git cannot say when they act: add emails: in"
                             " casectl.yaml, then casectl adopt casectl.yaml",
                             person=person))  # fmt: skip
    book = open_context(settings).casebook
    known = [each for each in book.people if each.name == person]
    return write_view(people(known, book, notes), settings, format)
