"""casectl away"""

from __future__ import annotations

from datetime import date

import click

from casectl.actions.away import away, back
from casectl.actions.lookup.named import person_named
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, event_id_option, format_option
from casectl.cli.output import write_view
from casectl.cli.settings_change import recorded
from casectl.cli.verb import verb
from casectl.core.template.absences import Absence
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.render.views.staff import people
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl away li.na --until fri --deputy zhang.wei"),
        "casectl away zhang.wei --from 2026-12-24 --until 2027-01-03",
        "casectl away li.na --back",
    ],
    help=_(
        "Record in casectl.yaml that somebody is away. Until they are back they cannot be given a case, and"
        " their deputy sees their work in casectl today. Only somebody who may change casectl.yaml, such as a"
        " supervisor, can record it."
    ),
)
@click.argument("person", metavar="PERSON", help=_("who is away"))
@click.option("--from", "since", default="", metavar=_("DAY"), help=_("the first day; by default today"))
@click.option("--until", default="", metavar=_("DAY"), help=_("the last day"))
@click.option("--deputy", default="", metavar=_("PERSON"), help=_("the deputy"))
@click.option("--back", "is_back", is_flag=True, help=_("the person is back: remove the recorded absence"))
@event_id_option
@format_option
@click.pass_obj
def command(settings: Settings, /, person: str, event_id: str, format: str, **given: str) -> int:
    context = open_context(settings, EventOptions())
    name = person_named(context, person).name
    if given["is_back"]:
        report = back(context, name, event_id)
    elif given["until"]:
        absence = Absence(_day(context, given["since"]), _day(context, given["until"]), given["deputy"])
        report = away(context, name, absence, event_id)
    else:
        raise UsageError(msg("say until when: --until DAY"), hint=msg("casectl away {name} --back ends it", name=name))
    book = open_context(settings).casebook
    known = [each for each in book.people if each.name == name]
    return write_view(people(known, book, recorded(report)), settings, format)


def _day(context: Workspace, text: str) -> date:
    """The day that was typed; "" is today."""
    if not text:
        return context.now.astimezone(context.zone).date()
    return date.fromisoformat(context.typed_times.stored(text, whole_day=True))
