"""What a shell asks at a tab, answered before click is loaded.

The ids of cases are the names of files. All else comes from what an earlier answer has left in the casebook
(`tab_cache`); where that is missing, or a line is typed in an unusual way, click answers, in the same words.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from casectl.adapters.files.case_names import case_names, template_of
from casectl.adapters.files.tab_cache import NAMES, Lines, read_part, root_around, stamp_of
from casectl.cli.shell.offers import ELSE, Items, Names, offered

CASE_FIRST = frozenset(
    (
        *(
            "accept",
            "answer",
            "approve",
            "adopt",
            "advance",
            "assign",
            "attach",
            "audit",
            "cause",
            "confirm",
            "contact",
            "due",
            "edit",
            "escalate",
            "explain",
        ),
        *(
            "extend",
            "handoff",
            "link",
            "merge",
            "note",
            "override",
            "pause",
            "reconcile",
            "reopen",
            "restart",
            "resume",
            "return",
        ),
        *("reply", "retype", "set", "show", "similar", "split", "undo", "instruct", "promise", "take", "boundary"),
    )
)
"""The verbs whose first word is a case."""

PROGRAM = os.path.dirname(os.path.dirname(__file__))
_BREAKS = "=:"
"""Where bash breaks a word; it completes only what comes behind the last of these."""
_ELSEWHERE = ("-C", "--repo", "--lang", "--")
"""Options after which the casebook or the language is another, or nothing is an option."""


class _Unusual(Exception):
    """What only click can answer."""


def answered(env: Mapping[str, str]) -> bool:
    """Whether a shell asked for something that is known here, and is now on stdout."""
    shell, _, wanted = env.get("_CASECTL_COMPLETE", "").partition("_")
    if wanted != "complete" or shell not in ("bash", "zsh", "fish"):
        return False
    try:
        args, typed = _typed(shell, env)
        items = _items(args, typed, env)
        lines = [_line(shell, value, about, unbroken(typed) if shell == "bash" else "") for value, about in items]
    except _Unusual:
        return False
    sys.stdout.write("\n".join(lines) + "\n")
    return True


def _typed(shell: str, env: Mapping[str, str]) -> tuple[list[str], str]:
    """The whole words behind ``casectl``, and the one that is to be completed."""
    line, place = env.get("COMP_WORDS", ""), env.get("COMP_CWORD", "")
    if (not line.isprintable() and "\n" not in line) or any(mark in line for mark in "\"'\\"):
        raise _Unusual
    words = line.split()
    if shell == "fish":  # which says the word itself
        args = words[1:-1] if place and words[-1:] == [place] else words[1:]
        return args, place
    if not place.isdigit():
        raise _Unusual
    args, typed = words[1 : int(place)], "".join(words[int(place) : int(place) + 1])
    if shell == "bash":
        *args, typed = joined([*args, typed])
    return args, typed


def joined(words: Sequence[str]) -> list[str]:
    """The words as they were typed: bash breaks them at ``=`` and ``:``."""
    found: list[str] = []
    for word in words:
        after_break = found and found[-1][-1:] in tuple(_BREAKS) and not found[-1].startswith(tuple(_BREAKS))
        if found and (after_break or (word and not word.strip(_BREAKS))):
            found[-1] += word
        else:
            found.append(word)
    return found


def unbroken(typed: str) -> str:
    """The beginning of a word that bash keeps, so that it must not be said again."""
    return typed[: max(map(typed.rfind, _BREAKS)) + 1]


def _items(args: list[str], typed: str, env: Mapping[str, str]) -> Items:
    start = env.get("CASECTL_REPO") or "."
    if len(args) == 1 and args[0] in CASE_FIRST and typed[:1] != "-":
        return _ids(start, typed)
    root = root_around(start)
    if root is None or any(arg.partition("=")[0] in _ELSEWHERE or arg.startswith("-C") for arg in args):
        raise _Unusual
    book = _Book(root, env)
    part = "casectl"
    for word in list(args):
        below = [line[1] for line in book.lines(part) if line[0] == "command"]
        if not below:
            break
        if word not in below:
            raise _Unusual
        part = word if part == "casectl" else f"{part} {word}"
        args = args[1:]
    return _Line(book, part, args).items(typed)


def _ids(start: str, typed: str) -> Items:
    """The ids of cases. Raises _Unusual where names of files are not enough, and for quotes to be understood."""
    is_plain = typed.isascii() and f"x{typed}".replace("-", "").isalnum()
    ids = case_names(start, typed) if is_plain else None
    if ids is None:
        raise _Unusual
    return [(id, "") for id in ids]


def _line(shell: str, value: str, about: str, done: str) -> str:
    """How click's scripts for the shells want each word."""
    if shell == "zsh":
        return f"plain\n{value.replace(':', chr(92) + ':') if about else value}\n{about or '_'}"
    return f"plain,{value.removeprefix(done)}" + (f"\t{about}" if about and shell == "fish" else "")


def names_from(lines: Lines) -> Names:
    """The names of a casebook from the lines that were kept of them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        if len(line) == 3:
            found.setdefault(line[0], []).append((line[1], line[2]))
    return found


class _Book:
    """What is kept in one casebook; raises _Unusual for what is not."""

    def __init__(self, root: str, env: Mapping[str, str]) -> None:
        self.root = root
        self._stamp = stamp_of(root, PROGRAM, env)

    def lines(self, part: str) -> Lines:
        """The commands, options and arguments of a command."""
        found = read_part(self.root, part, self._stamp)
        if found is None:
            raise _Unusual
        return found

    def names(self) -> Names:
        """The names in the casebook."""
        return names_from(self.lines(NAMES))


class _Line:
    """A command line as far as it is typed: the command's `part`, and the words behind it."""

    def __init__(self, book: _Book, part: str, args: Sequence[str]) -> None:
        self._book = book
        self._lines = book.lines(part)
        self._is_open = ["fields"] in self._lines
        options = [line[1:] for line in self._lines if line[0] == "option"]
        self._options = {name: each for each in options for name in each[0].split()}
        self._arguments = [line[1:] for line in self._lines if line[0] == "argument"]
        self._given: list[list[str]] = []
        self._words: list[str] = []
        self._waiting = self._read(iter(args))

    def _read(self, args: Iterator[str]) -> list[str] | None:
        """Sort the words into options and others; the option whose value is to come, if there is one."""
        for word in args:
            name, equals, _value = word.partition("=")
            option = self._options.get(name) if word.startswith("-") and word != "-" else None
            if option is None:
                if word.startswith("-") and word != "-" and not self._is_open:
                    raise _Unusual
                self._words.append(word)
                continue
            self._given.append(option)
            if "is_flag" not in option[1].split() and not equals and next(args, None) is None:
                return option
        return None

    def items(self, typed: str) -> Items:
        """What the next word may be."""
        if typed.startswith("-"):
            if "=" in typed:
                raise _Unusual
            return [*self._fields(typed), *self._offered_options(typed)]
        if self._waiting:
            return self._offered(self._waiting[2], typed)
        for place, (_name, many, offer) in enumerate(self._arguments):
            if many == "-1" or place >= len(self._words):
                return self._offered(offer, typed)
        commands = [(line[1], line[2]) for line in self._lines if line[0] == "command"]
        return [each for each in commands if each[0].startswith(typed)] or self._fields(typed)

    def _offered_options(self, typed: str) -> Items:
        found: Items = []
        for names, marks, _offer, about in (line[1:] for line in self._lines if line[0] == "option"):
            has_been = any(names == each[0] for each in self._given) and "multiple" not in marks
            if "hidden" not in marks and not has_been:
                found += [(name, about) for name in names.split() if name.startswith(typed)]
        return found

    def _fields(self, typed: str) -> Items:
        """The fields of the template that was named, where a command takes any, and behind one its choices."""
        if not self._is_open or not self._words:
            return []
        last = self._words[-1]
        is_value = last.startswith("--") and not typed.startswith("-")
        offer = f"names fields.{last.removeprefix('--')}" if is_value else "fields"
        return offered(offer, self._book.names(), typed, self._words[0])

    def _offered(self, offer: str, typed: str) -> Items:
        kind, _space, of = offer.partition(" ")
        if offer == ELSE:
            raise _Unusual
        if kind == "ids":
            return _ids(self._book.root, typed)
        if kind == "choice":
            return [(each, "") for each in of.split("|") if each.startswith(typed)]
        if kind == "anycase":
            return [(each, "") for each in of.split("|") if each.lower().startswith(typed.lower())]
        return offered(offer, self._book.names(), typed, self._template(kind)) if offer else []

    def _template(self, kind: str) -> str:
        """The template of the case that was named, on which the names of states and fields depend."""
        has_case = self._arguments and self._arguments[0][0] == "case" and self._words
        return template_of(self._book.root, self._words[0]) if kind in ("states", "values") and has_case else ""
