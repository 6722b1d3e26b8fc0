"""What was found in one case, and what that depends on besides its file, its content in HEAD, and the rules.

A verdict is kept between two runs of `check` as plain data: a list that JSON can hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import cast

from casectl.core.values.messages import Finding, LocalizedText, Message, Typed, Value
from casectl.core.values.tree import Position
from casectl.core.values.value_class import NamedTuple, value_class

Kept = str | int | list["Kept"] | dict[str, "Kept"]
"""Plain data."""


@value_class
class Verdict:
    """The findings in the case file `path`.

    links        the ids of the cases that it links to, whose presence counts
    attachments  the files that it names, whose content counts
    passing      whether it depends on the present moment, so that it is asked for again
    new          its events that no commit has; it is asked for again while there are any
    """

    path: str
    findings: tuple[Finding, ...] = ()
    links: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    passing: bool = False
    new: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing but notes."""
        return all(each.is_note for each in self.findings)

    def to_kept(self) -> list[Kept]:
        """The findings as plain data."""
        return [
            [each.place.line, each.place.column, each.code, kept_value(each.what), each.is_note, [*each.people]]
            for each in self.findings
        ]


class KeptVerdicts(NamedTuple):
    """What `check` found when it last looked at the cases.

    recorded   the id of the folder of cases in HEAD then; "" if nothing was kept
    known      the paths of all case files then
    unchanged  those of them whose file is as it was, with all that is attached to it
    verdicts   of these, the ones with findings, links or attachments; in all others nothing was found
    gone       the recorded cases whose file was gone
    """

    recorded: str = ""
    known: Collection[str] = ()
    unchanged: Collection[str] = ()
    verdicts: Sequence[Verdict] = ()
    gone: Sequence[str] = ()


class Faults(NamedTuple):
    """What is wrong with a case: the codes, one for each fault; and the fields that no event changed, by dotted name,
    each with the commit that did.
    """

    codes: Sequence[str] = ()
    edits: Sequence[tuple[str, str]] = ()


def findings_kept(path: str, kept: Iterable[Kept]) -> tuple[Finding, ...]:
    """The findings in `path` that were kept as plain data."""
    rows = cast("Iterable[tuple[int, int, str, Kept, bool, list[str]]]", kept)
    return tuple(
        Finding(Position(path, line, column), code, cast("Message", value_kept(what)), is_note, tuple(people))
        for line, column, code, what, is_note, people in rows
    )


def kept_value(value: Value) -> Kept:
    """A value of a message as plain data."""
    if isinstance(value, Typed):
        return {"typed": str(value)}
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, LocalizedText):
        return {"titles": [[language, text] for language, text in value.by_language]}
    if isinstance(value, Message):
        values: dict[str, Kept] = {name: kept_value(each) for name, each in value.values.items()}
        return {"text": value.text, "values": values, "plural": value.plural, "count": value.count}
    return [kept_value(each) for each in value]


def value_kept(kept: Kept) -> Value:
    """The value that was kept as plain data."""
    if isinstance(kept, list):
        return [value_kept(each) for each in kept]
    if isinstance(kept, (str, int)):
        return kept
    if "typed" in kept:
        return Typed(kept["typed"])
    if "titles" in kept:
        return LocalizedText(tuple((language, text) for language, text in cast("list[list[str]]", kept["titles"])))
    values = cast("Mapping[str, Kept]", kept["values"])
    text, plural, count = cast("tuple[str, str, int]", (kept["text"], kept["plural"], kept["count"]))
    return Message(text, {name: value_kept(each) for name, each in values.items()}, plural, count)
