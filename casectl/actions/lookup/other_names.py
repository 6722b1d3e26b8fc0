"""Words that name what is no key of its own in queries: a level, a choice, a field, a role, a family name."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Reading
from casectl.actions.lookup.known_names import fields_of, titled_names
from casectl.core.values.naming import comparable, names_meant


def other_filters(context: Reading, word: str) -> list[str]:
    """The conditions that ask for such a thing; empty if the word names none."""
    found = (*_levels(context, word), *_choices(context, word), *_fields(context, word), *_people(context, word))
    return list(dict.fromkeys(found))


def _levels(context: Reading, word: str) -> Iterator[str]:
    yield from (f"level:{name}" for name in names_meant(word, titled_names(context, "level")) if not word.isdecimal())


def _choices(context: Reading, word: str) -> Iterator[str]:
    for field in fields_of(context):
        for name in names_meant(word, titled_names(context, f"fields.{field}")):
            if not word.isdecimal():
                yield f"{field}:{name}"


def _fields(context: Reading, word: str) -> Iterator[str]:
    yield from (f"{name}:…" for name in names_meant(word, titled_names(context, "field")))


def _people(context: Reading, word: str) -> Iterator[str]:
    """Those who have the role of that name, or whose family name in Chinese the word is."""
    wanted, people = comparable(word), context.casebook.people
    roles = [each.name for each in people if wanted in map(comparable, each.roles)]
    if roles:
        yield f"owner:{','.join(roles)}"
    elif len(wanted) == 1 and wanted > "\u3400":
        family = [each.name for each in people if any(title.startswith(wanted) for title in each.titles)]
        yield from (f"owner:{name}" for name in family)
