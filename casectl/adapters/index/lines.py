"""The index lines that pass a prefilter; of very many, a second process checks half."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from casectl.adapters.system.second_process import beside, is_worth_it

if TYPE_CHECKING:
    from casectl.adapters.index.file import IndexFile

_MANY = 4000
_FAILS, _MAY_PASS = 0, 1


def sifted(file: IndexFile, wanted: Mapping[str, int], passes: Callable[[bytes], bool]) -> dict[str, bytes]:
    """The same as `file.lines`; a second process only reports which lines fail, so that they are not checked here."""
    if not is_worth_it(len(wanted), _MANY):
        return file.lines(wanted, passes)
    paths = list(wanted)
    theirs, ours = paths[: len(paths) // 2], paths[len(paths) // 2 :]

    def judged() -> bytes:
        found = file.lines(_some(wanted, theirs), passes)
        return bytes(_FAILS if found.get(path) == b"" else _MAY_PASS for path in theirs)

    answer = beside(judged)
    found = file.lines(_some(wanted, ours), passes)
    failing = {path for path, mark in zip(theirs, answer(), strict=False) if mark == _FAILS}
    found |= dict.fromkeys(failing, b"")
    return found | file.lines(_some(wanted, [path for path in theirs if path not in failing]), passes)


def _some(wanted: Mapping[str, int], paths: list[str]) -> dict[str, int]:
    return {path: wanted[path] for path in paths}
