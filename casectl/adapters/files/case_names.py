"""Case ids for shell completion, from file names alone. It imports little, because the shell waits for it."""

from __future__ import annotations

import os

from casectl.core.case.folders import CASES, year_of

_ENDING = ".yaml"


def case_names(start: str, typed: str) -> list[str] | None:
    """The ids that begin with `typed` (any letter case), by path, in the casebook around `start`.

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
    return _below(f"{root}/{CASES}", typed.upper())


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
