"""A report written as one document: HTML, Markdown or an Excel workbook, into a file or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from casectl.adapters.files.archive import archived
from casectl.adapters.files.whole_file import write_whole
from casectl.cli.options import together
from casectl.core.values.messages import LANGUAGES, Message, UsageError, msg
from casectl.core.values.value_class import NamedTuple
from casectl.render.language import _, in_language, translate
from casectl.render.report.html import report_html
from casectl.render.report.markdown import report_markdown
from casectl.render.report.pictures import Section
from casectl.render.report.workbook import workbook
from casectl.workspace import Workspace

_WRITERS: dict[str, Callable[[str, Iterator[Section]], bytes]] = {
    "html": lambda title, sections: report_html(title, sections).encode(),
    "md": lambda title, sections: report_markdown(title, sections).encode(),
    "xlsx": lambda title, sections: archived(workbook(title, sections)),
}
_ENDINGS = {".html": "html", ".htm": "html", ".xlsx": "xlsx", ".md": "md", ".markdown": "md", ".txt": "md", "": "md"}


class Document(NamedTuple):
    """The document that is asked for: as what it is written, into which file (``-`` is standard output), whether one of
    that name is replaced, and its language (None: that of ``--lang``, else the casebook's).
    """

    html: bool
    md: bool
    xlsx: bool
    output: str
    force: bool
    language: str | None

    @property
    def is_wanted(self) -> bool:
        """Whether any of the options was given."""
        return self.html or self.md or self.xlsx or self.output != "-"

    def form(self) -> str:
        """As what it is to be written. Raises UsageError for two things at once."""
        asked = [name for name in _WRITERS if getattr(self, name)]
        if asked[1:]:
            raise UsageError(
                msg("a report can only be in one of these formats: {forms}", forms=[f"--{name}" for name in _WRITERS])
            )
        ending = "" if self.output == "-" else Path(self.output).suffix.lower()
        if not asked and ending not in _ENDINGS:
            raise UsageError(
                msg("a report cannot be written as {ending}", ending=ending),
                hint=msg("-o FILE.html, FILE.md or FILE.xlsx; or --html, --md or --xlsx with any name"),
            )
        form = asked[0] if asked else _ENDINGS[ending]
        if form == "xlsx" and self.output == "-" and sys.stdout.isatty():
            raise UsageError(msg("a workbook cannot be shown on a terminal"), hint=msg("-o FILE.xlsx writes a file"))
        return form

    def write(self, form: str, context: Workspace, title: Message, sections: Callable[[], Iterator[Section]]) -> None:
        """Write it as that, in its language whatever that of the machine is; that of a rehearsal says that it is one.

        Raises UsageError if the file is there.
        """
        lang = click.get_current_context().find_root().params.get("lang")
        title = msg("{title} (rehearsal)", title=title) if context.is_rehearsal() else title
        with in_language(str(self.language or lang or context.casebook.language)):
            content = _WRITERS[form](translate(title), sections())
        if self.output == "-":
            click.echo(content, nl=False)
            return
        write_whole(Path(self.output), content, replace=self.force)
        click.echo(self.output)


def document_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--html, --md, --xlsx, --output, --force and --language, together as `document`."""

    return together(function, "document", Document, *_OPTIONS)


_OPTIONS = (
    click.option("--html", is_flag=True, help=_("one file with charts, for a browser and for paper")),
    click.option("--md", is_flag=True, help=_("Markdown (the default, unless FILE ends in .html or .xlsx)")),
    click.option("--xlsx", is_flag=True, help=_("an Excel workbook with a sheet for each section")),
    click.option("-o", "--output", default="-", metavar=_("FILE"), help=_("the file to write; - is standard output")),
    click.option("--force", is_flag=True, help=_("replace the file if it exists")),
    click.option(
        "--language", type=click.Choice(LANGUAGES), help=_("the document's language; by default the casebook's")
    ),
)
