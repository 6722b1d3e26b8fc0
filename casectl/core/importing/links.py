"""Links between imported cases: by references in their texts, and by values that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from casectl.core.importing.case_builder import ImportedCase
from casectl.core.importing.context import ImportContext
from casectl.core.importing.journal_builder import JournalBuilder
from casectl.core.importing.mapping import RowMapping
from casectl.core.time.instants import to_seconds
from casectl.core.values.widths import folded


class Links:
    """Finds what each case of an import is to be linked to, among them and among the casebook's.

    Args:
        context: what the cases share.
        keys: the existing cases by the source's key.
        fields: the fields of existing cases by their ids, in which a shared value is looked for too.
        made: the cases of the import, in their order.
    """

    def __init__(
        self,
        context: ImportContext,
        keys: Mapping[str, str],
        fields: Mapping[str, Mapping[str, str]],
        made: Sequence[ImportedCase],
    ) -> None:
        self._context, prefix = context, context.key("")
        self._ids = {key.removeprefix(prefix): case for key, case in keys.items() if key.startswith(prefix)}
        self._ids |= {each.external: each.id for each in made}
        self._first: dict[tuple[int, str], str] = {}
        for number, name in enumerate(_fields_shared(context.mapping)):
            for case, its in fields.items():
                if value := its.get(name, ""):
                    self._first.setdefault((number, folded(value)), case)
        for each in made:
            for number, value in each.shared:
                self._first.setdefault((number, folded(value)), each.id)

    def added_to(self, case: ImportedCase) -> ImportedCase:
        """The case with a ``linked`` event for each case that it refers to, or whose value it shares."""
        found: dict[str, str] = {}
        unresolved = 0
        for kind, external in case.references:
            unresolved += external not in self._ids
            if external in self._ids:
                found.setdefault(self._ids[external], kind)
        for number, value in case.shared:
            found.setdefault(self._first[number, folded(value)], self._context.mapping.shared[number].type)
        found.pop(case.id, None)
        if not found:
            return replace(case, unresolved=unresolved) if unresolved else case
        builder = JournalBuilder(self._context, case.external)
        builder.events = [*case.journal]
        at = max((event.at for event in case.journal), key=to_seconds)
        for other, kind in found.items():
            builder.add("linked", at, {"type": kind, "case": other})
        return replace(case, journal=tuple(builder.events), unresolved=unresolved)


def _fields_shared(mapping: RowMapping) -> list[str]:
    """For each link by a shared value the field that is made of the same columns; "" if there is none."""
    return [
        next((".".join(each.path) for each in mapping.fields if each.pick.texts == rule.pick.texts), "")
        for rule in mapping.shared
    ]


def needs_fields(mapping: RowMapping) -> bool:
    """Whether a link by a shared value may lead to cases that are in the casebook already."""
    return any(_fields_shared(mapping))
