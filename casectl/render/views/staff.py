"""Views of who works in a casebook: people and teams."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.template.absences import Absence
from casectl.core.template.settings import Casebook, Person
from casectl.core.values.messages import Message
from casectl.render.language import _
from casectl.render.view import WHOLE, Column, Row, View
from casectl.render.views.values import translated


def people(found: Sequence[Person], notes: tuple[Message, ...] = ()) -> View:
    """`people list`: a row for each person."""
    columns = (
        Column("person", _("Person"), keep=True), Column("name", _("Name")), Column("roles", _("Roles")),
        Column("teams", _("Teams")), Column("emails", _("E-mail"), least=WHOLE),
        Column("skills", _("Skills"), spare=True), Column("away", _("Away")),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "person": each.name, "name": each.title, "roles": list(each.roles), "teams": list(each.teams),
            "emails": list(each.emails), "skills": list(each.skills),
            "away": [_absence(absence) for absence in each.away],
        }
        for each in found
    ]  # fmt: skip
    return View("people", columns, rows, notes)


def _absence(absence: Absence) -> str:
    days = f"{absence.from_on.isoformat()}..{absence.until_on.isoformat()}"
    return f"{days} {absence.deputy}".strip()


def teams(book: Casebook, only: str = "", notes: tuple[Message, ...] = ()) -> View:
    """`team list`: a row for each team, or for one, with who is in it."""
    columns = Column("team", _("Team"), keep=True), Column("title", _("Title")), Column("people", _("People"))
    rows: list[Row] = [
        {
            "team": name,
            "title": translated(title),
            "people": [each.name for each in book.people if name in each.teams],
        }
        for name, title in book.teams
        if only in ("", name)
    ]
    return View("teams", columns, rows, notes)
