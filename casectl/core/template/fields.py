"""Field types: what each accepts, and how it is stored.

Each type has one reader from typed to stored value. A stored value is valid if reading it returns the same, so that the
two cannot disagree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from casectl.core.template.model import Field
from casectl.core.template.private import unsaid, unsaid_error
from casectl.core.time.instants import parse_instant
from casectl.core.time.timeline import refuse_beyond
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.naming import names_meant, with_code
from casectl.core.values.nearest import a_few, suggestion
from casectl.core.values.regex import regex
from casectl.core.values.tree import Path, Plain, Tree, get_in, leaves
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import narrow

FieldProblem = tuple[Path, UsageError]


@value_class
class FieldType:
    """A row of TYPES. `read` converts a typed value to the stored one, or raises UsageError.

    `needs` and `may` are the keys that a template must or may give such a field, in addition to those of every field.
    """

    read: Callable[[Field, str], str] | None
    meaning: Message
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def as_stored(field: Field, value: Tree, name: str = "") -> Tree:
    """The stored form of a typed `value` for `field`; numbers, dates, instants, yes and no are Plain.

    A list may be typed as text, its items separated by commas or line ends. Text is unchanged. `name` is the field's
    name in messages, such as ``customer.name``; by default its own.

    Raises UsageError with all problems: what is allowed for each value, and keys the map does not have.
    """
    name = name or field.name
    problems: list[FieldProblem] = []
    stored = _convert(field, value, (), problems)
    problems = [(where, unsaid_error(field, where, error)) for where, error in problems]
    problems += _unknown_keys(field, value, ())
    if len(problems) == 1:
        where, error = problems[0]
        raise UsageError(_named(name, where, error.what), hint=error.hint)
    if problems:
        named = [_named(name, where, _with_hint(error)) for where, error in problems]
        raise UsageError(msg("{field} cannot be stored", field=name), problems=named)
    return stored


def check(field: Field, stored: Tree) -> list[tuple[Path, Message]]:
    """The problems of a stored value, each with its path below the field.

    Blank is no problem here (`required` decides whether it is), nor are a map's keys that the template does not know:
    they are the user's own.
    """
    problems: list[FieldProblem] = []
    again = _convert(field, stored, (), problems)
    if again == stored and not problems:
        return []
    wrong = [(where, error.what) for where, error in problems]
    known = {where for where, _ in wrong}
    for where, text in leaves(stored):
        right = get_in(again, where)
        if right != text and where not in known and not is_blank(text):
            wrong.append((where, _unlike(text, right)))
    return [(where, unsaid(field, where, what)) for where, what in wrong]


def is_blank(value: Tree | None) -> bool:
    """Whether a value is empty: whitespace of any script, invisible characters, or containers of those."""
    if isinstance(value, str):  # whose first letter mostly is seen
        return not (value[:1].isalnum() and value[0] not in _FILLERS) and all(map(_invisible, value))
    return value is None or all(all(map(_invisible, text)) for text in _texts(value))


def is_filled(value: Tree | None) -> bool:
    """Whether a value is enough for a required field: not blank, and not only a placeholder.

    ``TBD``, ``todo``, ``待定``, ``?`` and ``-`` are placeholders; ``N/A`` and ``无`` are answers.
    """
    return value is not None and any(map(_says_something, _texts(value)))


@lru_cache(256)
def _says_something(text: str) -> bool:
    return bool(_WORDS.search(text)) or not (is_blank(text) or _is_placeholder(text))


def _texts(value: Tree) -> Iterable[str]:
    """Every scalar of a value, which mostly is one itself."""
    return (value,) if isinstance(value, str) else (text for _, text in leaves(value))


def demand(path: Sequence[str], field: Field) -> Message:
    """The message that a field must be filled, with the accepted values if these are limited."""
    choices = [with_code(each, title) for each, title in field.choices]
    name, words = ".".join(path), choices or _ANSWERS.get(field.type)
    if words:
        return msg("{title} ({name}) must be filled with one of {words}", title=field.title, name=name, words=words)
    return msg("{title} ({name}) must be filled", title=field.title, name=name)


_ANSWERS = {"yes_no": [msg("yes"), msg("no")]}
_DAY = regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGITS = regex(r"([+-]?)0*([0-9]+(?:\.[0-9]+)?)")
_WORDS = regex(r"(?:[A-Za-z0-9][^A-Za-z0-9]*){5}")  # more letters than any placeholder has
_PLACEHOLDERS = frozenset(("", "tbd", "tba", "tbc", "todo", "待定", "待补", "待补充"))
_FILLERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")


def _invisible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cf", "Cc", "Zs", "Zl", "Zp") or char in _FILLERS


def _is_placeholder(text: str) -> bool:
    seen = "".join(char for char in narrow(text) if not _invisible(char))
    return seen.casefold().strip("?-_.*–—…。") in _PLACEHOLDERS


def _named(name: str, where: Path, problem: Message) -> Message:
    path = ".".join(str(step + 1 if isinstance(step, int) else step) for step in (name, *where))
    return msg("{field}: {problem}", field=path, problem=problem)


def _with_hint(error: UsageError) -> Message:
    return msg("{problem} ({hint})", problem=error.what, hint=error.hint) if error.hint else error.what


def _unlike(text: str, right: Tree | None) -> Message:
    if isinstance(right, str):
        return msg("write {text} as {right}", text=text, right=right)
    return msg("a list is needed here, one item a line")


def _convert(field: Field, value: Tree, where: Path, problems: list[FieldProblem]) -> Tree:
    """`value` as it is stored; what cannot be read is added to the problems and kept unchanged."""
    if field.type == "map":
        return _convert_map(field, value, where, problems)
    if field.type == "list":
        return _convert_list(field, value, where, problems)
    read = TYPES[field.type].read
    if not isinstance(value, str) or read is None:
        problems.append((where, UsageError(msg("one value is needed here, not a map or a list"))))
        return value
    if is_blank(value):
        return value
    try:
        return read(field, value)
    except UsageError as error:
        problems.append((where, error))
        return value


def _convert_map(field: Field, value: Tree, where: Path, problems: list[FieldProblem]) -> Tree:
    inner = {each.name: each for each in field.fields}
    if not isinstance(value, dict):
        if not is_blank(value):
            names = [f"{field.name}.{name}" for name in inner]
            problems.append(
                (where, UsageError(msg("a map is needed here"), hint=msg("give its parts: {names}", names=names)))
            )
        return value
    return {
        key: _convert(inner[key], each, (*where, key), problems) if key in inner else each
        for key, each in value.items()
    }


def _convert_list(field: Field, value: Tree, where: Path, problems: list[FieldProblem]) -> Tree:
    if isinstance(value, dict) or field.item is None:
        problems.append((where, UsageError(msg("a list is needed here, one item a line"))))
        return value
    items: Sequence[Tree] = value if isinstance(value, list) else _split(value)
    return [_convert(field.item, each, (*where, number), problems) for number, each in enumerate(items)]


def _split(text: str) -> list[Tree]:
    parts = text.split("\n") if "\n" in text.strip() else text.replace("，", ",").replace("、", ",").split(",")
    return [part.strip() for part in parts if not is_blank(part)]


def _unknown_keys(field: Field, value: Tree, where: Path) -> Iterator[FieldProblem]:
    """Keys of a map that the template does not define."""
    inner = {each.name: each for each in field.fields}
    if field.item and isinstance(value, list):
        for number, each in enumerate(value):
            yield from _unknown_keys(field.item, each, (*where, number))
    if field.type != "map" or not isinstance(value, dict):
        return
    for key, each in value.items():
        if key in inner:
            yield from _unknown_keys(inner[key], each, (*where, key))
        else:
            yield (*where, key), UsageError(msg("there is no such field"), hint=_hint(key, inner))


def _hint(word: str, known: Sequence[str] | dict[str, Field]) -> Message:
    return suggestion(word, known) or msg("use one of {names}", names=list(known))


# The types of a single value


def _number(field: Field, text: str) -> str:
    match = _DIGITS.fullmatch(narrow(text))
    if not match:
        raise UsageError(msg("{text} is not a number", text=text), hint=msg("write it like 12 or 12.50"))
    from decimal import Decimal  # most cases have no number

    number = ("-" if match[1] == "-" else "") + match[2]
    for bound, outside, problem in (
        (field.minimum, Decimal.__lt__, msg("{text} is less than {bound}", text=text, bound=field.minimum)),
        (field.maximum, Decimal.__gt__, msg("{text} is more than {bound}", text=text, bound=field.maximum)),
    ):
        if bound and outside(Decimal(number), Decimal(bound)):
            raise UsageError(problem)
    return Plain(number)


def _choice(field: Field, text: str) -> str:
    found = names_meant(text.strip(), field.named_choices)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(msg("{name} may mean {names}", name=text, names=list(found)))
    names = a_few([with_code(name, title) for name, title in field.choices])
    every = [word for name, titles in field.named_choices for word in (name, *titles)]
    raise UsageError(msg("{text} is not one of {names}", text=text, names=names), hint=suggestion(text.strip(), every))


def _date(field: Field, text: str) -> str:
    day = narrow(text)
    try:
        if _DAY.fullmatch(day):
            refuse_beyond(date.fromisoformat(day).year)
            return Plain(day)
    except ValueError:
        raise UsageError(msg("there is no day {text}", text=text)) from None
    raise UsageError(msg("{text} is not a date", text=text), hint=msg("write it like 2026-11-21"))


def _instant(field: Field, text: str) -> str:
    return Plain(parse_instant(narrow(text)).isoformat())


def _yes_no(field: Field, text: str) -> str:
    answer = {"yes": "yes", "no": "no", "是": "yes", "否": "no"}.get(narrow(text).casefold())
    if not answer:
        raise UsageError(msg("{text} is neither yes nor no", text=text))
    return Plain(answer)


def _money(field: Field, text: str) -> str:
    from casectl.core.values.money import is_stored, parse_money  # most cases have no amount

    currencies = field.currencies
    if is_stored(text) and (not currencies or text[-3:] in currencies):
        return Plain(text)
    return Plain(parse_money(text, currencies[0] if currencies else "", currencies))


PRESENT = {"date": "today", "instant": "now"}
"""The default of a date or an instant that is the time of opening."""

TYPES: dict[str, FieldType] = {
    "text": FieldType(lambda _, text: text, msg("any text, of one line or more")),
    "number": FieldType(
        _number, msg("a decimal number such as 12 or 12.50; min and max can limit it"), may=("min", "max")
    ),
    "choice": FieldType(_choice, msg("one of the names under choices"), needs=("choices",)),
    "date": FieldType(_date, msg("a day, written 2026-11-21; yesterday, fri or +3wd may be typed")),
    "instant": FieldType(
        _instant,
        msg("an instant with its offset, written 2026-11-21T09:12:33+08:00; yesterday 14:00 may be typed"),
    ),
    "yes_no": FieldType(_yes_no, msg("yes or no (是 or 否), stored as yes or no")),
    "money": FieldType(
        _money,
        msg("an amount and a currency, stored as 12.50 EUR; 1000元, £12.50 and 1000 may be typed"),
        may=("currencies",),
    ),
    "list": FieldType(None, msg("several values of the type under item"), needs=("item",)),
    "map": FieldType(None, msg("several named fields, under fields"), needs=("fields",)),
}
"""Every field type by the name that templates use."""
