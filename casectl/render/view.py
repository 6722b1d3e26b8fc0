"""A view: the rows that a verb reports, as data. Every format is a function from a view to text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar, overload

from casectl.core.time.instants import sortable
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.value_class import replace, value_class
from casectl.core.values.widths import folded

if TYPE_CHECKING:
    from casectl.render.annotation import Annotation


@value_class
class Cell:
    """A value and its text for people, such as a state's title; programs get `value` alone.

    A text that is slow to make may be a function, which is called only if it is shown. `tone` may colour it on a
    terminal: "alarm" for what is overdue, "quiet" for what is done.
    """

    value: Value
    text: str | Callable[[], str]
    tone: Literal["", "alarm", "quiet"] = ""


Value: TypeAlias = "bool | int | float | str | Cell | Sequence[Value] | Mapping[str, Value] | None"
"""The value of a cell. Instants are text in ISO 8601 with offset; None means that there is none."""

Row: TypeAlias = Mapping[str, Value]

Thing = TypeVar("Thing")


class _LazyRow(Mapping[str, Value], Generic[Thing]):
    """A row of `LazyRows`."""

    __slots__ = ("_cells", "_thing")

    def __init__(self, thing: Thing, cells: Mapping[str, Callable[[Thing], Value]]) -> None:
        self._thing = thing
        self._cells = cells

    def __getitem__(self, name: str) -> Value:
        return self._cells[name](self._thing)

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)


class LazyRows(Sequence[Row], Generic[Thing]):
    """A row for each thing, whose cells are computed on request: few formats need all of them."""

    def __init__(self, things: Sequence[Thing], cells: Mapping[str, Callable[[Thing], Value]]) -> None:
        self._things = things
        self._cells = cells

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return LazyRows(self._things[place], self._cells)
        return _LazyRow(self._things[place], self._cells)

    def column(self, name: str) -> list[Value]:
        """The cell of that name in each row, None where there is none."""
        cell = self._cells.get(name)
        return list(map(cell, self._things)) if cell else [None] * len(self)

    def at(self, places: Iterable[int]) -> LazyRows[Thing]:
        """The rows at these places, in that order."""
        return LazyRows([self._things[place] for place in places], self._cells)


WHOLE = 1000
"""The `least` of a column that is shown whole or not at all, such as a length of time: part of it would mislead."""


@value_class
class Column:
    """A column: `name` is the key for programs and a promise, `title` is translated and for people.

    A `detail` column is only in json and jsonl, unless requested by name (``--fields``). A column to `keep`, such as an
    id or an instant, makes no sense in part and is never clipped; any other is at least `least` wide. A `spare` one is
    left out first where a screen has no room. A `flat` one is in every format but json and jsonl, which have the same
    data nested. A `marked` one is shown to people as a mark in another cell, so it is in no table.
    """

    name: str
    title: str
    align: Literal["left", "right"] = "left"
    detail: bool = False
    keep: bool = False
    flat: bool = False
    marked: bool = False
    spare: bool = False
    least: int = 8


_NOTHING: Mapping[str, Any] = {}

Cells: TypeAlias = Mapping[Column, Callable[[Thing], Value]]
"""The columns of a view, each with what makes the cell of a thing."""


def table(
    things: Iterable[Thing], cells: Cells[Thing], more: Mapping[str, Callable[[Thing], Value]] = _NOTHING
) -> tuple[tuple[Column, ...], LazyRows[Thing]]:
    """The columns of a view, and its rows: one for each thing, whose cells are computed on request. `more` are cells
    without a column, which a format of its own asks for.
    """
    return tuple(cells), LazyRows([*things], {**{column.name: cell for column, cell in cells.items()}, **more})


@value_class
class Annotated:
    """How the rows of a view are annotations: `of` makes them, `meanings` says what their codes mean.

    `folder` is where the casebook is in the checkout ("" at its top), `changed` are the files that the change under
    review touches, whose annotations come first. `place` finds the line and column of an annotation that says where in
    its file it belongs. `analysis` tells apart what one verb looks for in two ways ("": as the view's kind).
    """

    of: Callable[[Sequence[Row]], Iterable[Annotation]]
    meanings: Mapping[str, Message]
    folder: str = ""
    changed: Collection[str] = ()
    place: Callable[[Annotation], Annotation] | None = None
    analysis: str = ""


@value_class
class View:
    """What a verb reports.

    `kind` names it in JSON and is a promise. Keys missing in a row count as None. `notes` are messages for people and
    go to stderr. `unreadable` names the files that should have been among the rows, with the reason. `page`, if given,
    is shown to people in place of a table (``--format table``). `more` are further keys of the JSON envelope.
    `annotated` says where in which file each row belongs, if it does. `headings` names the column of which each value
    is a heading over its rows in a table. `calendar` is what a calendar of the rows is called; "" if they are none.
    """

    kind: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    notes: tuple[Message, ...] = ()
    unreadable: Sequence[tuple[str, Message]] = ()
    page: str = ""
    more: Mapping[str, Value] = field(default_factory=dict)
    annotated: Annotated | None = None
    headings: str = ""
    calendar: str = ""

    def shown(self) -> tuple[Column, ...]:
        """The columns of every format but JSON."""
        return tuple(column for column in self.columns if not column.detail)

    def for_people(self) -> View:
        """This view without the columns that people see as marks in other cells."""
        return replace(self, columns=tuple(column for column in self.columns if not column.marked))

    def under_headings(self) -> View:
        """This view without the column that is shown as headings."""
        return replace(self, columns=tuple(column for column in self.columns if column.name != self.headings))

    def column(self, name: str) -> list[Value]:
        """The value of each row under that name."""
        return self.rows.column(name) if isinstance(self.rows, LazyRows) else [row.get(name) for row in self.rows]

    def arranged(
        self, fields: Sequence[str] = (), sort: Sequence[str] = (), limit: int | None = None, left_out: int = 0
    ) -> View:
        """This view with only `fields`, in that order, and its rows sorted by `sort`; a leading ``-`` means descending.

        With `limit`, at most so many rows, and a note with their total, of which `left_out` are not here. Rows without
        a value for a sort key come last in either direction. Empty `fields` keeps the columns.

        Raises:
            UsageError: unknown columns; all of them at once.
        """
        columns = {column.name: column for column in self.columns}
        fields, sort = ([self._whole(name, columns) for name in names] for names in (fields, sort))
        self._known((*fields, *(key.removeprefix("-") for key in sort)))
        rows = self._sorted(sort)
        notes = self.notes
        if limit is not None and (total := len(rows) + left_out) > limit:
            notes = (*notes, msg("{shown} of {all} shown", shown=limit, all=total))
            rows = rows[:limit]
        chosen = (
            tuple(replace(columns[name], detail=False, flat=False, marked=False) for name in fields) or self.columns
        )
        return replace(self, columns=chosen, rows=rows, notes=notes, page="" if fields else self.page,
                       headings="" if fields or sort else self.headings)  # fmt: skip

    def _sorted(self, keys: Sequence[str]) -> Sequence[Row]:
        if not keys:
            return self.rows
        places = list(range(len(self.rows)))
        for key in reversed(keys):
            values = list(map(machine_value, self.column(key.removeprefix("-"))))
            given = [place for place in places if values[place] is not None]
            given.sort(key=[_rank(value) for value in values].__getitem__, reverse=key.startswith("-"))
            places = given + [place for place in places if values[place] is None]
        rows = self.rows
        return rows.at(places) if isinstance(rows, LazyRows) else [rows[place] for place in places]

    @staticmethod
    def _whole(name: str, columns: Mapping[str, Column]) -> str:
        """The full name of a column: ``root_cause`` is short for ``fields.root_cause``.

        Its name in queries, such as ``due`` or ``received``, and its title are accepted too.
        """
        downwards, word = ("-", name[1:]) if name.startswith("-") else ("", name)
        return downwards + (word if word in columns else _column_called(word, columns))

    def _known(self, names: Sequence[str]) -> None:
        names_here = [column.name for column in self.columns]
        unknown = [name for name in names if name not in names_here]
        if unknown:
            raise UsageError(
                msg("there is no column {names}", names=unknown),
                hint=suggestion(unknown, names_here) or msg("column names to use: {names}", names=names_here),
            )


def _column_called(word: str, columns: Mapping[str, Column]) -> str:
    from casectl.core.query.fields import CALLED  # few lists are asked for columns by other names

    short = CALLED.get(word, word)
    for name in (f"fields.{word}", short, f"{short}_at", f"next_{short}", f"{short}_to"):
        if name in columns:
            return name
    titled = [column.name for column in columns.values() if folded(column.title) == folded(word)]
    return titled[0] if len(titled) == 1 else word


def machine_value(value: Value) -> Value:
    """The value for programs, without any `Cell` inside it."""
    if value is None or isinstance(value, (str, int)):  # nearly every cell, and the test for a Mapping is slow
        return value
    if isinstance(value, Cell):
        return machine_value(value.value)
    if isinstance(value, Mapping):
        return {key: machine_value(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [machine_value(each) for each in value]
    return value


def _rank(value: Value) -> tuple[int, float, str]:
    """Numbers by size before texts by code point, instants by time; anything else by its text."""
    return (0, value, "") if isinstance(value, (int, float)) else (1, 0, sortable(str(value)))
