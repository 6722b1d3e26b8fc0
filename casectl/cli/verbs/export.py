"""casectl export"""

from __future__ import annotations

import codecs
from functools import partial
from typing import Any

import click

from casectl.actions.export import export
from casectl.actions.list_ import list_cases
from casectl.actions.lookup.known_names import names_called
from casectl.actions.lookup.private_values import PrivateFields
from casectl.cli.context import open_context
from casectl.cli.exported_files import FILES, FileOptions, write_files
from casectl.cli.lists.field_columns import named_columns, with_fields
from casectl.cli.lists.grouping import group_option, write_groups
from casectl.cli.lists.nothing_found import explain_nothing
from casectl.cli.lists.options import QueryVerb, selection_options
from casectl.cli.lists.selection import query
from casectl.cli.options import ListOptions, Settings, fields_option, json_option, limit_option, sort_option
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.render.views.records import export as export_view
from casectl.workspace import Workspace


@verb(
    cls=QueryVerb,
    examples=[
        "casectl export --format jsonl > cases.jsonl",
        "casectl export --category closed --format csv --masked > closed.csv",
        "casectl export --format datapackage --masked -o complaints.zip",
        "casectl export --format xes -o complaints.xes",
    ],
    help=_(
        "Write whole cases for other programs: json and jsonl with everything, including the journal; csv and tsv"
        " with one column per field; datapackage as CSV files of cases and events with a description of their columns,"
        " in a folder or a zip archive; xes as an event log for process mining, without any text that people wrote."
    ),
)
@selection_options
@json_option
@click.option(
    "--format", type=click.Choice(["json", "jsonl", "csv", "tsv", *FILES]), default="json", help=_("how to write them")
)
@click.option(
    "-o",
    "--output",
    default="-",
    metavar=_("FILE"),
    help=_("the file or folder to write a datapackage or xes to"),
)
@click.option("--force", is_flag=True, help=_("replace the file if it exists"))
@click.option("--encoding", default="utf-8", metavar=_("NAME"), help=_("the text's encoding, such as utf-8 or gb18030"))
@click.option("--masked", is_flag=True, help=_("mask private values: 王**, p***@…, the last two digits of numbers"))
@click.option("--bom", is_flag=True, help=_("begin with a byte order mark, which Excel needs for UTF-8"))
@group_option
@fields_option
@sort_option
@limit_option
@click.pass_obj
def command(settings: Settings, /, chosen: dict[str, Any], keys: tuple[str, ...], masked: bool, **given: Any) -> int:
    files = FileOptions(given["format"], given.pop("output"), replace=given.pop("force"))
    given["format"] = "json" if given.pop("json") else given["format"]
    codec = _codec(given.pop("encoding"), with_mark=given.pop("bom"))
    layout = ListOptions(**given)
    files.check(keys, layout)
    context = open_context(settings)
    meant = query(context, chosen)
    if keys:
        if masked:
            _refuse_private(context, keys)
        return write_groups(context, settings, list_cases(context, meant), keys, layout, codec)
    report = export(context, meant, masked=masked)
    if not report.cases:
        explain_nothing(context, meant)
    if files.format in FILES:
        return write_files(report, files, context.zone, settings)
    view = with_fields(context, partial(export_view, report, context.zone), (*layout.fields, *layout.sort))
    return write_view(view, settings, named_columns(context, view, layout), codec=codec)


def _refuse_private(context: Workspace, keys: tuple[str, ...]) -> None:
    """Raises UsageError for keys whose values would be shown: counts by masked values would be wrong."""
    private, templates = PrivateFields(context), context.template_names()
    names = (name for key in keys for name in names_called(context, "field", key.removeprefix("fields.")))
    if found := [name for name in names if any(private.has(each, name) for each in templates)]:
        raise UsageError(msg("{names} is private, so it cannot be grouped by with --masked", names=found))


def _codec(encoding: str, *, with_mark: bool) -> str:
    """Python's name of the encoding. Raises UsageError for one that is not known, or that has no mark."""
    try:
        codec = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise UsageError(msg("there is no encoding {encoding}", encoding=encoding)) from None
    if with_mark and codec not in ("utf-8", "utf-8-sig", "utf-16"):
        raise UsageError(msg("{encoding} has no byte order mark; leave out --bom", encoding=encoding))
    return "utf-8-sig" if with_mark and codec == "utf-8" else codec
