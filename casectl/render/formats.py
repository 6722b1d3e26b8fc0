"""The table of formats, and the one function that writes a view in any of them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from casectl.core.values.messages import msg
from casectl.render.terminal import visible

if TYPE_CHECKING:
    from casectl.render.view import View  # not for `--help`, which needs only the names of the formats

FORMATS = {
    "table": "table:table",
    "plain": "plain:plain",
    "tsv": "separated:tsv",
    "csv": "separated:csv",
    "json": "json_:json",
    "jsonl": "json_:jsonl",
    "markdown": "markdown:markdown",
}
"""Module and function of each format; a module is imported when its format is used."""

MEANINGS = {
    "table": msg("aligned columns for people, clipped to the terminal's width, whole in a pipe"),
    "plain": msg("columns separated by two blanks, no header, one record a line, - for nothing"),
    "tsv": msg("a header line, then a record a line, columns separated by tabs"),
    "csv": msg("RFC 4180, with cells that a spreadsheet would run as a formula made harmless"),
    "json": msg("an envelope with the rows and the files that could not be read"),
    "jsonl": msg("a JSON object a line"),
    "markdown": msg("a table for a report or an issue"),
}
"""The meaning of each format, for the reference."""

MACHINE = frozenset({"plain", "tsv", "csv", "json", "jsonl"})
"""Formats for programs: UTF-8 everywhere, never translated, never clipped, never coloured."""


class RenderOptions(NamedTuple):
    """What the reader's screen allows: columns to clip a table to (None: never clip), and colour."""

    columns: int | None = None
    color: bool = False


def render(view: View, format: str, options: RenderOptions | None = None) -> str:
    """The view in a format of FORMATS, ending in a newline unless empty; ``table`` is the view's page if it has one."""
    if format == "table" and view.page:  # loading tabulate takes longer than the verb itself
        return visible(view.page, multiline=True)
    module, name = FORMATS[format].split(":")
    function: Callable[[View, RenderOptions], str] = getattr(import_module(f"casectl.render.{module}"), name)
    return function(view, options or RenderOptions())
