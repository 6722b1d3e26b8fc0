"""Opening a case from a template, with what it must have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from casectl.actions.context import Recording
from casectl.actions.lookup.named import person_named, template_named
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record_new
from casectl.actions.recording.typed_dates import parse_typed_dates
from casectl.core.reports import Receipt
from casectl.core.template.field_names import paths_named
from casectl.core.template.fields import demand, is_blank, is_filled
from casectl.core.template.free_fields import tried_values, with_defaults
from casectl.core.template.model import OPENING, PRESETS, Template
from casectl.core.template.settings import Casebook
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import Message, Refused, UsageError, as_problems, errors_of, msg, raise_together
from casectl.core.values.tree import Plain, Tree, get_in, mapping_of
from casectl.core.values.value_class import replace, value_class


@value_class
class Opening:
    """What is known when a complaint comes in; `received_at` is when the customer complained (None: now).

    Where neither `owner` nor the template names somebody, whoever acts owns the case; or nobody yet, if `unowned`.
    """

    template: str
    values: Sequence[tuple[str, Tree]] = ()
    received_at: datetime | None = None
    owner: str = ""
    team: str = ""
    level: int = 0
    unowned: bool = False


def open_case(context: Recording, opening: Opening, when: EventStamp, along: Sequence[EventDraft] = ()) -> Receipt:
    """Open a case and record it, with what is recorded along with it. Raises as `opened` does."""
    free, proposal = opened(context, opening, when, along)
    return record_new(context, context.new_case_id(), free, proposal, when)


def opened(
    context: Recording, opening: Opening, when: EventStamp, along: Sequence[EventDraft] = ()
) -> tuple[dict[str, Tree], Proposal]:
    """The free keys of a new case and its first events, with what is recorded along with them.

    Raises:
        NotFound: no such template, person or team.
        UsageError: unknown fields or values of the wrong type (all of them).
        Refused: required fields are missing (all of them).
    """
    template = context.template(template_named(context, opening.template))
    free, problems = tried_values({}, template, parse_typed_dates(context, template, opening.values))
    free = with_defaults(free, template, (when.at or context.now).astimezone(context.zone))
    tried = (
        {".".join(paths_named(template, name)[0]) for name, value in opening.values if not is_blank(value)}
        if problems
        else set()
    )
    missing = _missing(template, free, tried)
    errors = errors_of(*_names(context, template, opening))
    if problems:
        raise UsageError(msg("some values cannot be set"), problems=[*problems, *missing, *as_problems(errors)])
    if missing:
        _refuse_missing(template, [*missing, *as_problems(errors)])
    raise_together(errors)
    opening = _preset(context, template, opening, mapping_of(free.get("fields")))
    data = _details(context, template, opening, when)
    return {"title": free.pop("title"), **free}, Proposal([EventDraft("opened", data), *along])


def _missing(template: Template, free: dict[str, Tree], tried: set[str]) -> list[Message]:
    """The required fields that are missing, without those that were `tried` and are invalid."""
    missing: list[Message] = []
    if not is_filled(free.get("title")) and "title" not in tried:
        missing.append(msg("a title is needed: --title TEXT"))
    for path, field in template.required_for(OPENING, mapping_of(free.get("fields"))):
        if not is_filled(get_in(free, ("fields", *path))) and ".".join(path) not in tried:
            missing.append(demand(path, field))
    return missing


def _refuse_missing(template: Template, missing: list[Message]) -> None:
    raise Refused(
        msg("a case of template {template} cannot be opened yet", template=template.name),
        problems=missing,
        hint=msg("give each as -f NAME=VALUE; casectl new {template} --help lists the fields", template=template.name),
    )


def _names(context: Recording, template: Template, opening: Opening) -> list[Callable[[], object]]:
    """What fails for an owner, a team or a level that there is not."""
    return [
        lambda: person_named(context, opening.owner) if opening.owner else None,
        lambda: context.casebook.team(opening.team) if opening.team else None,
        lambda: _level(template, opening.level or 1),
    ]


def _preset(context: Recording, template: Template, opening: Opening, fields: Mapping[str, Tree]) -> Opening:
    """The opening with the template's team, owner and level where none is given; those that there are not are left out.

    `check` reports these.
    """
    team, owner, level = (template.preset(key, fields) for key in PRESETS)
    teams, people = ({name for name, *_ in context.casebook.teams}, {each.name for each in context.casebook.people})
    return replace(
        opening,
        team=opening.team or (team if team in teams else ""),
        owner=opening.owner or (owner if owner in people else ""),
        level=opening.level or int(level or 1),
    )


def _level(template: Template, level: int) -> None:
    if template.levels and str(level) not in dict(template.levels):
        raise UsageError(
            msg("there is no level {level}; levels are {levels}", level=level, levels=list(dict(template.levels)))
        )


def _details(context: Recording, template: Template, opening: Opening, when: EventStamp) -> dict[str, Tree]:
    book = context.casebook
    received_at = opening.received_at or when.at or context.now
    if to_seconds(received_at) > to_seconds(context.now):
        raise UsageError(
            msg("{at} is in the future; a complaint cannot be received in the future", at=received_at.isoformat())
        )
    if when.at and to_seconds(received_at) > to_seconds(when.at):
        at, opened = (format_instant(each, context.zone) for each in (received_at, when.at))
        raise UsageError(msg("{at} is later than the opening of the case, {opened}", at=at, opened=opened))
    owner = person_named(context, opening.owner).name if opening.owner else ""
    owner = owner or ("" if opening.unowned else context.actor.name)
    return {
        "template": template.name,
        "version": str(template.version),
        "to": template.workflow.initial,
        "received_at": Plain(format_instant(received_at, context.zone)),
        **({"owner": owner} if owner else {}),
        **_team(book, opening.team, owner),
        "level": Plain(opening.level),
        "rules": {**context.versions(template.name)},
    }


def _team(book: Casebook, team: str, owner: str) -> dict[str, Tree]:
    """The team: as given or preset, else the owner's first."""
    own = book.person(owner).teams if owner else ()
    found = book.team(team) if team else (own[0] if own else "")
    return {"team": found} if found else {}
