"""stdout is data, stderr is talk: the only place that writes either (but for errors, see `boundary`)."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from functools import partial

import click

from casectl.cli.options import ListOptions, Settings
from casectl.core.values.messages import Message, Unreadable, UsageError, Value, msg
from casectl.render.formats import ANNOTATING_FORMATS, CALENDAR_FORMATS, RenderOptions, format_called, render
from casectl.render.language import translate
from casectl.render.text.pages import wrapped
from casectl.render.text.terminal import visible, without_endless_words
from casectl.render.view import View
from casectl.render.writers.fitting import fitted


def write_view(
    view: View, settings: Settings, layout: ListOptions | str = "table", left_out: int = 0, codec: str = "utf-8"
) -> int:
    """Write a view as asked for, its notes and unread files to stderr. Returns the exit code: 5 if a file is missing.

    `left_out` is how many rows more there are than the view has, because of the layout's limit; `codec` is that of a
    format for programs. Raises UsageError for an unknown column, or a character that the codec does not have.
    """
    if isinstance(layout, str):
        layout = ListOptions(layout)
    view = view.arranged(layout.fields, layout.sort, layout.limit, left_out)
    if layout.format in ANNOTATING_FORMATS and view.annotated is None:
        raise UsageError(
            msg(
                "--format {format} cannot be used here: these rows do not point to lines of files", format=layout.format
            ),
            hint=msg("any other format works: table, csv, json"),
        )
    if layout.format in CALENDAR_FORMATS and not view.calendar:
        raise UsageError(msg("--format {format} needs entries with a time, not counts", format=layout.format))
    look = _look(settings, header=not layout.no_header)
    form = format_called(layout.format)
    if not form.machine:
        view = view.for_people()
    if layout.format == "table" and not (view.page or layout.fields):
        view = fitted(view.under_headings(), look.columns)
    text = render(view, layout.format, look)
    if layout.format == "table" and view.page and look.columns:
        text = wrapped(text, look.columns)
    if form.machine:
        write_data(text, codec)
    else:
        write_page(text, settings)
    say = partial(notify, harmless=layout.format == "github")
    if layout.format == "github":
        from casectl.cli.checkout import add_summary

        add_summary(view)
    for note in view.notes:
        say(note, settings)
    return notify_unread(view.unreadable, settings, harmless=layout.format == "github")


def notify_unread(unread: Sequence[tuple[str, Message]], settings: Settings, *, harmless: bool = False) -> int:
    """Say which files are missing from what was shown, and why. Returns the exit code: 5 if any is."""
    for path, why in unread:
        notify(_unread(path, why), settings._replace(quiet=False), harmless=harmless)
    return Unreadable.exit_code if unread else 0


def _unread(path: str, why: Message) -> Message:
    """That a file is missing from what was shown; many reasons name it already, and it is named once."""
    if translate(why).startswith(f"{path}:"):
        return msg("cannot read {why}", why=why)
    if why.values.get("path") == path and (reason := why.values.get("reason")):
        return msg("cannot read {path}: {why}", path=path, why=reason)
    return msg("cannot read {path}: {why}", path=path, why=why)


def write_data(text: str, codec: str = "utf-8") -> None:
    """Write text that programs read: line ends as they are, in UTF-8 or another codec, whatever the locale says.

    Raises UsageError for a character that the codec does not have.
    """
    if codec != "utf-8":
        try:
            click.echo(text.encode(codec), nl=False)
        except UnicodeEncodeError as error:
            lost = error.object[error.start : error.start + 1]
            raise UsageError(
                msg("{character} cannot be written in {codec}", character=lost, codec=codec),
                hint=msg("--encoding gb18030 or utf-8 can write every character"),
            ) from None
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass", newline="\n")
    click.echo(text, nl=False, color=False)


def write_page(text: str, settings: Settings) -> None:
    """Write text that people read, already made visible; through a pager if it is longer than their terminal."""
    text = text if not text or text.endswith("\n") else f"{text}\n"
    if settings.pager and sys.stdout.isatty() and text.count("\n") >= _screen()[1]:
        from casectl.cli.pager import paged  # which loads what runs programs

        if paged(text):
            return
    click.echo(text, nl=False, color=settings.color)


def notify(what: Value, settings: Settings, *, harmless: bool = False) -> None:
    """Say something about what was done, on stderr, unless ``--quiet``; `harmless`: never as a command to CI."""
    if settings.quiet:
        return
    text = without_endless_words(visible(translate(what), multiline=True))
    if harmless:
        from casectl.render.writers.github import harmless as no_command

        text = "\n".join(map(no_command, text.split("\n")))
    click.echo(text, err=True)


def _look(settings: Settings, *, header: bool) -> RenderOptions:
    columns = _screen()[0] if sys.stdout.isatty() else None
    return RenderOptions(columns, settings.color, header)


def _screen() -> tuple[int, int]:
    """Columns and lines of the terminal."""
    from shutil import get_terminal_size  # 3 ms, and pipes have no size

    return get_terminal_size()
