"""Annotations on GitHub: workflow commands, and the page of a job's summary.

GitHub shows ten annotations of each severity in a step and drops the others in silence, so what is dropped is counted
and listed in the log. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from casectl.core.values.messages import counted, msg
from casectl.render.annotation import SEVERITIES, Annotation, Severity
from casectl.render.formats import RenderOptions
from casectl.render.language import _, translate
from casectl.render.text.markdown_text import escaped, pipe_table
from casectl.render.text.terminal import one_line
from casectl.render.view import View
from casectl.render.writers.annotating import annotations_of, in_checkout

_SHOWN = 10
"""How many annotations of a severity GitHub shows in one step."""
SUMMARY_BYTES = 1000 * 1024
"""So much is written into a job's summary at most: a step's summary of more than 1,024 KiB is refused as a whole."""


def github(view: View, _options: RenderOptions) -> str:
    """A command for each annotation that GitHub shows; how many it does not, and these as lines of the log."""
    found = annotations_of(view)
    commands, left = list[str](), list[str]()
    for severity in SEVERITIES:
        of_this = [each for each in found if each.severity == severity]
        shown = _SHOWN if severity != "notice" else _SHOWN - 1  # one notice may be that of how many are shown
        commands += [_command(each, view) for each in of_this[:shown]]
        left += [_log_line(each, view) for each in of_this[shown:]]
    if left:
        count = msg("{shown} of {all} shown", shown=len(commands), all=len(found))
        commands = [f"::notice title=casectl::{_data(translate(count))}", *commands, *_not_commands(left)]
    return "".join(f"{line}\n" for line in commands)


def _command(each: Annotation, view: View) -> str:
    properties = {
        "file": in_checkout(each.path, view),
        "line": str(each.line or ""),
        "col": str(each.column or ""),
        "title": each.code,
    }
    words = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{each.severity} {words}::{_data(each.text)}"


def _data(text: str) -> str:
    """The text of a command: per cent signs and the ends of lines are escaped."""
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property of a command, in which colons and commas are escaped too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _log_line(each: Annotation, view: View) -> str:
    place = ":".join(map(str, filter(None, (in_checkout(each.path, view), each.line, each.column))))
    return one_line(f"{place}: {each.code} {each.text}")


def _not_commands(lines: Sequence[str]) -> Iterator[str]:
    """The lines, none of which can be a command: commands are off from a word on to the same word again.

    The word depends on the whole text, so nothing in the text can be it.
    """
    word = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    yield f"::stop-commands::{word}"
    yield from lines
    yield f"::{word}::"


def harmless(text: str) -> str:
    """A line for the log that is no command, whatever is in it; the older form of commands counts anywhere in it."""
    return re.sub(r"##(?=\[)", "## ", re.sub(r"^\s*::", ": :", one_line(text)))


def summary(view: View, room: int = SUMMARY_BYTES) -> str:
    """A page in Markdown: what was found, then a section for each file, the worst first, as many as fit into `room`.

    `room` is in bytes. What is left out is counted. Empty if there is no room even for the heading.
    """
    found = annotations_of(view)
    counts = ", ".join(_counted(number, each) for each in SEVERITIES if (number := _count(found, each)))
    page = f"## casectl {view.kind}\n\n{counts or _('nothing found')}\n"
    files = [list(group) for _path, group in groupby(_by_file(found), key=lambda each: each.path)]
    room -= len(page.encode()) + _LAST_LINE
    if room < 0:
        return ""
    for number, group in enumerate(files):
        section = _section(group, view)
        room -= len(section.encode())
        if room < 0:
            rest = sum(map(len, files[number:]))
            return f"{page}\n{translate(msg('{shown} of {all} shown', shown=len(found) - rest, all=len(found)))}\n"
        page += section
    return page


_LAST_LINE = 100
"""Bytes to keep for the line that says what is left out."""


def _counted(number: int, severity: Severity) -> str:
    what = {
        "error": counted("{count} error", "{count} errors", number),
        "warning": counted("{count} warning", "{count} warnings", number),
        "notice": counted("{count} notice", "{count} notices", number),
    }
    return translate(what[severity])


def _count(found: Sequence[Annotation], severity: str) -> int:
    return sum(each.severity == severity for each in found)


def _by_file(found: Sequence[Annotation]) -> list[Annotation]:
    """The annotations file by file, in the order of the first one of each file."""
    order = {path: place for place, path in reversed([*enumerate(each.path for each in found)])}
    return sorted(found, key=lambda each: order[each.path])


def _section(group: Sequence[Annotation], view: View) -> str:
    heads = (_("Line"), _("Code"), _("Message"))
    rows = [[str(each.line or ""), each.code, escaped(each.text)] for each in group]
    return f"\n### {escaped(in_checkout(group[0].path, view))}\n\n{pipe_table(heads, rows)}\n"
