"""Checks: what may be wrong with a case. One function and one row in CHECKS each.

A check looks at a case in its surroundings and yields findings; none of them changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from casectl.core.case import ORDER, Case
from casectl.core.casebook import Casebook
from casectl.core.clock_checks import clock_faults
from casectl.core.compose import drift
from casectl.core.errors import Refused
from casectl.core.event import Event
from casectl.core.event_kinds import EVENT_KINDS
from casectl.core.fields import check as check_field
from casectl.core.fields import is_blank, is_filled
from casectl.core.findings import Finding
from casectl.core.fold import fold, standing
from casectl.core.ids import case_path, is_case_id
from casectl.core.messages import Message, msg
from casectl.core.nearest import nearest
from casectl.core.template import OPENING, Template
from casectl.core.tree import Path, Tree, dig, mapping_of


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a case is held against: settings, its template (None if unusable), its journal in HEAD, all case ids."""

    casebook: Casebook
    template: Template | None
    recorded: tuple[Event, ...]
    ids: frozenset[str]
    zone: tzinfo


Check = Callable[[Case, Surroundings], Iterator[Finding]]


def findings_of(case: Case, around: Surroundings) -> list[Finding]:
    """Everything that is wrong with a case, by position."""
    return sorted((finding for check in CHECKS.values() for finding in check(case, around)), key=Finding.sort_key)


def _found(case: Case, code: str, path: Path, what: Message) -> Finding:
    """A finding at `path`; at the id if nothing of that path is there."""
    place = case.source.place(*path)
    return Finding(place if place.line else case.source.place("id"), code, what)


def _identity(case: Case, around: Surroundings) -> Iterator[Finding]:
    """The id is well formed and is the file's name."""
    if not is_case_id(case.id):
        yield _found(
            case, "C001", ("id",), msg("{id} is no case id: form or check character is wrong", id=case.id or "-")
        )
    elif case_path(case.id) != case.source.file:
        yield _found(case, "C002", ("id",), msg("the file of {id} is {path}", id=case.id, path=case_path(case.id)))


def _keys(case: Case, around: Surroundings) -> Iterator[Finding]:
    """Required keys are there; a key that looks like a misspelt one of ours is named."""
    for key in ("id", "title", "template", "state"):
        if is_blank(case.tree.get(key)):
            yield _found(case, "C003", (key,), msg("{key} is missing", key=key))
    absent = [key for key in ORDER if key not in case.tree]
    for key in case.tree:
        if key not in ORDER and not key.startswith("x-") and (near := nearest(key, absent, _LIKELY)):
            yield _found(case, "C004", (key,), msg("{key} is not known; did you mean {near}?", key=key, near=near))


_LIKELY = 0.85
"""How alike a key must be to one that is not there to be called misspelt; the others are the user's own."""


def _template(case: Case, around: Surroundings) -> Iterator[Finding]:
    """The template is known and can be used."""
    if around.template is None:
        name = case.header.template or "?"
        yield _found(case, "C010", ("template",), msg("there is no usable template {name} in templates/", name=name))


def _fields(case: Case, around: Surroundings) -> Iterator[Finding]:
    """Fields are of their types; a misspelt field is named."""
    if not isinstance(case.tree.get("fields", {}), dict):
        yield _found(case, "C020", ("fields",), msg("fields must be a map, each field's name with its value"))
    if around.template is None:
        return
    for top in around.template.fields:
        value = case.fields.get(top.name)
        for path, what in check_field(top, value) if value is not None else ():
            yield _found(case, "C020", ("fields", top.name, *path), _at_field(top.name, path, what))
    known = [field.name for field in around.template.fields]
    for name in case.fields:
        if name not in known and not name.startswith("x-"):
            near = nearest(name, known)
            what = msg("{name} is no field of {template}", name=name, template=around.template.name)
            if near:
                what = msg("{name} is no field of {template}; did you mean {near}?",
                           name=name, template=around.template.name, near=near)  # fmt: skip
            yield _found(case, "C021", ("fields", name), what)


def field_faults(template: Template, free: Mapping[str, Tree]) -> list[Message]:
    """What is wrong with the fields of a free part, each with the field's name."""
    fields = mapping_of(free.get("fields"))
    return [
        _at_field(top.name, path, what)
        for top in template.fields
        if (value := fields.get(top.name)) is not None
        for path, what in check_field(top, value)
    ]


def _at_field(name: str, path: Path, what: Message) -> Message:
    return msg("{field}: {problem}", field=".".join(str(step) for step in (name, *path)), problem=what)


def _required(case: Case, around: Surroundings) -> Iterator[Finding]:
    """The fields required at opening, and for each state the case has entered since it was last open, are filled."""
    if around.template is not None:
        for path, what in lacking(case, around.template, case.fields):
            yield _found(case, "C030", ("fields", *path), what)


def lacking(case: Case, template: Template, fields: Mapping[str, Tree]) -> list[tuple[Path, Message]]:
    """The fields that a case must have filled where it stands, and that `fields` leaves empty, each with what to say.

    An imported case need not have any.
    """
    return [
        (path, msg("{title} ({name}) must be filled for {moment}",
                   title=field.title, name=".".join(path), moment=moment))
        for moment in (() if case.header.source else (OPENING, *_entered(case, template)))
        for path, field in template.required_for(moment)
        if not is_filled(dig(dict(fields), path))
    ]  # fmt: skip


def refuse_losses(case: Case, template: Template, free: Mapping[str, Tree]) -> None:
    """Raise Refused if `free` leaves empty what the case must say and says now: required fields, and its title."""
    missing = {path for path, _ in lacking(case, template, case.fields)}
    lost = [what for path, what in lacking(case, template, mapping_of(free.get("fields"))) if path not in missing]
    if is_blank(free.get("title")) and not is_blank(case.title):
        lost.insert(0, msg("{key} is missing", key="title"))
    if lost:
        raise Refused(msg("{id} would lack what it must say", id=case.id), problems=lost)


def _entered(case: Case, template: Template) -> list[str]:
    """The states entered since the case was last reopened, each once, in order."""
    entered: dict[str, None] = {}
    for event in standing(case.journal):
        if event.kind == "reopened":
            entered.clear()
        if event.kind in ("advanced", "reopened"):
            entered[event.text("to")] = None
    return list(entered)


def _state(case: Case, around: Surroundings) -> Iterator[Finding]:
    """The state is one of the template's, and every step taken was one that the workflow has."""
    if around.template is None:
        return
    workflow = around.template.workflow
    if not workflow.state(case.header.state):
        yield _found(
            case,
            "C040",
            ("state",),
            msg("{state} is no state of {template}", state=case.header.state or "-", template=around.template.name),
        )
    if case.header.source:
        return
    for number, event in enumerate(case.journal):
        if event.kind == "advanced":
            old, new = fold(case.journal[:number]).state, event.text("to")
            if not any(step.target == new for step in workflow.steps_from(old)):
                yield _found(
                    case, "C041", ("journal", number), msg("there is no step from {old} to {new}", old=old, new=new)
                )


def _header(case: Case, around: Surroundings) -> Iterator[Finding]:
    """The governed header is what the journal adds up to."""
    for each in drift(case, around.zone):
        what = msg(
            "{key} is {written}, but the journal says {folded}; {way} does it properly",
            key=each.key, written=each.written, folded=each.folded, way=_WAYS.get(each.key, msg("casectl adopt")),
        )  # fmt: skip
        yield _found(case, "C050", (each.key,), what)


_WAYS = {
    "state": msg("casectl advance"),
    "owner": msg("casectl assign or handoff"),
    "team": msg("casectl assign"),
    "level": msg("casectl escalate"),
    "due": msg("casectl override or extend"),
    "paused": msg("casectl pause or resume"),
    "follow_ups": msg("casectl followup"),
    "links": msg("casectl link"),
}


def _journal(case: Case, around: Surroundings) -> Iterator[Finding]:
    """The journal only grows: every event in HEAD is still there, unaltered, in its place; ids are unique."""
    seen: dict[str, int] = {}
    for number, event in enumerate(case.journal):
        if event.id in seen:
            yield _found(case, "C060", ("journal", number), msg("event {id} is there twice", id=event.id))
        seen.setdefault(event.id, number)
        if event.kind not in EVENT_KINDS:
            yield _found(case, "C061", ("journal", number), msg("{kind} is no kind of event", kind=event.kind))
    for event in around.recorded:
        if event.id not in seen:
            what = msg("event {id} is recorded in HEAD and was taken out", id=event.id)
            yield _found(case, "C062", ("journal",), what)
    for number, event in enumerate(each for each in around.recorded if each.id in seen):
        if case.journal[number] != event:
            what = msg("event {id} was altered or moved since it was recorded", id=event.id)
            yield _found(case, "C063", ("journal", seen[event.id]), what)
    if case.journal[0].kind != "opened":
        yield _found(case, "C064", ("journal", 0), msg("a journal begins with opened"))


def _people(case: Case, around: Surroundings) -> Iterator[Finding]:
    """Owner, receiver and team are known; what was imported keeps the names of where it came from.

    Settings that name nobody are faulty themselves, and not in every case once more.
    """
    if case.header.source or not around.casebook.people:
        return
    people = {person.name for person in around.casebook.people}
    teams = {name for name, _ in around.casebook.teams}
    offer = case.header.offer
    for path, name in ((("owner",), case.header.owner), (("offer", "to"), offer.to if offer else "")):
        if name and name not in people:
            yield _found(case, "C070", path, msg("{name} is nobody in casectl.yaml", name=name))
    for path, name in ((("team",), case.header.team), (("offer", "team"), offer.team if offer else "")):
        if name and name not in teams:
            yield _found(case, "C071", path, msg("{name} is no team in casectl.yaml", name=name))
    for number, follow_up in enumerate(case.header.follow_ups):
        if follow_up.who and follow_up.who not in people:
            yield _found(
                case, "C072", ("follow_ups", number), msg("{name} is nobody in casectl.yaml", name=follow_up.who)
            )


def _links(case: Case, around: Surroundings) -> Iterator[Finding]:
    """Links lead to cases that are there."""
    for number, link in enumerate(case.header.links):
        if link.case not in around.ids:
            yield _found(case, "C080", ("links", number), msg("there is no case {id} to link to", id=link.case))


def _clocks(case: Case, around: Surroundings) -> Iterator[Finding]:
    """No clock was paused, extended or started anew against its rule."""
    for number, what in clock_faults(case, around.template) if around.template else ():
        yield _found(case, "C090", ("journal", number), what)


CHECKS: dict[str, Check] = {
    "identity": _identity,
    "keys": _keys,
    "template": _template,
    "fields": _fields,
    "required": _required,
    "state": _state,
    "header": _header,
    "journal": _journal,
    "people": _people,
    "links": _links,
    "clocks": _clocks,
}

CODES: dict[str, Message] = {
    "B001": msg("casectl.yaml has a fault"),
    "B002": msg("a calendar that is named is not there"),
    "B003": msg("a role that may extend a clock is not in casectl.yaml"),
    "C000": msg("the file cannot be read"),
    "C001": msg("the id is not well formed"),
    "C002": msg("the id is not the file's"),
    "C003": msg("a required key is missing"),
    "C004": msg("a key looks misspelt"),
    "C010": msg("the template is not known"),
    "C020": msg("a field is not of its type"),
    "C021": msg("a field is not in the template"),
    "C030": msg("a required field is empty"),
    "C040": msg("the state is not in the workflow"),
    "C041": msg("a step was taken that the workflow does not have"),
    "C050": msg("the header is not what the journal adds up to"),
    "C060": msg("two events have one id"),
    "C061": msg("the kind of event is not known"),
    "C062": msg("a recorded event was taken out"),
    "C063": msg("a recorded event was altered or moved"),
    "C064": msg("the journal does not begin with opened"),
    "C065": msg("a recorded case is gone"),
    "C070": msg("the owner, or who the case is offered to, is not known"),
    "C071": msg("the team is not known"),
    "C072": msg("a follow-up's person is not known"),
    "C080": msg("a link leads nowhere"),
    "C090": msg("a clock was paused, extended or started anew against its rule"),
}
"""What each code means; templates' codes (T…) and calendars' (L…) stand with those."""
