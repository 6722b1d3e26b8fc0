"""casectl import"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import click

from casectl.actions.import_ import Import, import_cases, mapping_from, placed, template_for
from casectl.adapters.files import shipped
from casectl.adapters.tables.reject_file import write_rejects
from casectl.adapters.tables.tables import Table, TableOptions, open_table
from casectl.cli.asking.input import file_bytes, stdin_bytes
from casectl.cli.context import open_context
from casectl.cli.option_values import WholeNumber
from casectl.cli.options import EventOptions, Settings, format_option
from casectl.cli.output import notify, write_data, write_view
from casectl.cli.verb import verb
from casectl.core.importing.keys import TABLE_FORMATS
from casectl.core.importing.mapping import RowMapping
from casectl.core.importing.plan import ImportReport
from casectl.core.importing.rows import RawRow
from casectl.core.importing.sketch import are_values
from casectl.core.importing.sketch import sketch as sketch_of
from casectl.core.values.messages import Message, NotFound, RepositoryError, UsageError, msg
from casectl.core.values.nearest import suggestion
from casectl.render.language import _, translate
from casectl.render.text.terminal import one_line
from casectl.render.views.imports import imported
from casectl.workspace import Workspace


@dataclass(frozen=True)
class _Wanted:
    """What the options say of how to import."""

    commits: str
    dry_run: bool
    limit: int | None
    rejects: str
    bom: bool


@verb(
    examples=[
        "casectl import complaints.csv --map cfpb-export2023 --dry-run",
        "casectl import log.csv.gz --map our-helpdesk.yaml --commits event",
    ],
    help=_(
        "Make cases from the rows of a table, or from the events of a log: CSV, TSV, JSON, JSON lines or XLSX,"
        " also gzipped. A mapping says what becomes of the columns; casectl help mappings describes its"
        " language. Importing the same complaints again adds nothing. A row that cannot be imported is reported"
        " with its line and reason and written to a rejects file; the rest is imported, and the exit code is 1."
        " Each import is recorded in imports/, with the SHA-256 of the table and of the mapping, the person and"
        " the cases."
    ),
)
@click.argument("file", metavar="FILE", help=_("the table; - is standard input"))
@click.option(
    "--map", "mapping", default="", metavar=_("MAP"), help=_("a mapping file, or the name of a shipped mapping")
)
@click.option(
    "--sketch", is_flag=True, help=_("write a mapping to start from, guessed from the table, and import nothing")
)
@click.option(
    "--input-format", type=click.Choice(TABLE_FORMATS), help=_("what kind of table it is, if its name does not say")
)
@click.option("--encoding", default="", metavar=_("NAME"), help=_("the text's encoding, such as utf-8 or gb18030"))
@click.option("--sheet", default="", metavar=_("NAME"), help=_("the sheet of a workbook"))
@click.option("--delimiter", default="", metavar=_("CHARACTER"), help=_("what separates the columns of a CSV file"))
@click.option(
    "--header-row",
    type=WholeNumber(0, 999_999),
    metavar=_("LINE"),
    help=_("the line that has the names of the columns, 0 if there is none; by default the first that is not blank"),
)
@click.option(
    "--commits",
    type=click.Choice(["batch", "event"]),
    default="batch",
    help=_("one commit for all, or one for each event, in the order of time"),
)
@click.option("--dry-run", is_flag=True, help=_("say what would be imported, and write nothing"))
@click.option("--limit", type=WholeNumber(1), help=_("import at most this many cases"))
@click.option("--rejects", default="", metavar=_("FILE"), help=_("where rejected rows go; by default FILE.rejects.csv"))
@click.option(
    "--bom", is_flag=True, help=_("begin the rejects file with a byte order mark, which Excel needs for UTF-8")
)
@format_option
@click.pass_obj
def command(settings: Settings, /, file: str, mapping: str, format: str, sketch: bool, **given: Any) -> int:
    options = _table_options(given)
    if sketch:
        return _write_sketch(open_context(settings), file, options)
    if not mapping:
        raise UsageError(
            msg("--map is missing"),
            hint=msg("name a mapping, or make one: casectl import {file} --sketch > mapping.yaml", file=file),
        )
    context, wanted = open_context(settings, EventOptions()), _Wanted(**given)
    rules = _mapping(context, mapping)
    table = _table(file, rules, options)
    rules = placed(context, rules, table.keys())
    _require_columns(table, rules)
    template, files = template_for(context, rules, shipped.all_templates())
    _announce(table, rules, settings)
    what = Import(rules, template, table.rows, files, wanted.commits == "event", wanted.dry_run, wanted.limit,
                  one_line(Path(file).name), table.digest())  # fmt: skip
    with _progress(table) as watch:
        report = import_cases(context, what, watch)
    try:
        rejects = _keep_rejects(report, wanted, table, file)
    except RepositoryError:
        write_view(imported(report, ""), settings, format)
        raise
    return write_view(imported(report, rejects), settings, format) or (1 if report.rejected else 0)


def _mapping(context: Workspace, named: str) -> RowMapping:
    """The mapping in a file of that path, else the shipped one of that name."""
    known = shipped.mappings()
    if named in known and not Path(named).is_file():
        return mapping_from(context, f"{named}.yaml", known[named])
    if not Path(named).is_file():
        raise NotFound(
            msg("there is no mapping {name}", name=named),
            hint=suggestion(named, known) or msg("give a file, or one of {names}", names=list(known)),
        )
    return mapping_from(context, named, file_bytes(named))


def _write_sketch(context: Workspace, file: str, options: TableOptions) -> int:
    """Write a mapping that is guessed from the first rows of a table."""
    data = stdin_bytes() if file == "-" else Path(file)
    table = open_table(data, options, name="-" if file == "-" else "")
    row = "" if options.header_row else str(table.likely_header_row() or "")
    if not (row or options.header_row) and are_values(table.layout.names):
        row = "0"
    if row:
        options = replace(options, header_row=row)
        table = open_table(data, options, name=table.name)
    rows = [row for row in islice(table.rows(), _SKETCHED) if isinstance(row, RawRow)]
    name = re.sub(r"[^\w]+", "-", Path(file).name.partition(".")[0]).strip("-_") or "table"
    kinds = [context.template(each) for each in context.template_names()]
    for text, remark in (*sketch_of(name, table.keys(), rows, kinds).lines, *_of_table(options)):
        write_data(f"{text}  # {one_line(translate(remark))}\n" if remark else f"{text}\n")
    return 0


def _of_table(options: TableOptions) -> Iterator[tuple[str, Message | None]]:
    """The line of a mapping that says of the table what its file does not."""
    told = {key.replace("_", " "): value for key, value in asdict(options).items() if value and key != "format"}
    if told:
        said = ", ".join(f"{key}: {json.dumps(value)}" for key, value in told.items())
        yield f"table: {{{said}}}", msg("how to read the file")


_SKETCHED = 1000
"""How many rows are looked at for a sketch."""


def _table_options(given: dict[str, Any]) -> TableOptions:
    """What the options say of the table, taken out of `given`."""
    row = given.pop("header_row")
    texts = {key: given.pop(key) or "" for key in ("encoding", "sheet", "delimiter")}
    return TableOptions(given.pop("input_format") or "", **texts, header_row="" if row is None else str(row))


def _table(file: str, mapping: RowMapping, told: TableOptions) -> Table:
    """The table; what the options do not say of it the mapping may."""
    options = TableOptions(**{**mapping.table, **{key: value for key, value in asdict(told).items() if value}})
    if file == "-":
        return open_table(stdin_bytes(), options, name="-")
    # The file's own name says its format better than the mapping, which may serve several.
    by_name = Path(file).name.lower().removesuffix(".gz").rpartition(".")[2] in TABLE_FORMATS
    return open_table(Path(file), replace(options, format=told.format) if by_name else options)


def _require_columns(table: Table, mapping: RowMapping) -> None:
    """Raise UsageError if columns are missing or ambiguous, with the place in the mapping of each."""
    names, keys = table.layout.names, table.keys()
    problems = mapping.unusable(names, keys)
    if problems and (names or table.format not in ("json", "jsonl")):
        hint = msg(
            "the columns of the file are {columns}; list those that may be missing in the mapping (optional:)",
            columns=keys,
        )
        if row := table.header_row_with(mapping.columns() - {*mapping.optional}):
            hint = msg(
                "line {row} has the column names: --header-row {row}, or header row: {row} in the mapping", row=row
            )
        raise UsageError(
            msg("{file} lacks columns that the mapping {name} needs", file=table.name, name=mapping.name),
            problems=problems,
            hint=hint,
        )


def _announce(table: Table, mapping: RowMapping, settings: Settings) -> None:
    """Say what was found rather than told: the encoding, and columns from which nothing is taken."""
    if table.encoding and not table.encoding.given:
        notify(msg("{file} is read as {encoding}", file=table.name, encoding=table.encoding.codec), settings)
    untouched = mapping.untouched(table.keys())
    if untouched:
        notify(msg("columns ignored: {columns}", columns=untouched), settings)


@contextmanager
def _progress(table: Table) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal, in rows; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _rows: None
        return
    total = sum(1 for _row in table.rows())
    with click.progressbar(length=total, label=_("importing"), file=sys.stderr) as bar:
        yield bar.update


def _keep_rejects(report: ImportReport, wanted: _Wanted, table: Table, file: str) -> str:
    """Write the rejects file if there is anything for it; its name."""
    if not report.rejected or wanted.dry_run:
        return ""
    path = wanted.rejects or _beside(file, "tsv" if table.format == "tsv" else "csv")
    write_rejects(Path(path), table, report.rejected, translate, mark=wanted.bom)
    return path


def _beside(file: str, ending: str) -> str:
    """Where a table's rejects go by default: beside it, or into the current folder if nothing may be written there."""
    if file == "-":
        return f"stdin.rejects.{ending}"
    folder = Path(file).parent
    return str((folder if os.access(folder, os.W_OK) else Path()) / f"{Path(file).name}.rejects.{ending}")
