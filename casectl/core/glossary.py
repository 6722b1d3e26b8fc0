"""A glossary: the little that lists need to know of a template, small enough to be remembered whole.

What the states are called and of which category they are, what the clocks are called and of which kind, what the
follow-ups are called.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Self

from casectl.core.messages import Value, Words
from casectl.core.tree import Tree, list_of, mapping_of, text_of

if TYPE_CHECKING:
    from casectl.core.template import Template


class Entry(NamedTuple):
    """A name's title, and its category or kind ("" if it has none)."""

    title: Words
    kind: str = ""


class Glossary(NamedTuple):
    """Names of states, clocks and rules of follow-ups, each with what it means."""

    states: Mapping[str, Entry]
    clocks: Mapping[str, Entry]
    follow_ups: Mapping[str, Entry]

    def category(self, state: str) -> str:
        """The category of a state; an unknown state counts as open, so that it is never overlooked."""
        found = self.states.get(state)
        return found.kind if found else "open"

    @classmethod
    def of(cls, template: Template) -> Self:
        """The glossary of a template."""
        return cls(
            {state.name: Entry(state.title, state.category) for state in template.workflow.states},
            {clock.name: Entry(clock.title, clock.kind) for clock in template.clocks},
            {rule.name: Entry(rule.title) for rule in template.follow_ups},
        )

    def to_tree(self) -> dict[str, Tree]:
        """As text, lists and mappings."""
        return {part: _tree(entries) for part, entries in zip(self._fields, self, strict=True)}

    @classmethod
    def from_tree(cls, tree: Mapping[str, Tree]) -> Self:
        """What `to_tree` gave."""
        return cls(*(_entries(tree.get(part)) for part in cls._fields))


def title_in(entries: Mapping[str, Entry], name: str, otherwise: str = "") -> Value:
    """What people call `name`; if nobody said, `otherwise`, else the bare name."""
    found = entries.get(name)
    return found.title if found and str(found.title) else otherwise or name


def _tree(entries: Mapping[str, Entry]) -> dict[str, Tree]:
    tree: dict[str, Tree] = {}
    for name, each in entries.items():
        pairs: list[Tree] = [[language, text] for language, text in each.title.by_language]
        tree[name] = [each.kind, *pairs]
    return tree


def _entries(tree: Tree | None) -> dict[str, Entry]:
    found = {}
    for name, value in mapping_of(tree).items():
        kind, *pairs = list_of(value)
        title = Words(tuple((text_of(list_of(pair)[0]), text_of(list_of(pair)[1])) for pair in pairs))
        found[name] = Entry(title, text_of(kind))
    return found
