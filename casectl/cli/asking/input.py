"""What people give a verb beside its options: fields, files, standard input, an editor."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from casectl.adapters.files.paths import max_bytes
from casectl.core.template.model import OPENING, Field, Template
from casectl.core.values.messages import NotFound, Refused, Typed, UsageError, msg, reason_of
from casectl.core.values.naming import with_code
from casectl.core.values.tree import Tree, get_in, set_in
from casectl.render.language import translate
from casectl.workspace import Workspace

if TYPE_CHECKING:
    from casectl.cli.asking.draft import EditorDraft

Values = list[tuple[str, Tree]]
_PIECE = 1 << 20
_MOST_PIPED = 4 << 30
"""The most bytes that standard input is put into a file of: a zip archive without further notes holds no more."""


def field_values(pairs: object) -> Values:
    """``-f name=value`` as name and value. Raises UsageError naming every one that has no ``=``."""
    found = [str(each) for each in pairs] if isinstance(pairs, (list, tuple)) else []
    wrong = [each for each in found if "=" not in each]
    if wrong:
        meant = f"{wrong[0].rstrip(':：')}={shlex.quote(wrong[1])}" if len(found) == len(wrong) == 2 else ""
        raise UsageError(
            msg("{fields} should be NAME=VALUE", fields=wrong),
            hint=msg("try {line}", line=Typed(meant)) if meant else None,
        )
    return [(name.strip(), value) for name, _, value in (each.partition("=") for each in found)]


def loose_values(words: Sequence[str]) -> Values:
    """``--name value`` and ``--name=value`` of options that only a template knows.

    Raises UsageError for stray words.
    """
    values: Values = []
    rest = iter(words)
    for word in rest:
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise UsageError(
                msg("{word} is neither an option nor the value of one", word=word),
                hint=msg("fields are given as --name value"),
            )
        if not equals:
            following = next(rest, None)
            if following is None:
                raise UsageError(msg("--{name} needs a value", name=name))
            value = following
        values.append((name.replace("-", "_") if "." not in name and "_" not in name else name, value))
    return values


def text_argument(text: str, file: str = "") -> str:
    """A text as given, or all of standard input for ``-``; or the content of `file`.

    Raises UsageError if standard input is a terminal: nobody would know that casectl waits.
    """
    if file and file != "-":
        return _decoded(_bytes_of(file), file)
    if text == "-" or file == "-":
        return _decoded(stdin_bytes(), "-")
    return text


def stdin_bytes() -> bytes:
    """All of standard input. Raises UsageError if it is a terminal, Refused if it has no end in sight."""
    if sys.stdin.isatty():
        raise UsageError(msg("standard input is a terminal"), hint=msg("pipe the text in, or give it as an argument"))
    return _bounded(sys.stdin.buffer, "-")


@contextmanager
def piped_file() -> Iterator[Path]:
    """Standard input as a file, for what cannot be read otherwise. Raises as `stdin_bytes` does."""
    if sys.stdin.isatty():
        raise UsageError(msg("standard input is a terminal"), hint=msg("pipe the file in, or give its name"))
    from tempfile import TemporaryDirectory  # few commands read a file from a pipe

    with TemporaryDirectory(prefix="casectl-") as folder:
        path = Path(folder) / "piped"
        with path.open("wb") as file:
            while piece := sys.stdin.buffer.read(_PIECE):
                if file.tell() > _MOST_PIPED:
                    raise Refused(msg("{path} has more than {most} bytes, which is too large to be kept",
                                      path="-", most=_MOST_PIPED))  # fmt: skip
                file.write(piece)
        yield path


def file_bytes(path: str) -> bytes:
    """A file's content, or standard input's for ``-``. Raises NotFound, Refused if there is no end of it."""
    return stdin_bytes() if path == "-" else _bytes_of(path)


def kept_bytes(path: str) -> bytes:
    """The content of a file that is to be kept, or standard input's for ``-``; a pipe could keep us waiting.

    Raises NotFound, Refused for anything but a regular file and for one that is too large, before it is read.
    """
    return stdin_bytes() if path == "-" else _bytes_of(path, only_regular=True)


def _bytes_of(path: str, *, only_regular: bool = False) -> bytes:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | (os.O_NONBLOCK if only_regular else 0)), "rb") as file:
            found = os.fstat(file.fileno())
            if only_regular and not stat.S_ISREG(found.st_mode):
                raise Refused(
                    msg("{path} is not a regular file", path=path),
                    hint=msg(
                        "if it is not a regular file, pipe it in: - reads standard input, --name gives the file name"
                    ),
                )
            return _bounded(file, path, found.st_size)
    except OSError as error:
        raise NotFound(msg("cannot read {path}: {why}", path=path, why=reason_of(error))) from None


def _bounded(file: BinaryIO, path: str, size: int = 0) -> bytes:
    """All that is in `file`, which claims to have `size` bytes, unless that is more than casectl keeps of anything."""
    most = max_bytes(path)
    data = file.read(most + 1) if size <= most else b""
    if size > most or len(data) > most:
        raise Refused(msg("{path} has more than {most} bytes, which is too large to be kept", path=path, most=most))
    return data


def _decoded(data: bytes, name: str) -> str:
    """The text of a file from any system, without byte order mark and with plain line feeds."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageError(msg("{name} is not UTF-8 text", name=name)) from None


def from_file(context: Workspace, path: str) -> Values:
    """Title and fields from a YAML or JSON document: ``{title: …, fields: {…}}``, or the fields themselves."""
    if not path:
        return []
    name = "stdin" if path == "-" else path
    tree = context.documents.read(name, file_bytes(path).removeprefix(BOM_UTF8)).tree
    return tree_values(tree)


def tree_values(tree: dict[str, Tree]) -> Values:
    """The values that a document sets: a title, and each top-level field."""
    fields = tree.get("fields")
    if "fields" in tree and not isinstance(fields, dict):
        raise UsageError(msg("fields needs lines of the form NAME: VALUE"))
    inner = fields if isinstance(fields, dict) else {key: value for key, value in tree.items() if key != "title"}
    stray = [key for key in tree if key not in ("title", "fields")] if "fields" in tree else []
    if stray:
        raise UsageError(msg("{keys} cannot be set here: only title and fields can", keys=stray))
    title: Values = [("title", tree["title"])] if "title" in tree else []
    return title + list(inner.items())


def from_editor(context: Workspace, template: Template, values: Values, draft: EditorDraft) -> Values:
    """Title and fields as filled in in the person's editor, beginning with `values`."""
    start: dict[str, Tree] = {}
    for name, value in values:
        start = set_in(
            start, ("title",) if name == "title" else ("fields", *name.removeprefix("fields.").split(".")), value
        )
    form = form_text(context, template, start).encode()
    edited = draft.edit(form)
    if edited == form:
        raise Refused(msg("nothing was filled in"))
    return tree_values(context.documents.read("editor", edited).tree)


def form_text(context: Workspace, template: Template, start: dict[str, Tree]) -> str:
    """A form for a new case: every field with its title, what it wants, and the value so far."""
    tree: dict[str, Tree] = {"title": start.get("title", "")}
    for top in template.fields:
        for path, field in top.walk():
            if field.type != "map":
                value = get_in(start, ("fields", *path))
                tree = set_in(tree, ("fields", *path), value if value is not None else field.default or "")
    lines = context.documents.write(tree).decode().splitlines()
    notes = {field.name: _note(field) for top in template.fields for _path, field in top.walk()}
    return "\n".join(_annotated(lines, notes)) + "\n"


def _annotated(lines: list[str], notes: dict[str, str]) -> Iterator[str]:
    for line in lines:
        key = line.strip().partition(":")[0]
        if key in notes and line.startswith(" "):
            yield f"{line[: len(line) - len(line.lstrip())]}# {notes[key]}"
        yield line


def _note(field: Field) -> str:
    parts = [translate(field.title), translate(field.help)]
    if field.choices:
        parts.append(" | ".join(translate(with_code(name, title)) for name, title in field.choices))
    if OPENING in field.required:
        parts.append(translate(msg("required")))
    return " - ".join(" ".join(part.split()) for part in parts if part)
