"""Views of who works in a casebook: people and teams."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.template.absences import Absence
from casectl.core.template.settings import Casebook, Person
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.view import WHOLE, Cell, Cells, Column, Row, View, table
from casectl.render.views.values import translated


def people(found: Sequence[Person], book: Casebook, notes: tuple[Message, ...] = ()) -> View:
    """`people list`: a row for each person, with teams as the `book` calls them."""
    cells: Cells[Person] = {
        Column("person", _("Person"), keep=True): lambda each: each.name,
        Column("name", _("Full name")): lambda each: each.title,
        Column("roles", _("Roles")): lambda each: list(each.roles),
        Column("teams", _("Teams")): lambda each: [_team(book, name) for name in each.teams],
        Column("emails", _("E-mail"), least=WHOLE): lambda each: list(each.emails),
        Column("skills", _("Skills"), spare=True): lambda each: list(each.skills),
        Column("away", _("Away")): lambda each: [_absence(absence) for absence in each.away],
    }
    return View("people", *table(found, cells), notes)


def _team(book: Casebook, name: str) -> Cell:
    title = translate(book.title_of_team(name))
    return Cell(name, title if title == name else translate(msg("{title} ({name})", title=title, name=name)))


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
