"""Bring the catalogues up to the source: extract what is said, keep what is translated, compile.

`make messages` runs it. A text that is new in the source gets an empty translation in
``casectl/locale/<language>/LC_MESSAGES/casectl.po``: fill it in and run it again. A text that is gone is dropped.
With ``--check`` nothing is written; what is missing, unused or askew is printed, and the exit code is 1 if anything is.
"""

from __future__ import annotations

import string
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "casectl"
KEYWORDS = {"_": None, "msg": None, "ngettext": (1, 2), "Command": (3,), "Family": None, "Topic": None}
"""What marks a text for translation: the functions, and the tables whose texts are translated when they are shown."""

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
    "No such command {name!r}.",
    "No such option {name!r}.",
    "Did you mean {possibility}?",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "Got unexpected extra argument ({args})",
    "Option {name!r} does not take a value.",
    "Option {name!r} requires an argument.",
    "Argument {name!r} takes {nargs} values.",
    "{value!r} is not {choice}.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
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
"""click's own texts that a user of casectl can meet; of a text with a plural, the singular stands here."""

Text = str | Sequence[str] | None
"""A text as babel gives it: with a plural, both forms; None before it is translated."""


def catalogues() -> list[Path]:
    """Every catalogue, as people edit it."""
    return sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/casectl.po"))


def source_texts() -> Catalog:
    """Everything that casectl can say, from its source and click's."""
    catalog = Catalog()
    for file, _line, text, comments, _context in extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        catalog.add(text, locations=[(f"casectl/{file}", 0)], auto_comments=comments)
    for said in click_texts():
        if said[0] in FROM_CLICK:
            catalog.add(said if len(said) > 1 else said[0], locations=[("click", 0)])
    return catalog


def click_texts() -> Iterator[tuple[str, ...]]:
    """Everything that click can say, in the version installed: singular, and plural if there is one."""
    spec = find_spec("click")
    assert spec is not None
    assert spec.origin is not None
    for _file, _line, text, _comments, _context in extract_from_dir(
        Path(spec.origin).parent, method_map=[("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)}
    ):
        yield _all(text)


def faults(path: Path, texts: Catalog) -> list[str]:
    """What is wrong with a catalogue, a line each: missing, unused, fuzzy, askew, not compiled."""
    catalog = _read(path)
    found = [f"unused: {message.id!r}" for message in catalog if message.id and message.id not in texts]
    found += [f"unused: {text!r}" for text in catalog.obsolete]
    for message in (each for each in texts if each.id):
        there = catalog.get(message.id)
        if there is None or not _whole(there):
            found.append(f"not translated: {message.id!r}")
        elif there.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        elif any(_places(each) != _places(_last(message.id)) for each in _all(there.string)):
            found.append(f"other {{places}} than the English: {message.id!r}")
    if not found and not _is_compiled(path, catalog):
        found.append(f"{path.with_suffix('.mo').name} is not made from it")
    return found


def update(path: Path, texts: Catalog) -> None:
    """Bring a catalogue up to `texts`, keeping every translation that is still used, and compile it."""
    catalog = _read(path)
    catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as out:
        write_po(out, catalog, width=120, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as out:
        write_mo(out, catalog)


def main(words: list[str]) -> int:
    """Update every catalogue, or with ``--check`` only say what is wrong; 1 if anything is."""
    texts = source_texts()
    wrong = 0
    for path in catalogues():
        if words != ["--check"]:
            update(path, texts)
        for fault in faults(path, texts):
            print(f"{path.relative_to(PACKAGE.parent)}: {fault}")
            wrong = 1
    return wrong


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain="casectl")


def _is_compiled(path: Path, catalog: Catalog) -> bool:
    try:
        with path.with_suffix(".mo").open("rb") as file:
            compiled = {_first(each.id): _all(each.string) for each in read_mo(file) if each.id}
    except FileNotFoundError:
        return False
    return compiled == {_first(each.id): _all(each.string) for each in catalog if each.id}


def _whole(message: Message) -> bool:
    return bool(message.string) and all(_all(message.string))


def _places(text: str) -> set[str | None]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text)} - {None}


def _all(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _first(text: Text) -> str:
    return _all(text)[0]


def _last(text: Text) -> str:
    return _all(text)[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
