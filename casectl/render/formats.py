"""The tables of formats, and the one function that writes a view in any of them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class
from casectl.render.text.terminal import visible

if TYPE_CHECKING:
    from casectl.render.view import View  # not for `--help`, which needs only the names of the formats


@value_class
class Format:
    """A row: what the format is (for the reference), its function as ``module:name``, and whether programs read it.

    A format for programs is UTF-8 everywhere, never translated, clipped or coloured; those that annotate files have
    sentences for people in it, which are.
    """

    meaning: Message
    function: str
    machine: bool


FORMATS = {
    "table": Format(
        msg("aligned columns for people, cut to the terminal's width, but complete in a pipe"),
        "table:table",
        machine=False,
    ),
    "plain": Format(
        msg("columns separated by two spaces, no header, one record per line, - for empty values"),
        "plain:plain",
        machine=True,
    ),
    "tsv": Format(
        msg("a header line, then one record per line, columns separated by tabs"), "separated:tsv", machine=True
    ),
    "csv": Format(
        msg("RFC 4180; a cell that a spreadsheet would run as a formula is made harmless"),
        "separated:csv",
        machine=True,
    ),
    "json": Format(msg("an envelope with the rows and the files that could not be read"), "json_:json", machine=True),
    "jsonl": Format(msg("one JSON object per line"), "json_:jsonl", machine=True),
    "yaml": Format(msg("the envelope of json, in YAML"), "yaml_:yaml", machine=True),
    "ids": Format(
        msg("only the ids of the cases, each once, one per line: for a command that reads them with -"),
        "plain:ids",
        machine=True,
    ),
    "markdown": Format(msg("a table for a report or an issue"), "documents:markdown", machine=False),
    "html": Format(msg("a table for a web page or a mail"), "documents:html", machine=False),
}
"""Every format for rows by its name; the module of its function is imported when the format is used."""

WHOLE_FORMATS = ("json", "jsonl", "yaml")
"""Those that have every column, details too."""

ANNOTATING_FORMATS = {
    "github": Format(
        msg("workflow commands, which GitHub Actions shows at their lines, and a page for the job's summary"),
        "github:github",
        machine=True,
    ),
    "gitlab": Format(msg("a Code Quality report for GitLab"), "gitlab:gitlab", machine=True),
    "sarif": Format(msg("SARIF 2.1.0, for code scanning and for editors"), "sarif:sarif", machine=True),
    "junit": Format(msg("JUnit's XML, a test case for each row, for anything that shows tests"), "junit:junit",
                    machine=True),
}  # fmt: skip
"""Formats that show each row at its place in a file: for a view that has `annotated`."""

CALENDAR_FORMATS = {
    "ics": Format(
        msg("a calendar to subscribe to (RFC 5545): an entry for each row, without personal data"),
        "ics:ics",
        machine=True,
    ),
    "vtodo": Format(
        msg("the same as tasks instead of events, which Google, Outlook and iOS do not show"),
        "ics:vtodo",
        machine=True,
    ),
}
"""Formats of which each row is an entry of a calendar: for a view that is one (`View.calendar`)."""


@value_class
class RenderOptions:
    """What the reader's screen allows: columns to clip a table to (None: never clip), and colour; and whether the
    titles or names of the columns are wanted.
    """

    columns: int | None = None
    color: bool = False
    header: bool = True


def render(view: View, format: str, options: RenderOptions | None = None) -> str:
    """The view in a format, ending in a newline unless empty; ``table`` is the view's page if it has one."""
    if format == "table" and view.page:  # loading tabulate takes longer than the verb itself
        return visible(view.page, multiline=True)
    module, name = format_called(format).function.split(":")
    function: Callable[[View, RenderOptions], str] = getattr(import_module(f"casectl.render.writers.{module}"), name)
    return function(view, options or RenderOptions())


def format_called(name: str) -> Format:
    """The row of a format, in whichever table it is."""
    return {**FORMATS, **ANNOTATING_FORMATS, **CALENDAR_FORMATS}[name]
