"""A mapping to start from: what the columns of a table seem to be, guessed from their names and their values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from casectl.core.importing.identity import mangled
from casectl.core.importing.rows import RawRow
from casectl.core.importing.timestamps import ISO, MAIL, WRITTEN, read_time
from casectl.core.template.model import OPENING, Field, Template
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import folded

_ID = ("id", "number", "no", "nr", "key", "case", "ticket", "reference", "ref", "编号", "工单号", "单号", "序号")
_RECEIVED = (
    "received", "opened", "open", "created", "submitted", "reported", "registered", "date", "time",
    "受理", "来电", "登记", "创建", "提交", "投诉时间", "留言时间", "时间", "日期",
)  # fmt: skip
_CLOSED = ("closed", "resolved", "completed", "finished", "结案", "办结", "关闭", "完成", "解决")
_STATE = ("status", "state", "状态")
_TITLE = ("title", "subject", "summary", "topic", "issue", "complaint type", "type", "标题", "主题", "事项", "类型")
_STORY = (
    "problem", "description", "narrative", "details", "detail", "text", "message", "complaint", "descriptor",
    "内容", "详情", "描述", "问题",
)  # fmt: skip
_OVER = regex(r"clos|done|complet|resolv|solved|finish|answered|结|办毕|关闭|完成|解决|已答复", re.IGNORECASE)
_WAITING = regex(r"wait|pend|hold|等待|挂起|暂停", re.IGNORECASE)

FORMATS = (
    ISO, MAIL, "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%d/%m/%y", "%m/%d/%y",
    "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日", "%d %b %Y", "%b %d, %Y", "%Y%m%d",
)  # fmt: skip
"""The time formats that are tried, days before months."""

_MOST_STATES = 30
_MOST_SPOILT = 0.25
"""The share of a column's values that may be dirt, such as 0000-00-00 for a time; import rejects those rows."""
Line = tuple[str, Message | None]
"""A line of the mapping, and what is said of it in a comment."""


@value_class
class Sketch:
    """The lines of a mapping to start from."""

    lines: tuple[Line, ...]


class _Table:
    """The columns of a table with their values in some of its rows."""

    def __init__(self, keys: Sequence[str], rows: Sequence[RawRow]) -> None:
        self.keys = list(keys)
        self.values = {key: [text for row in rows if (text := row.cells.get(key, "").strip())] for key in self.keys}
        self.rows = len(rows)

    def named(self, words: Sequence[str], fits: Sequence[str] | None = None) -> str:
        """The column that is called most like one of the words, the first words before others; "" if none is."""
        among = [key for key in self.keys if fits is None or key in fits]
        plain = {key: re.sub(r"[\W_]+", " ", folded(key)).strip() for key in among}
        for alike in (str.__eq__, _has_word, _contains):
            found = next((key for word in words for key in among if alike(plain[key], word)), "")
            if found:
                return found
        return ""

    def identity(self, unlike: Collection[str]) -> str:
        """The column with each row's own number: one that is called so and whose values differ, or else one whose
        values are all there, all different and nearly all not spoilt, with a name before one without; "" if none is.
        """
        different = [key for key, texts in self.values.items() if len(set(texts)) == len(texts) > self.rows // 2]
        named = [key for key in different if not key.startswith("#")]
        unique = [
            key
            for key in (*named, *(each for each in different if each not in named))
            if len(self.values[key]) == self.rows and _mostly(not mangled(text) for text in self.values[key])
        ]
        return self.named(_ID, named) or next((key for key in unique if key not in unlike), "")

    def wordiest(self, unlike: Collection[str]) -> str:
        """The column with the longest texts on the whole, of several words mostly; "" if none has such."""
        sizes = {key: sum(map(len, texts)) for key, texts in self.values.items() if key not in unlike and texts}
        wordy = [key for key in sizes if _mostly(" " in text or not text.isascii() for text in self.values[key])]
        return max(wordy, key=sizes.__getitem__, default="")

    def times(self) -> dict[str, list[str]]:
        """The columns that hold times, each with the formats in which nearly all of them can be read."""
        found: dict[str, list[str]] = {}
        for key, texts in self.values.items():
            sample = texts[:200]
            if sample and any(not text.isdecimal() or len(text) in (5, 8) for text in sample):
                found[key] = _formats_of(sample, FORMATS) or _formats_of(sample, (WRITTEN,))
        return {key: forms for key, forms in found.items() if forms}


def are_values(names: Sequence[str]) -> bool:
    """Whether what was taken for the names of columns is a row of values: a time or an address is among them."""
    return any("@" in name or (not name.isdecimal() and any(_reads(name, form) for form in FORMATS)) for name in names)


def _formats_of(sample: Sequence[str], formats: Sequence[str]) -> list[str]:
    """The formats in which most of a sample can be read; none if these are not nearly all."""
    read = {form: sum(_reads(text, form) for text in sample) for form in formats}
    most = max(read.values())
    return [form for form in formats if read[form] == most] if most >= len(sample) * (1 - _MOST_SPOILT) else []


def _reads(text: str, form: str) -> bool:
    try:
        return read_time(text, (form,)) is not None
    except UsageError:
        return False


def _mostly(answers: Iterable[bool]) -> bool:
    known = list(answers)
    return sum(known) >= len(known) * (1 - _MOST_SPOILT)


def _has_word(text: str, word: str) -> bool:
    return word in text.split()


def _contains(text: str, word: str) -> bool:
    return word in text and (len(word) > 2 or not word.isascii())


def sketch(name: str, keys: Sequence[str], rows: Sequence[RawRow], templates: Sequence[Template]) -> Sketch:
    """A mapping called `name` for a table with these columns, of which `rows` are some, to the fittest template."""
    table = _Table(keys, rows)
    times = table.times()
    whole = [key for key in times if len(table.values[key]) == table.rows]
    received = table.named(_RECEIVED, whole) or table.named(_RECEIVED, list(times)) or table.named(_RECEIVED)
    received = received or next(iter([*whole, *times]), "")
    matched = [(_fields(table, each), each) for each in templates]
    fields, template = min(matched, key=lambda each: sum(constant for *_, constant in each[0]))
    lines = [*_beginning(name, template, table, times, received), *_ending(template, table, times, received)]
    if fields:
        lines.append(("fields:", msg("where each field comes from; a text without braces is a constant")))
    for path, value, constant in fields:
        lines.append(
            (f"  {path}: {_quoted(value)}", msg("required, but no column has this name") if constant else None)
        )
    used = " ".join(text for text, _ in lines)
    left = [key for key in table.keys if "{" + key + "}" not in used]
    if left:
        lines.append((f"# {', '.join(left)}", msg("columns that are not used")))
    return Sketch(tuple(lines))


def _beginning(
    name: str, template: Template, table: _Table, times: Mapping[str, list[str]], received: str
) -> Iterator[Line]:
    yield f"mapping: {name}", None
    yield f"source: {name}", msg("the system that the ids come from, as one word")
    yield f"template: {template.name}", msg("the kind of complaint that the rows become")
    fitting, order = _in_one_order(list(times.values()))
    formats = list(dict.fromkeys(forms[0] for forms in fitting))
    if {*formats} - {ISO, MAIL, WRITTEN}:
        yield (
            f"format: [{', '.join(map(_quoted, formats))}]",
            msg("day first or month first? all values fit both") if order else msg("the format of days and times"),
        )
    unlike = {*times, table.named(_STATE)}
    identity = table.identity(unlike)
    if identity:
        yield f"id: {_place(identity)}", msg("each complaint's own number")
    else:
        yield "same: row", msg("no column has a number for each complaint, so rows are told apart by all their values")
    yield (
        f"received: {_place(received)}",
        None if received in times else msg("no column contains only times: choose the column with the time of receipt"),
    )
    title = table.named(_TITLE) or table.named(_STORY) or table.wordiest(unlike) or identity or received
    yield f"title: [{', '.join(dict.fromkeys(_place(key) for key in (title, identity or received) if key))}]", None


def _in_one_order(columns: Sequence[Sequence[str]]) -> tuple[Sequence[Sequence[str]], bool]:
    """The formats of each column, and whether days or months may come first in them.

    A column in which the order shows decides it for those that fit both.
    """
    orders = [{form[:2] for form in forms if form[:2] in ("%d", "%m")} for forms in columns]
    decided = {order for each in orders if len(each) == 1 for order in each}
    if len(decided) != 1:
        return columns, any(len(each) > 1 for each in orders)
    return [[form for form in forms if form[:2] in decided] or forms for forms in columns], False


def _ending(template: Template, table: _Table, times: Mapping[str, list[str]], received: str) -> Iterator[Line]:
    """The state, or the step that closes the complaint."""
    closed = table.named(_CLOSED, [key for key in times if key != received])
    state = table.named(_STATE, [key for key in table.keys if 0 < len(set(table.values[key])) <= _MOST_STATES])
    states = {text: _state_of(template, text) for text in dict.fromkeys(table.values.get(state, ()))}
    over = next((each.name for each in template.workflow.states if each.category == "closed"), "")
    if closed and over:
        yield "steps:", msg("what happened after the receipt")
        yield f"  - {{event: advanced, at: {_place(closed)}, to: {over}}}", None
    elif states:
        yield (
            f"state: {{from: {_place(state)}, values: {{",
            msg("the state in the template for each state of the source system"),
        )
        for text, own in states.items():
            yield f"  {_quoted(text)}: {own},", None
        yield "}}", None


def _state_of(template: Template, text: str) -> str:
    wanted = ("closed", "resolved") if _OVER.search(text) else ("waiting",) if _WAITING.search(text) else ()
    known = [each for category in wanted for each in template.workflow.states if each.category == category]
    return known[0].name if known else template.workflow.initial


def _fields(table: _Table, template: Template) -> list[tuple[str, str, bool]]:
    """The fields that a column fits, and the required ones that none does: path, value, whether it is a constant."""
    found: list[tuple[str, str, bool]] = []
    for path, field in (each for top in template.fields for each in top.walk()):
        if field.type in ("map", "list"):
            continue
        column = _column_of(table, ".".join(path), field)
        if column:
            found.append((".".join(path), "{" + column + "}", False))
        elif OPENING in field.required and field.default is None:
            found.append((".".join(path), _constant(field), True))
    return found


def _column_of(table: _Table, name: str, field: Field) -> str:
    """The column for a field: of its name or title, or for the story of another such name; its values must fit."""
    words = [
        folded(each) for each in (name.replace(".", " "), field.name, *(text for _, text in field.title.by_language))
    ]
    plain = {key: re.sub(r"[\W_]+", " ", folded(key)).strip() for key in table.keys}
    column = next((key for word in words for key in table.keys if plain[key] == word), "")
    if not column and field.name in ("problem", "description"):
        column = table.named(_STORY)
    return column if column and field.type in ("text", "yes_no") else ""


def _constant(field: Field) -> str:
    if field.choices:
        return field.choices[-1][0]
    return {"yes_no": "no", "number": "0"}.get(field.type, "not stated")


def _place(column: str) -> str:
    return _quoted("{" + column + "}")


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{plain}"'
