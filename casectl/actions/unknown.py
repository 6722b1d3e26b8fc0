"""Names in a query: what people call them; those that name nothing are refused, or a list would look empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from casectl.actions.desk import Desk
from casectl.core.errors import CasectlError, NotFound
from casectl.core.glossary import Entry, Glossary
from casectl.core.messages import Message, Words, msg
from casectl.core.nearest import a_few, nearest
from casectl.core.widths import folded


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


def names_called(desk: Desk, key: str, word: str) -> tuple[str, ...]:
    """The names that `word` stands for under state, owner, team, template or ``fields.NAME``.

    It is a name itself, or a title, whatever its case. Of a field, cases may hold the title as well as the name.
    """
    titles = list(_titles(desk, key))
    if word in (name for name, _ in titles):
        return (word,)
    wanted = folded(word)
    found = tuple(dict.fromkeys(name for name, title in titles if wanted in map(folded, title)))
    return (word, *found) if key.startswith("fields.") else found or (word,)


def _titles(desk: Desk, key: str) -> Iterator[tuple[str, list[str]]]:
    """The names there are under a key, each with its titles in all languages."""
    if key == "owner":
        return ((person.name, [person.title]) for person in desk.casebook.people)
    if key == "team":
        return ((name, _said(title)) for name, title in desk.casebook.teams)
    entries = (each for terms in _glossaries(desk) for each in _entries(terms, key))
    return ((name, _said(entry.title)) for name, entry in entries)


def _entries(terms: Glossary, key: str) -> Iterator[tuple[str, Entry]]:
    if key in ("state", "template"):
        yield from (terms.states if key == "state" else terms.template).items()
    prefix = f"{key.removeprefix('fields.')}="
    choices = [name for name in terms.choices if name.startswith(prefix)] if key.startswith("fields.") else []
    yield from ((name.removeprefix(prefix), terms.choices[name]) for name in choices)


def _said(title: Words) -> list[str]:
    return [text for _, text in title.by_language]


def _glossaries(desk: Desk) -> Iterator[Glossary]:
    for name in desk.template_names():
        try:
            yield desk.glossary(name)
        except CasectlError:  # check names the faults of a template; here the other ones still count
            continue


def _unknown(desk: Desk, key: str, names: set[str]) -> list[Message]:
    if not names:
        return []
    met = {name for case in desk.facts().cases for name in (case.field_names() if key == "field" else [case.text(key)])}
    return [_problem(key, name, met | set(_NAMES[key](desk))) for name in sorted(names - met)]


def _problem(key: str, name: str, known: set[str]) -> Message:
    near = nearest(name, known)
    if near:
        return msg("{key} {name}: did you mean {near}?", key=key, name=name, near=near)
    return msg("{key} {name}: there are {known}", key=key, name=name, known=a_few(sorted(known - {""})))


def _states(desk: Desk) -> list[str]:
    return [state for terms in _glossaries(desk) for state in terms.states]


def fields_of(desk: Desk) -> list[str]:
    """The fields of all templates, by their dotted names; they may be empty in every case."""
    found = {"tags": None}  # what ``tag:`` asks for is known everywhere
    for terms in _glossaries(desk):
        found |= dict.fromkeys(terms.fields)
    return list(found)


_NAMES: dict[str, Callable[[Desk], Iterable[str]]] = {
    "state": _states,
    "owner": lambda desk: [person.name for person in desk.casebook.people],
    "team": lambda desk: [name for name, _ in desk.casebook.teams],
    "template": lambda desk: desk.template_names(),
    "field": fields_of,
}
