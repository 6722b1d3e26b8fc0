"""Options and arguments that many commands share, and the settings that hold for all of them.

`event_options` and `layout_options` bundle what every writing verb and every list takes; the function receives
one value for the whole bundle (``event``, ``layout``).
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from casectl.cli.option_values import WholeNumber
from casectl.cli.personal import colour_sources, first_of
from casectl.core.values.messages import CasectlError, UsageError, msg
from casectl.core.values.value_class import NamedTuple
from casectl.render.formats import ANNOTATING_FORMATS, CALENDAR_FORMATS, FORMATS
from casectl.render.language import _

Function = TypeVar("Function", bound=Callable[..., Any])


_NO_INPUT = "casectl.no_input"


class Settings(NamedTuple):
    """What the words before the command say. A command receives it through ``@click.pass_obj``.

    `start` is where the search for the casebook begins: ``-C``, else CASECTL_REPO, else the current folder.
    """

    start: Path
    color: bool = False
    pager: bool = True
    quiet: bool = False
    verbose: bool = False


class EventOptions(NamedTuple):
    """How an event is to be recorded: when it happened as typed, in whose name, under which id, why so late; "" for the
    usual.
    """

    at: str = ""
    acting_as: str = ""
    event_id: str = ""
    late: str = ""


class ListOptions(NamedTuple):
    """How rows are to be written: the format's name, the columns (empty: the usual ones), the order, how many, and
    whether without the titles or names of the columns.
    """

    format: str = "table"
    fields: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    limit: int | None = None
    no_header: bool = False


def with_options(function: Callable[..., Any], *options: Callable[[Any], Any]) -> Callable[..., Any]:
    """The function with these options, in the order in which its help has them."""
    return functools.reduce(lambda made, option: option(made), reversed(options), function)


def together(function: Callable[..., Any], name: str, kind: Any, *options: Callable[[Any], Any]) -> Callable[..., Any]:
    """As `with_options`, but the values, which are called as the fields of `kind`, come as one of these, as `name`."""

    @functools.wraps(function)
    def gathered(*args: Any, **given: Any) -> Any:
        return function(*args, **{name: kind(*(given.pop(each) for each in kind._fields))}, **given)

    return with_options(gathered, *options)


def prompt_allowed() -> bool:
    """Whether a person sits at both ends, so that a question would be seen and answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def no_input_option(function: Function) -> Function:
    """--no-input, which takes every question away, before the verb and behind it."""
    return click.option(
        "--no-input", is_flag=True, expose_value=False, callback=take_away,
        help=_("never prompt; report what is missing instead"),
    )(function)  # fmt: skip


def take_away(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Have no question asked, as a callback of --no-input."""
    del option
    if wanted:
        ctx.meta[_NO_INPUT] = True


def may_ask() -> bool:
    """Whether a question would be seen and answered, and is wanted."""
    return prompt_allowed() and _NO_INPUT not in click.get_current_context().meta


_MOST_NAMES = 200
"""No table has more columns, and no person more roles or addresses."""


class CommaList(click.ParamType[tuple[str, ...]]):
    """Names with commas between them, as a tuple."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Blanks around a name and empty names do not count."""
        del param, ctx
        if isinstance(value, tuple):
            return value
        names = tuple(name for each in value.split(",") if (name := each.strip()))
        if len(names) > _MOST_NAMES:
            raise UsageError(msg("too many names: {count} (at most {most})", count=len(names), most=_MOST_NAMES))
        return names


def case_argument(function: Function) -> Function:
    """CASE: any unambiguous part of an id, as `case`."""
    return click.argument(
        "case", metavar="CASE", help=_("a case's id, or any unambiguous part of it"), shell_complete=case_ids
    )(function)


def optional_case_argument(function: Function) -> Function:
    """CASE where ``--where`` may be given in its place, as `case`; None if it is not there."""
    return click.argument(
        "case",
        metavar="CASE",
        required=False,
        help=_(
            "a case's id, or any unambiguous part of it; - reads many ids from standard input; cannot be"
            " used with --where"
        ),
        shell_complete=case_ids,
    )(function)


def case_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The ids that a shell may complete to, from the names of the files; none outside a casebook."""
    del param
    from casectl.adapters.files.case_names import ids_meant
    from casectl.adapters.files.casebook_root import find_root
    from casectl.workspace import Workspace

    try:
        ids = Workspace(find_root(Path(ctx.find_root().params.get("repo") or "."))).case_ids()
    except CasectlError:
        return []
    return ids_meant(ids, incomplete)


class _FormatChoice(click.Choice[str]):
    """The name of a format; one for annotations or calendars is refused where rows are nothing of the kind."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(tuple(names), case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """As click does. Raises BadParameter for any other word."""
        name = str(value).lower()
        if name in ANNOTATING_FORMATS and name not in self.choices:
            self.fail(_("{format} is only for check, overdue and audit, which point to lines of files.").format(
                format=value), param, ctx)  # fmt: skip
        if name in CALENDAR_FORMATS and name not in self.choices:
            self.fail(_("{format} is only for agenda, which lists dates.").format(format=value), param, ctx)
        return super().convert(value, param, ctx)


def format_option(function: Function, names: Iterable[str] = tuple(FORMATS)) -> Function:
    """--format, as `format`, and --json, which is short for one of them and wins."""

    @functools.wraps(function)
    def gathered(*args: Any, json: bool, format: str, **rest: Any) -> Any:
        return function(*args, format="json" if json else format, **rest)

    choice = click.option(
        "--format",
        type=_FormatChoice(names),
        default="table",
        envvar="CASECTL_FORMAT",
        metavar="FORMAT",
        help=_("one of {formats}; default table").format(formats=", ".join(names)),
    )
    return with_options(gathered, choice, json_option)  # type: ignore[return-value]


def json_option(function: Function) -> Function:
    """--json, as `json`."""
    return click.option("--json", is_flag=True, help=_("short for --format json"))(function)


def annotating_format_option(function: Function) -> Function:
    """--format, as `format`, with the formats that annotate files."""
    return format_option(function, (*FORMATS, *ANNOTATING_FORMATS))


def fields_option(function: Function) -> Function:
    """--fields, as `fields`: a tuple of names."""
    return click.option(
        "--fields", type=CommaList(), default=(), metavar="A,B", help=_("the columns to write, in this order")
    )(function)


def sort_option(function: Function) -> Function:
    """--sort, as `sort`: a tuple of names."""
    return click.option(
        "--sort",
        type=CommaList(),
        default=(),
        metavar="A,-B",
        help=_("sort by these columns; a leading - reverses the order"),
    )(function)


def limit_option(function: Function) -> Function:
    """--limit, as `limit`: a number, None for all."""
    return click.option("--limit", type=WholeNumber(0), default=None, metavar="N", help=_("only the first N rows"))(
        function
    )


def event_id_option(function: Function) -> Function:
    """--event-id, as `event_id`: an id for `When`, or ""."""
    return click.option(
        "--event-id", default="", metavar="ID", help=_("an id for the event, so that a retry records it only once")
    )(function)


def late_option(function: Function) -> Function:
    """--late, as `late`."""
    return click.option("--late", default="", metavar=_("TEXT"), help=_("why it is recorded so late"))(function)


def event_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--at, --as, --event-id and --late, together as `event`."""

    return together(
        function,
        "event",
        EventOptions,
        click.option(
            "--at", default="", metavar="MOMENT", help=_("when it happened, if not now: 2026-11-21T09:30+08:00, -2h")
        ),
        late_option,
        click.option(
            "--as", "acting_as", default="", metavar="PERSON", help=_("act for someone else, where your role allows it")
        ),
        event_id_option,
    )


def layout_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--format, --fields, --sort, --limit and --no-header, together as `layout`."""
    return _layout_options(function, format_option)


def calendar_layout_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with the formats of a calendar."""
    return _layout_options(function, functools.partial(format_option, names=(*FORMATS, *CALENDAR_FORMATS)))


def annotating_layout_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with the formats that annotate files."""
    return _layout_options(function, annotating_format_option)


def _layout_options(
    function: Callable[..., Any], format: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> Callable[..., Any]:
    no_header = click.option(
        "--no-header", is_flag=True, help=_("leave out the row of column names, in table, tsv and csv")
    )
    return together(function, "layout", ListOptions, format, fields_option, sort_option, limit_option, no_header)


def colour_wanted(choice: bool | None) -> bool:
    """Whether stdout is to be coloured: the flag, else what the environment asks for, else whether it is a terminal."""
    if choice is not None:
        return choice
    _origin, wanted = first_of(colour_sources(os.environ))
    return wanted == "always" or (wanted == "auto" and sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
