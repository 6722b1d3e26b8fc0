"""What a word of a command line may be completed to, from the names that a casebook has. It imports nothing slow.

An offer is written as a word for its kind and what it needs: ``names owner``, ``states``, ``values``, ``query``,
``ids``, ``choice a|b``; "" offers nothing, and ELSE is for click.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Names = Mapping[str, Sequence[tuple[str, str]]]
"""The names of each kind (the key of a query, mostly), each with its title."""

ELSE = "?"
QUERIED = ("owner", "team", "state", "template", "clock", "level")
"""The keys of queries that have names."""
_SAFE = "_@.:=,+/-"

Items = list[tuple[str, str]]


def offered(offer: str, names: Names, typed: str, template: str = "") -> Items:
    """The words that continue what was typed, each with what it is; `template` is that of the case that was named."""
    listed, comma, last = typed.rpartition(",") if "=" not in typed else ("", "", typed)
    found = dict(_all(offer, names, last, template))
    return [(f"{listed}{comma}{word}", _shown(about)) for word, about in found.items() if continues(word, last)]


def continues(word: str, typed: str) -> bool:
    """Whether a word continues what was typed, and is safe where the shell puts it: into a line that will be run."""
    safe = word != "" and all(letter.isalnum() or letter in _SAFE for letter in word)
    return safe and word.casefold().startswith(typed.casefold())


def _shown(about: str) -> str:
    return about if about.isprintable() else ""


def _all(offer: str, names: Names, typed: str, template: str) -> Iterable[tuple[str, str]]:
    kind, _space, of = offer.partition(" ")
    if kind == "states":
        return names.get(f"states {template}") or names.get("state", ())
    if kind == "fields":
        return [(f"--{name}", title) for name, title in names.get(f"fields {template}", ())]
    if kind == "values":
        return _values(names, typed, template)
    if kind == "query":
        return _queries(names, typed)
    return names.get(of, ())


def _values(names: Names, typed: str, template: str) -> Iterable[tuple[str, str]]:
    """Fields, those of a template that is known, each with its equals sign; behind that the choices of the field."""
    name, equals, _value = typed.partition("=")
    if equals:
        return [(f"{name}={choice}", title) for choice, title in names.get(f"fields.{name}", ())]
    return [(f"{field}=", title) for field, title in names.get(f"fields {template}") or names.get("field", ())]


def _queries(names: Names, typed: str) -> Iterable[tuple[str, str]]:
    """Saved views, the keys of queries, and behind a key the names that it may have."""
    key, colon, _value = typed.partition(":")
    if colon:
        return [(f"{key}:{name}", title) for name, title in names.get(key, ()) if key in QUERIED]
    views = [(f"@{name}", query) for name, query in names.get("view", ())]
    return [*views, *((f"{each}:", "") for each in QUERIED)]
