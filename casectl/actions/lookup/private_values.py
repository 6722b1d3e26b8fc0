"""Values of fields that a template marks as private: they are masked wherever several cases are shown."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial

from casectl.actions.context import Rules
from casectl.core.case.compose import read_case
from casectl.core.case.fold import templates_of
from casectl.core.case.model import Case
from casectl.core.history.told_changes import is_private, masked_change, private_names
from casectl.core.history.trail import TrailEntry
from casectl.core.query.conditions import FieldCompares, FieldIs, Like
from casectl.core.query.model import Condition, walk
from casectl.core.values.masking import masked_fields, private_texts, without
from casectl.core.values.messages import CasectlError, UsageError, msg
from casectl.core.values.tree import Path, Source, Tree, get_in, list_of, mapping_of
from casectl.core.values.value_class import replace


def without_private_values(context: Rules, entries: Iterable[TrailEntry]) -> list[TrailEntry]:
    """The entries, with a mask for each private value that changed; for every field of a template that is unusable."""
    private = cache(partial(_private_fields, context))
    return [_masked(each, private(each.template)) if each.values else each for each in entries]


def _masked(entry: TrailEntry, private: frozenset[str] | None) -> TrailEntry:
    return replace(entry, values=tuple(masked_change(each, private) for each in entry.values))


def _private_fields(context: Rules, template: str) -> frozenset[str] | None:
    """The dotted names of the private fields; None if the template cannot be used."""
    try:
        return private_names(context.template(template))
    except CasectlError:
        return None


def refuse_private_fields(context: Rules, keys: Iterable[str]) -> None:
    """Raises UsageError for those of some keys that are private fields of any template."""
    private, templates = PrivateFields(context), context.template_names()
    names = [key.removeprefix("fields.") for key in keys if key.startswith("fields.")]
    if found := [name for name in names if any(private.has(each, name) for each in templates)]:
        raise UsageError(msg("{names} is private, so reports cannot use it", names=found))


def refuse_private_query(context: Rules, query: Condition) -> None:
    """Raises UsageError for a query that asks for private fields: it is said in what many read."""
    refuse_private_fields(
        context,
        [
            each.key if isinstance(each, Like) else f"fields.{each.name}"
            for each in walk(query)
            if isinstance(each, (FieldIs, FieldCompares, Like))
        ],
    )


_TEXTS = ("text", "reason", "tried", "expects", "consent", "abuse", "next")
"""The details of events that people write, and may mention private values in."""


class PrivateFields:
    """Which fields of cases are private, by the templates that a case has or had; all of one that cannot be used."""

    def __init__(self, context: Rules) -> None:
        self._of = cache(partial(_private_fields, context))

    def has(self, template: str, name: str) -> bool:
        """Whether a template's field of a dotted name is private, or holds one that is."""
        return is_private(f"fields.{name}", self._of(template))

    def paths(self, case: Case) -> frozenset[Path]:
        """The private fields in a case."""
        found: set[Path] = set()
        for name in {*templates_of(case.journal), case.header.template}:
            names = self._of(name)
            wanted = case.fields if names is None else (each.removeprefix("fields.") for each in names)
            found |= {tuple(each.split(".")) for each in wanted}
        return frozenset(found)

    def held(self, case: Case) -> set[str]:
        """The dotted names of the private fields that are filled."""
        return {".".join(map(str, path)) for path in self.paths(case) if get_in(dict(case.fields), path)}

    def masked(self, case: Case) -> Case:
        """The case with its private values masked, also where its title and its events mention them."""
        paths = self.paths(case)
        texts = frozenset(private_texts(dict(case.fields), paths))
        tree: dict[str, Tree] = {**case.tree, "title": without(case.title, texts)}
        if case.fields:
            tree["fields"] = mapping_of(without(masked_fields(dict(case.fields), paths), texts))
        tree["journal"] = [_event_without(mapping_of(each), texts) for each in list_of(tree["journal"])]
        return read_case(Source(case.source.file, tree))


def _event_without(event: dict[str, Tree], texts: frozenset[str]) -> Tree:
    return {key: without(value, texts) if key in _TEXTS else value for key, value in event.items()}
