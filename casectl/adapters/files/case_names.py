"""Case ids for shell completion, from file names alone. It imports little, because the shell waits for it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from casectl.adapters.files.tab_cache import root_around
from casectl.core.case.folders import CASES, year_of

_ENDING = ".yaml"
_TEMPLATE = "template: "
_HEADER = 1 << 12
_LEAST, _LAST = 2, 9
"""How many characters may be in the middle of an id, and how many its last part has."""


def case_names(start: str, typed: str) -> list[str] | None:
    """The ids that are meant by `typed` (any letter case), by path, in the casebook around `start`: see `ids_meant`.

    None where file names are not enough: outside a casebook, and where a sparse checkout hides files.
    """
    root = root_around(start)
    if root is None or os.path.exists(f"{root}/.git/info/sparse-checkout"):
        return None
    begun = _below(f"{root}/{CASES}", typed.upper())
    return begun or ids_meant(_below(f"{root}/{CASES}", ""), typed)


def template_of(root: str, typed: str) -> str:
    """The template that the header of the case names that is meant by `typed`; "" if that is not plain."""
    [id, *others] = case_names(root, typed) or [""]
    if others or not id:
        return ""
    month = id.split("-")[1]
    try:
        with open(f"{root}/{CASES}/{year_of(month[:2])}/{month[2:]}/{id}.yaml", encoding="utf-8") as file:
            lines = file.read(_HEADER).split("\n")
    except (OSError, ValueError):
        return ""
    return next((line.removeprefix(_TEMPLATE).strip() for line in lines if line.startswith(_TEMPLATE)), "")


def ids_meant(ids: Sequence[str], typed: str) -> list[str]:
    """The ids that begin with `typed`; else the only one that has it in the middle, or the last parts that begin so.

    A shell puts what all have in common in place of what was typed, which must not be less.
    """
    wanted = typed.upper()
    begun = [each for each in ids if each.startswith(wanted)]
    if begun or len(wanted) < _LEAST:
        return begun
    inside = [each for each in ids if wanted in each]
    return inside if len(inside) == 1 else [last for each in inside if (last := each[-_LAST:]).startswith(wanted)]


def _below(cases: str, typed: str) -> list[str]:
    """An id names its year and month folders, so only folders that can hold `typed` are listed."""
    digits = typed.partition("-")[2]
    years = [year_of(digits[:2])] if len(digits) >= 2 else _names(cases)
    found: list[str] = []
    for year in years:
        months = [digits[2:4]] if len(digits) >= 4 else _names(f"{cases}/{year}")
        for month in months:
            names = [name for name in _names(f"{cases}/{year}/{month}") if name.startswith(typed)]
            found += [id for name in names if name.endswith(_ENDING) and _is_id(id := name[: -len(_ENDING)])]
    return found


def _is_id(name: str) -> bool:
    """Whether it is safe to offer: the shell inserts the word into the user's command line."""
    return name.isascii() and name.replace("-", "").isalnum()


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
