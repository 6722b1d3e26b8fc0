"""JSON: an envelope whose keys are a promise, or one row per line. Never translated; nothing is lost or changed.

Text is unchanged, except that characters that could reorder or hide text on a terminal are written as escapes.
"""

from __future__ import annotations

import json as json_writing
import re

from casectl.render.formats import RenderOptions
from casectl.render.text.terminal import UNSEEN
from casectl.render.view import Row, Value, View, machine_value

_SCHEMA = 1


def json(view: View, _options: RenderOptions) -> str:
    """The envelope, as JSON."""
    return dumps(envelope(view), indent=2) + "\n"


def envelope(view: View) -> dict[str, Value]:
    """``{"schema": 1, "kind": …, "rows": […], "unreadable": […]}``; each row has every column, null for none."""
    return {
        "schema": _SCHEMA,
        "kind": view.kind,
        "rows": [_whole(row, view) for row in view.rows],
        "unreadable": [{"path": path, "why": str(why)} for path, why in view.unreadable],
        **{name: machine_value(value) for name, value in view.more.items()},
    }


def jsonl(view: View, _options: RenderOptions) -> str:
    """One row per line, each with every column, null for none."""
    return "".join(dumps(_whole(row, view)) + "\n" for row in view.rows)


def dumps(value: Value, indent: int | None = None) -> str:
    """JSON text that reads back as `value`, without control and bidi characters (except `indent`'s newlines)."""
    text = json_writing.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return re.sub(UNSEEN, lambda match: match[0] if match[0] == "\n" else _escape(match[0]), text)


def _escape(character: str) -> str:
    return json_writing.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"


def _whole(row: Row, view: View) -> dict[str, Value]:
    return {column.name: machine_value(row.get(column.name)) for column in view.columns if not column.flat}
