"""Names in a query and what they mean; an unknown name is refused, or else a list would look empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from casectl.actions.context import Reading, Rules
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.labels import Label, Labels
from casectl.core.values.messages import CasectlError, LocalizedText, Message, NotFound, msg
from casectl.core.values.naming import names_meant, names_with_part, texts_of
from casectl.core.values.nearest import a_few, suggestion
from casectl.core.values.widths import folded

TAGS = "fields.tags"


def refuse_unknown(context: Reading, chosen: Mapping[str, Iterable[str]]) -> None:
    """Check the names given under state, owner, team, template, clock, level, field and ``fields.NAME``.

    "" is always known.
    A name is known if settings or templates have it, or any case, since imported cases bring their own.
    Raises NotFound with every unknown name and the nearest known one.
    """
    if problems := [problem for _, problem in unknown_names(context, chosen)]:
        raise NotFound(msg("unknown names"), problems=problems)


def unknown_names(context: Reading, chosen: Mapping[str, Iterable[str]]) -> list[tuple[str, Message]]:
    """The names that are unknown under their keys, each with a message that suggests the nearest known one.

    For a field (``fields.NAME``) its choices are known, if it has any; for the tags, those that cases have.
    """
    found = []
    for key, names in chosen.items():
        if asked := {*names} - {""}:
            known = dict(_named(context, key))
            is_open = key == "level" or (key.startswith("fields.") and key != TAGS)
            former = {old for old, _ in _renamings(context, key)}
            if (wanted := asked - {*known} - former) and (known or not is_open):
                found += _unknown(context, key, wanted, known)
    return found


def names_called(context: Rules, key: str, word: str) -> tuple[str, ...]:
    """The names that `word` means under state, owner, team, template, clock, level, field or ``fields.NAME``.

    It is a name itself, or else a name or a title, regardless of the case and the width of its letters. The cases may
    have a field's title as its value as well as the name.
    """
    found = names_meant(word, titled_names(context, key))
    if key == "cause":
        return tuple(name for name, _ in titled_names(context, key) if _is_in(name, found)) or (word,)
    if key in ("state", "clock") and (names := _renamed(context, key, found or (word,))):
        return names
    if key == "field" and word not in fields_of(context) and (present := dict(_renamings(context, key)).get(word)):
        return (present,)
    if found == (word,):
        return found
    is_a_word = len(word) > 2 or not word.isascii()
    if key == "level" and not found and is_a_word:
        parts = names_with_part(word, titled_names(context, key))
        if len({*parts}) == 1:
            return parts[:1]
    return (word, *found) if key.startswith("fields.") else found or (word,)


def _is_in(cause: str, wholes: Sequence[str]) -> bool:
    """Whether a cause is one of these, or a part of one."""
    return any(cause == whole or cause.startswith(f"{whole}.") for whole in wholes)


def _renamed(context: Rules, key: str, names: Sequence[str]) -> tuple[str, ...]:
    """Names with all that the same was called before and is called now; empty if nothing was renamed."""
    pairs = _renamings(context, key)
    present = {*names, *(new for old, new in pairs if old in names)}
    former = [old for old, new in pairs if new in present]
    return tuple(sorted({*present, *former})) if former else ()


def field_names(context: Rules, name: str) -> tuple[str, ...]:
    """All names that a field has and had, the present one first where `name` is a former one."""
    pairs = _renamings(context, "field")
    present = name if name in fields_of(context) else dict(pairs).get(name, name)
    return (present, *(old for old, new in pairs if new == present))


def _renamings(context: Rules, key: str) -> list[tuple[str, str]]:
    """The former names of states, clocks or fields, each with the present one."""
    part = {"state": "renamed", "clock": "named_clocks", "field": "named_fields"}.get(key)
    found = (getattr(labels, part) for labels in _all_labels(context)) if part else ()
    return [(old, str(new.title)) for each in found for old, new in each.items()]


def titled_names(context: Rules, key: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The known names under a key, each with its titles in all languages."""
    if key == "owner":
        return [(person.name, person.titles) for person in context.casebook.people]
    if key == "team":
        return [(name, texts_of(title)) for name, title in context.casebook.teams]
    if key == "cause":
        return [(each.code, texts_of(each.title)) for each in context.casebook.causes]
    entries = (each for labels in _all_labels(context) for each in _entries(labels, key))
    return [(name, texts_of(entry.title)) for name, entry in entries]


def _entries(labels: Labels, key: str) -> Iterator[tuple[str, Label]]:
    parts = {"state": labels.states, "template": labels.template, "clock": labels.clocks, "field": labels.fields,
             "level": labels.levels}  # fmt: skip
    yield from parts.get(key, {}).items()
    prefix = f"{key.removeprefix('fields.')}="
    choices = [name for name in labels.choices if name.startswith(prefix)] if key.startswith("fields.") else []
    yield from ((name.removeprefix(prefix), labels.choices[name]) for name in choices)


def _all_labels(context: Rules) -> Iterator[Labels]:
    for name in context.template_names():
        try:
            yield context.labels(name)
        except CasectlError:  # check reports the errors of a template; the other templates still count here
            continue


def _unknown(
    context: Reading, key: str, names: set[str], known: Mapping[str, LocalizedText]
) -> list[tuple[str, Message]]:
    met = {name for case in context.excerpts().cases for name in _met(case, key)}
    every = {**{name: LocalizedText.of(name) for name in sorted(met - {""})}, **known}
    if key.startswith("fields."):  # cases may have the title where they mean the name
        names = {name for name in names if names_called(context, key, name) == (name,)}
        present = {*map(folded, met)}
        return [(name, _problem(context, key, name, every)) for name in sorted(names) if folded(name) not in present]
    return [(name, _problem(context, key, name, every)) for name in sorted(names - met)]


def met_names(context: Reading, key: str) -> list[tuple[str, tuple[str, ...]]]:
    """The names that cases have under a key, whether or not templates and settings know them."""
    met = {name for case in context.excerpts().cases for name in _met(case, key)}
    return [(name, ()) for name in sorted(met - {""})]


def _met(case: Excerpt, key: str) -> Iterable[str]:
    """The names that a case has under a key."""
    if key == "field":
        return case.field_names()
    if key == "clock":
        return case.due
    if key == "offered":
        return (case.offer.get("to", ""), case.offer.get("team", ""))
    if key.startswith("fields."):
        return case.fields.get(key.partition(".")[2], "").split(", ")
    return (case.text(key),)


def _problem(context: Rules, key: str, name: str, known: Mapping[str, LocalizedText]) -> Message:
    what = _WHAT.get(key) or msg("value")
    unknown = msg("there is no {what} {name}", what=what, name=name)
    texts = {text: title for own, title in known.items() for text in (own, *texts_of(title))}
    if several := _several(context, key, name):
        return msg("{what}; did you mean {near}?", what=unknown, near=",".join(several))
    if hint := suggestion(name, (*texts, *_ALSO.get(key, ()))):
        return msg("{what}; {hint}", what=unknown, hint=hint)
    if not known:
        return unknown
    listed = msg("{what}; available: {known}", what=unknown, known=a_few([*known.values()]))
    also = _ALSO.get(key)
    return msg("{what}; also {words}", what=listed, words=also) if also else listed


def _several(context: Rules, key: str, name: str) -> list[str]:
    """The codes of the names that are joined in one, as in 小李和李建国; empty unless each of them is known."""
    parts = re.split(r"\s+(?:and|or)\s+|\s*[和与及跟或&+/;；]\s*", name)
    known = [*titled_names(context, key)] if len(parts) > 1 else []
    meant = [names_meant(part, known) for part in parts]
    return [each[0] for each in meant] if all(len(each) == 1 for each in meant) else []


def _named(context: Rules, key: str) -> Iterator[tuple[str, LocalizedText]]:
    """The known names under a key, in order; each as it is in English, and with its titles in other languages."""
    if key == "owner":
        names = [(person.name, LocalizedText.of(person.name)) for person in context.casebook.people]
    elif key == "team":
        names = [(name, title) for name, title in context.casebook.teams]
    elif key == "cause":
        names = [(each.code, each.title) for each in context.casebook.causes]
    elif key == "offered":
        yield from (each for part in ("owner", "team") for each in _named(context, part))
        return
    elif key == "field":
        names = [(name, LocalizedText.of(name)) for name in fields_of(context)]
    else:
        names = [(name, entry.title) for labels in _all_labels(context) for name, entry in _entries(labels, key)]
    for name, title in names:
        others = [each for each in title.by_language if each[0] not in ("", "en")]
        yield name, LocalizedText((("", name), *others))


def is_text(context: Rules, field: str) -> bool:
    """Whether a field holds text, which can be searched for a part; other fields are compared as a whole."""
    return f"fields.{field}" != TAGS and field_kind(context, field) in ("text", "")


def field_kind(context: Rules, field: str) -> str:
    """The type of a field in the templates; "" if none has it, or they do not agree."""
    found = (labels.fields.get(field) or labels.former_fields.get(field) for labels in _all_labels(context))
    kinds = {each.kind for each in found if each}
    return kinds.pop() if len(kinds) == 1 else ""


def levels_of(context: Rules) -> list[Message]:
    """The levels of all templates, each with its title; the first one if several templates name a level differently."""
    found: dict[str, LocalizedText] = {}
    for labels in _all_labels(context):
        found = {name: entry.title for name, entry in labels.levels.items()} | found
    return [msg("{name} ({title})", name=name, title=found[name]) for name in sorted(found, key=int)]


def states_of(context: Rules) -> list[str]:
    """The states of all templates."""
    return [state for labels in _all_labels(context) for state in (*labels.states, *labels.renamed)]


def fields_of(context: Rules) -> list[str]:
    """The dotted names of the fields of all templates, whether or not any case has a value for them."""
    found = {"tags": None}  # ``tag:`` can be asked everywhere
    for labels in _all_labels(context):
        found |= dict.fromkeys(labels.fields)
    return list(found)


_WHAT: dict[str, Message] = {
    "state": msg("state"), "owner": msg("person"), "team": msg("team"), "template": msg("template"),
    "field": msg("field"), "level": msg("level"), "clock": msg("clock"), "offered": msg("person or team"),
    "cause": msg("cause"),    TAGS: msg("tag"),
}  # fmt: skip
_ALSO = {
    "state": ("open", "waiting", "resolved", "closed", "active"),
    "owner": ("me", "none"),
    "offered": ("me", "any", "none"),
}
"""What is understood there besides names."""
