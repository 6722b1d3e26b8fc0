"""The table of formats, and the one function that writes a view in any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from casectl.render.view import View

FORMATS = {
    "table": "table:table",
    "plain": "plain:plain",
    "tsv": "separated:tsv",
    "csv": "separated:csv",
    "json": "json_:json",
    "jsonl": "json_:jsonl",
    "markdown": "markdown:markdown",
}
"""Name to module and function; a module is imported when its format is asked for."""

MACHINE = frozenset({"plain", "tsv", "csv", "json", "jsonl"})
"""Formats that programs read: UTF-8 everywhere, never translated, never clipped, never coloured."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader's screen allows: columns to clip a table to (None: never clip), and colour."""

    columns: int | None = None
    color: bool = False


def render(view: View, format: str, look: Look | None = None) -> str:
    """The view in a format of FORMATS, ending in a newline unless it is empty."""
    module, name = FORMATS[format].split(":")
    function: Callable[[View, Look], str] = getattr(import_module(f"casectl.render.{module}"), name)
    return function(view, look or Look())
