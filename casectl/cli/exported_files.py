"""export --format datapackage|xes: formats that are files rather than rows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

import click

from casectl.adapters.files.archive import archived, write_archive
from casectl.adapters.files.whole_file import write_folder, write_whole
from casectl.cli.options import ListOptions, Settings
from casectl.cli.output import notify, notify_unread, write_data
from casectl.core.reports import Export
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.value_class import NamedTuple
from casectl.render.views.records import private_fields_in

FILES = ("datapackage", "xes")


class FileOptions(NamedTuple):
    """In which format, where to, and whether a file of that name is replaced."""

    format: str
    output: str
    replace: bool

    def check(self, keys: Sequence[str], layout: ListOptions) -> None:
        """Raises UsageError for options that the format does not have."""
        if self.format not in FILES:
            if self.output != "-":
                raise UsageError(
                    msg(
                        "-o is only for --format datapackage and xes; for any other format, redirect the output: > FILE"
                    )
                )
        elif keys or layout.fields or layout.sort or layout.limit is not None:
            raise UsageError(
                msg(
                    "--format {format} writes every matching case in full: leave out options for"
                    " columns, order or limit",
                    format=self.format,
                )
            )
        elif self.format == "datapackage" and self.output == "-" and sys.stdout.isatty():
            raise UsageError(
                msg("an archive cannot be shown on a terminal"),
                hint=msg("casectl export --format datapackage -o FILE.zip writes a file, -o DIR a folder"),
            )


def write_files(report: Export, options: FileOptions, zone: tzinfo, settings: Settings) -> int:
    """Write the cases; the name of what was written, and what is missing from it. Returns the exit code."""
    if options.format == "xes":
        from casectl.render.files.xes import xes  # as below, few exports are this

        _write(options, xes(report, zone))
    else:
        from casectl.render.files.datapackage import datapackage

        _write_package(options, datapackage(report, zone))
        for note in private_fields_in(report):
            notify(note, settings)
    return notify_unread(report.unreadable, settings)


def _write(options: FileOptions, text: str) -> None:
    if options.output == "-":
        write_data(text)
    else:
        write_whole(Path(options.output), text.encode(), replace=options.replace)
        click.echo(options.output)


def _write_package(options: FileOptions, files: dict[str, bytes]) -> None:
    if options.output == "-":
        click.echo(archived(files), nl=False)
        return
    if Path(options.output).suffix == ".zip":
        write_archive(Path(options.output), files, replace=options.replace)
    else:
        write_folder(Path(options.output), files, replace=options.replace)
    click.echo(options.output)
