"""Reads a case file into the facts that the index keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from casectl.adapters.yaml import quick as yaml_quick
from casectl.core.case.compose import read_case
from casectl.core.case.ids import id_of_path
from casectl.core.case.model import Case
from casectl.core.query.case_facts import excerpt_of
from casectl.core.values.messages import Unreadable, msg
from casectl.core.values.tree import Source


def facts_in(path: str, data: bytes, parse: Callable[[str, bytes], Source]) -> Mapping[str, object]:
    """The facts of a case, read quickly if it is in casectl's own layout, else by `parse`, the strict reader.

    Raises Unreadable with the place of the error, and for a file that is not named after the case: a copy that a
    syncing service made would be counted twice.
    """
    return excerpt_of(case_in_file(path, data, parse))


def case_in_file(path: str, data: bytes, parse: Callable[[str, bytes], Source]) -> Case:
    """The case in a case file. Raises as `facts_in` does."""
    case = _case(path, data, parse)
    if case.id != id_of_path(path):
        raise Unreadable(msg("it contains {id}, but a case's file is named after its id", id=case.id))
    return case


def _case(path: str, data: bytes, parse: Callable[[str, bytes], Source]) -> Case:
    tree = yaml_quick.read(data)
    if tree is not None:
        with suppress(Unreadable):  # the strict reader reports the place
            return read_case(Source(path, tree))
    return read_case(parse(path, data))
