"""Checks of a case's id, its keys, its template, and the people and cases it names."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.ids import case_path, is_case_id
from casectl.core.case.model import ORDER, Case
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.template.fields import is_blank
from casectl.core.values.messages import Finding, msg
from casectl.core.values.nearest import suggestion


def identity(case: Case, context: CheckContext) -> Iterator[Finding]:
    """The id is well formed and is the file's name."""
    if not is_case_id(case.id):
        yield finding_at(
            case, "C001", ("id",), msg("{id} is not a case id: its form or check character is wrong", id=case.id or "-")
        )
    elif case_path(case.id) != case.source.file:
        yield finding_at(case, "C002", ("id",), msg("the file of {id} is {path}", id=case.id, path=case_path(case.id)))


def keys(case: Case, context: CheckContext) -> Iterator[Finding]:
    """Required keys are present; a key that looks like a misspelt one is reported."""
    for key in ("id", "title", "template", "state"):
        if is_blank(case.tree.get(key)):
            yield finding_at(case, "C003", (key,), msg("{key} is missing", key=key))
    others = [key for key in case.tree if key not in ORDER and not key.startswith("x-")]
    absent = [key for key in ORDER if key not in case.tree] if others else []
    for key in others:
        if hint := suggestion(key, absent, _LIKELY):
            yield finding_at(case, "C004", (key,), msg("{word} is unknown here; {hint}", word=key, hint=hint))


_LIKELY = 0.85
"""The least similarity at which a key is taken for a misspelt missing one; other keys are the user's own."""


def template(case: Case, context: CheckContext) -> Iterator[Finding]:
    """The template exists and can be used."""
    if context.template is None:
        name = case.header.template or "?"
        yield finding_at(
            case, "C010", ("template",), msg("there is no usable template {name} in templates/", name=name)
        )


def people(case: Case, context: CheckContext) -> Iterator[Finding]:
    """Owner, recipient and team are known, except in imported cases, which keep the names of their source.

    Settings that list no people have a finding of their own, which is not repeated for every case.
    """
    if context.imported or not context.casebook.people:
        return
    persons = {person.name for person in context.casebook.people}
    teams = {name for name, _ in context.casebook.teams}
    roles = {name for name, _ in context.casebook.roles}
    offer = case.header.offer
    for path, name in ((("owner",), case.header.owner), (("offer", "to"), offer.to if offer else "")):
        if name and name not in persons:
            yield finding_at(case, "C070", path, msg("{name} is not a person in casectl.yaml", name=name))
    for path, name in ((("team",), case.header.team), (("offer", "team"), offer.team if offer else "")):
        if name and name not in teams:
            yield finding_at(case, "C071", path, msg("{name} is not a team in casectl.yaml", name=name))
    for number, follow_up in enumerate(case.header.follow_ups):
        if follow_up.who and follow_up.who not in persons | teams | roles:
            yield finding_at(
                case, "C072", ("follow_ups", number), msg("{name} is not a person in casectl.yaml", name=follow_up.who)
            )


def links(case: Case, context: CheckContext) -> Iterator[Finding]:
    """Links refer to existing cases."""
    for number, link in enumerate(case.header.links):
        if link.case not in context.ids:
            yield finding_at(case, "C080", ("links", number), msg("there is no case {id} to link to", id=link.case))


def source(case: Case, context: CheckContext) -> Iterator[Finding]:
    """A case that names a source came with an import on record: no case of our own gets round the rules so."""
    if case.header.source and not context.imported:
        what = msg(
            "{id} says that it came from {source}, but no such import is on record: it is checked like any other case",
            id=case.id,
            source=":".join(case.header.source),
        )
        yield finding_at(case, "C101", ("source",), what)
