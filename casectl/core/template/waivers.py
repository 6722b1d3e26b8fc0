"""Waivers: findings that the team knows of and lets stand until a day (``waivers:`` in casectl.yaml)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from casectl.core.case.ids import id_of_path
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.tree import Position
from casectl.core.values.value_class import value_class

WAIVER = (
    Key("code", msg("the code of the findings, as casectl check shows it: C030"), True),
    Key("cases", msg("ids or paths, with * for any characters; one or a list; by default the whole casebook")),
    Key("reason", msg("why they are accepted"), True),
    Key(
        "person",
        msg(
            "who is responsible for the waiver: a name under people, but not the person whose action"
            " the finding is about"
        ),
        True,
    ),
    Key("until", msg("the last day on which it holds: 2026-12-31"), True),
)
"""The keys of a waiver."""


People = Mapping[str, Collection[str]]
"""The people of the casebook by name, with their addresses."""


@value_class
class Waiver:
    """Findings with `code` are let stand up to and including the day `until`.

    cases  ids, paths, or patterns of these with ``*``; without any it holds in the whole casebook
    place  where it stands in casectl.yaml
    alone  whether casectl.yaml names nobody else, so that nobody else could answer for what the person did
    by     the person's name and addresses, these in small letters
    """

    code: str
    reason: str
    person: str
    until: date
    place: Position
    cases: tuple[str, ...] = ()
    alone: bool = False
    by: frozenset[str] = frozenset()

    def is_own(self, people: Collection[str]) -> bool:
        """Whether the person is among those whose act it is, names or addresses, and somebody else could answer."""
        return not self.alone and not self.by.isdisjoint(people)

    def covers(self, code: str, path: str) -> bool:
        """Whether it is about findings with this code in this file."""
        names = path, id_of_path(path)
        return code == self.code and (
            not self.cases or any(_means(each, name) for each in self.cases for name in names)
        )


def read_waivers(reader: SettingsReader, node: Node | None, people: People) -> tuple[Waiver, ...]:
    """The complete waivers. What is wrong with the others is reported, and they excuse nothing. `people` are names with
    their addresses.
    """
    return tuple(waiver for item in reader.items(node) if (waiver := _waiver(reader, item, people)))


def _waiver(reader: SettingsReader, node: Node, people: People) -> Waiver | None:
    part = reader.part(node, "waiver")
    code, reason, person = (reader.text(part.get(key)) for key in ("code", "reason", "person"))
    until, cases = reader.day(part.get("until")), reader.texts(part.get("cases"))
    if person and person not in people:
        reader.unknown(part["person"], reader.codes.word, person, people)
    if "cases" in part and not cases:
        reader.report(
            part["cases"],
            reader.codes.shape,
            msg("this names no case; to accept the finding in all cases, leave out the key cases"),
        )
    whole = code and reason and person in people and until and ("cases" not in part or cases)
    if not whole or not until:
        return None
    by = frozenset((person, *map(str.casefold, people[person])))
    return Waiver(code.upper(), reason, person, until, node.place, cases, len(people) == 1, by)


def _means(pattern: str, name: str) -> bool:
    """Whether a name is what a pattern means, in which ``*`` stands for any characters."""
    return bool(re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), name))
