"""Bring the catalogues up to the source: extract what is said, keep what is translated, compile.

`make messages` runs it. A text that is new in the source gets an empty translation in
``casectl/locale/<language>/LC_MESSAGES/casectl.po``: fill it in and run it again. A text that is gone is dropped.
With ``--check`` nothing is written. Both list what is missing, unused, fuzzy or askew; if anything is, the exit code
is 1.

The texts are read from the source with Python's own parser, and keep its order: by file, then by place. So neither
what is found nor its order hangs on the version of babel, which reads and writes the catalogues.
"""

from __future__ import annotations

import ast
import string
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from hatch_build import compiled

PACKAGE = Path(__file__).parent.parent / "casectl"
KEYWORDS = {
    "_": (0,),
    "msg": (0,),
    "counted": (0, 1),
    "ngettext": (0, 1),
    "Command": (2,),
    "Family": (0,),
    "Topic": (0,),
}
"""What marks a text for translation, and which of its arguments are texts: the functions, and the tables whose texts
are translated when they are shown."""

FROM_CLICK = (
    "Options",
    "Commands",
    "Positional arguments",
    "Show this message and exit.",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing {param_type}",
    "Missing parameter: {param_name}",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "Got unexpected extra argument ({args})",
    "Option {name!r} does not take a value.",
    "Option {name!r} requires an argument.",
    "Argument {name!r} takes {nargs} values.",
    "{value!r} is not {choice}.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "Could not open file {filename!r}: {message}",
    "{editor}: Editing failed",
    "{editor}: Editing failed: {e}",
    "Error: {message}",
    "Error: invalid input",
    "Choose from:\n\t{choices}",
    "default: {default}",
    "env var: {var}",
    "required",
    "file",
    "directory",
    "path",
    "unknown error",
)
"""click's own texts that a user of casectl can meet; of a text with a plural, the singular is here."""

Text = str | Sequence[str] | None
"""A text as babel gives it: with a plural, both forms; None before it is translated."""


def catalogues() -> list[Path]:
    """Every catalogue, as people edit it."""
    return sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/casectl.po"))


def source_texts() -> Catalog:
    """Everything that casectl can say, from its source and click's, in their order."""
    catalog = Catalog()
    for file in sorted(PACKAGE.rglob("*.py")):
        for text in texts_in(file):
            catalog.add(_id(text), locations=[(file.relative_to(PACKAGE.parent).as_posix(), 0)])
    marked = {text[0]: text for file in click_files() for text in texts_in(file)}
    for singular in FROM_CLICK:
        catalog.add(_id(marked.get(singular, (singular,))), locations=[("click", 0)])
    return catalog


def click_files() -> list[Path]:
    """The source of click, in the version installed."""
    spec = find_spec("click")
    assert spec is not None
    assert spec.origin is not None
    return sorted(Path(spec.origin).parent.rglob("*.py"))


def texts_in(file: Path) -> Iterator[tuple[str, ...]]:
    """What is marked for translation in a Python file: the text, and its plural if it has one."""
    for call in _calls(ast.parse(file.read_text("utf-8"))):
        named = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        given = [call.args[place] for place in KEYWORDS.get(named, ()) if place < len(call.args)]
        texts = tuple(each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str))
        if any(texts):
            yield texts


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """In the order of the tree: the place of what is within an f-string differs between versions of Python."""
    left = [*ast.iter_child_nodes(node)][::-1]
    while left:
        child = left.pop()
        if isinstance(child, ast.Call):
            yield child
        left += [*ast.iter_child_nodes(child)][::-1]


def faults(path: Path, texts: Catalog) -> list[str]:
    """What an issue may not close with, a line each: texts missing from a catalogue, unused, fuzzy or askew."""
    catalog = read(path)
    found = [f"unused: {message.id!r}" for message in catalog if message.id and message.id not in texts]
    found += [f"unused: {text!r}" for text in catalog.obsolete]
    for message in (each for each in texts if each.id):
        there = catalog.get(message.id)
        if there is None or not _whole(there):
            found.append(f"not translated: {message.id!r}")
        elif there.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
    return found + askew(catalog)


def askew(catalog: Catalog) -> list[str]:
    """The translations that have other places than their English, a line each: such a text could not be shown."""
    return [
        f"other {{places}} than the English: {message.id!r}"
        for message in catalog
        if message.id and any(_places(each) != _places(_all(message.id)[-1]) for each in _all(message.string) if each)
    ]


def update(path: Path, texts: Catalog) -> None:
    """Bring a catalogue up to `texts`, keeping every translation that is still used, and compile it."""
    catalog, written = read(path), BytesIO()
    catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    write_po(written, catalog, width=120, ignore_obsolete=True, include_lineno=False)
    lines = written.getvalue().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if not line.startswith(b'"Generated-By:')))
    compiled(path)


def read(path: Path) -> Catalog:
    """A catalogue as it is."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain="casectl")


def main(words: list[str]) -> int:
    """Update every catalogue unless ``--check`` is asked; list what is wrong; 1 if anything is."""
    texts = source_texts()
    wrong = 0
    for path in catalogues():
        if words != ["--check"]:
            update(path, texts)
        for fault in faults(path, texts):
            print(f"{path.relative_to(PACKAGE.parent)}: {fault}")
            wrong = 1
    return wrong


def _whole(message: Message) -> bool:
    return bool(message.string) and all(_all(message.string))


def _places(text: str) -> set[str | None]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text)} - {None}


def _all(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _id(text: tuple[str, ...]) -> str | tuple[str, ...]:
    return text if len(text) > 1 else text[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
