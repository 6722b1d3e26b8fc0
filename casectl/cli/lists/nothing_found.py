"""Lists that are empty: what the query may have meant, and by what they were filtered, which may be a slip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from casectl.actions.lookup.known_names import is_text
from casectl.core.query.model import EVERY, Condition, walk
from casectl.core.values.messages import msg
from casectl.core.values.value_class import replace
from casectl.render.text.terminal import clip, one_line
from casectl.render.view import View
from casectl.workspace import Workspace

_MOST = 200
"""So many columns of a filter tell a person what was typed."""
_LAYOUT = {"format", "json", "fields", "sort", "limit", "keys", "working", "exit_code"}
"""The options that choose nothing."""


def explain_nothing(context: Workspace, condition: Condition, *, for_exit_code: bool = False) -> None:
    """Report of a query that found nothing what it may have meant.

    Raises UsageError if one of its words looks like a slip for the name of something, or `for_exit_code` is in no text
    at all, so that no job takes an empty list for a good one.
    """
    if condition == EVERY:
        return
    from casectl.actions.lookup.bare_words import refuse_slips

    refuse_slips(context, condition, for_exit_code=for_exit_code)
    _suggest_part(context, condition)


def _suggest_part(context: Workspace, condition: Condition) -> None:
    """Report, where nothing was found, that a text field was compared as a whole, and how to search for a part."""
    from casectl.core.query.conditions import FieldIs

    for each in walk(condition):
        if isinstance(each, FieldIs) and each.search_text and context.warn and is_text(context, each.name):
            part = f"{each.name}~{each.search_text}"
            context.warn(
                msg("{field}: matches the whole text; {part} matches a part of it", field=each.name, part=part)
            )


def with_filters(view: View) -> View:
    """The view; if it is empty, with a note of the options and words of the command that chose its rows."""
    if view.rows or not (words := filters(click.get_current_context())):
        return view
    return replace(view, notes=(*view.notes, msg("filtered by: {filters}", filters=clip(one_line(words), _MOST))))


def filters(command: click.Context) -> str:
    """The options and words of a list that choose its rows, as they could be typed; "" if there are none."""
    known = [each for each in command.command.params if each.expose_value and each.name not in _LAYOUT]
    typed = [each for each in known if _is_typed(command, each)]
    typed.sort(key=lambda each: isinstance(each, click.Argument))
    return " ".join(word for each in typed for word in _words(each, command.params[each.name or ""]))


def _is_typed(command: click.Context, each: click.Parameter) -> bool:
    return command.get_parameter_source(each.name or "") is click.core.ParameterSource.COMMANDLINE


def _words(each: click.Parameter, value: Any) -> Iterator[str]:
    """A parameter with its values."""
    import shlex  # only an empty list needs it

    values = value if isinstance(value, tuple) else (value,)
    if isinstance(each, click.Argument):
        yield from map(shlex.quote, map(str, values))
    elif isinstance(each, click.Option) and each.is_flag:
        yield from each.opts[:1] if value else ()
    else:
        yield from (f"{max(each.opts, key=len)} {shlex.quote(str(one))}" for one in values)
