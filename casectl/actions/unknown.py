"""Names in a query that name nothing: refused, since a mistyped one would make a list look empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from casectl.actions.desk import Desk
from casectl.core.errors import CasectlError, NotFound
from casectl.core.messages import Message, msg
from casectl.core.nearest import a_few, nearest


def refuse_unknown(desk: Desk, chosen: Mapping[str, Iterable[str]]) -> None:
    """Check what stands under state, owner, team, template and field, as far as it is there; "" is always known.

    A name is known if settings or templates have it, or any case, since imported cases bring their own.
    Raises NotFound with every unknown name and the nearest known one.
    """
    problems = [
        problem for key, names in _NAMES.items() if (wanted := set(chosen.get(key, ())) - {""})
        for problem in _unknown(desk, key, wanted - set(names(desk)))
    ]  # fmt: skip
    if problems:
        raise NotFound(msg("some names are not known here"), problems=problems)


def _unknown(desk: Desk, key: str, names: set[str]) -> list[Message]:
    if not names:
        return []
    met = {name for case in desk.facts().cases for name in (case.field_names() if key == "field" else [case.text(key)])}
    return [_problem(key, name, met | set(_NAMES[key](desk))) for name in sorted(names - met)]


def _problem(key: str, name: str, known: set[str]) -> Message:
    near = nearest(name, known)
    if near:
        return msg("--{option} {name}: did you mean {near}?", option=key, name=name, near=near)
    return msg("--{option} {name}: there are {known}", option=key, name=name, known=a_few(sorted(known - {""})))


def _states(desk: Desk) -> list[str]:
    found: list[str] = []
    for name in desk.template_names():
        try:
            found += desk.glossary(name).states
        except CasectlError:  # check names the faults of a template; here the other ones still count
            continue
    return found


def fields_of(desk: Desk) -> list[str]:
    """The fields of all templates, by their dotted names; they may be empty in every case."""
    found = {"tags": None}  # what ``tag:`` asks for is known everywhere
    for name in desk.template_names():
        try:
            found |= {".".join(path): None for top in desk.template(name).fields for path, _ in top.walk()}
        except CasectlError:  # check names its faults; the other templates' fields still count
            continue
    return list(found)


_NAMES: dict[str, Callable[[Desk], Iterable[str]]] = {
    "state": _states,
    "owner": lambda desk: [person.name for person in desk.casebook.people],
    "team": lambda desk: [name for name, _ in desk.casebook.teams],
    "template": lambda desk: desk.template_names(),
    "field": fields_of,
}
