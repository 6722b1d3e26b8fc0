"""Case ids for shell completion, from file names alone. It imports little, because the shell waits for it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from casectl.core.case.folders import CASES, year_of

_ENDING = ".yaml"
_LEAST, _LAST = 2, 9
"""How many characters may be in the middle of an id, and how many its last part has."""


def case_names(start: str, typed: str) -> list[str] | None:
    """The ids that are meant by `typed` (any letter case), by path, in the casebook around `start`: see `ids_meant`.

    None where file names are not enough: outside a casebook, and where a sparse checkout hides files.
    """
    try:
        root = os.path.abspath(start)
    except OSError:  # the current folder was deleted
        return None
    while not os.path.isfile(f"{root}/casectl.yaml"):
        if root == (root := os.path.dirname(root)):
            return None
    if not os.path.isdir(f"{root}/.git") or os.path.exists(f"{root}/.git/info/sparse-checkout"):
        return None
    begun = _below(f"{root}/{CASES}", typed.upper())
    return begun or ids_meant(_below(f"{root}/{CASES}", ""), typed)


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
