"""The index lines that pass a prefilter; of very many, a second process checks half."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from casectl.adapters.system.second_process import in_fork, is_worth_it

if TYPE_CHECKING:
    from casectl.adapters.index.file import IndexFile

_MANY = 4000
_FAILS, _MAY_PASS = 0, 1


def prefiltered_lines(file: IndexFile, wanted: Mapping[str, int], passes: Callable[[bytes], bool]) -> dict[str, bytes]:
    """The same as `file.lines`; a second process only reports which lines fail, so that they are not checked here."""
    if not is_worth_it(len(wanted), _MANY):
        return file.lines(wanted, passes)
    paths = list(wanted)
    first_half, second_half = paths[: len(paths) // 2], paths[len(paths) // 2 :]

    def first_half_results() -> bytes:
        found = file.lines(_subset(wanted, first_half), passes)
        return bytes(_FAILS if found.get(path) == b"" else _MAY_PASS for path in first_half)

    answer = in_fork(first_half_results)
    found = file.lines(_subset(wanted, second_half), passes)
    failing = {path for path, mark in zip(first_half, answer(), strict=False) if mark == _FAILS}
    found |= dict.fromkeys(failing, b"")
    return found | file.lines(_subset(wanted, [path for path in first_half if path not in failing]), passes)


def _subset(wanted: Mapping[str, int], paths: list[str]) -> dict[str, int]:
    return {path: wanted[path] for path in paths}
