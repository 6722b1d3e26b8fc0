"""What complaints come from (``causes:`` in casectl.yaml): a tree of root causes, each with its code and title."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.values.messages import LocalizedText, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

CAUSE = (
    Key("title", msg("the title people see: a text, or one per language {example}", example="{en: …, zh: …}")),
    Key("maps", msg("what regulators call it, by the name of the regime {example}", example="{ko41a: communications}")),
    Key("parts", msg("the causes below it, by name")),
)
"""The keys of a cause."""


@value_class
class Cause:
    """A root cause. The `code` of a part has that of the whole and a dot before it (``delivery.late``); `maps` has what
    it is called in returns to regulators, by regime, as far as it or a cause above says so.
    """

    code: str
    title: LocalizedText
    maps: tuple[tuple[str, str], ...] = ()


def read_causes(reader: SettingsReader, node: Node | None) -> tuple[Cause, ...]:
    """The causes under ``causes:``, the whole before its parts; ``late: Too late`` is a title too."""
    return tuple(_causes(reader, node, Cause("", LocalizedText.of(""))))


def _causes(reader: SettingsReader, node: Node | None, above: Cause) -> Iterator[Cause]:
    for name, each in reader.named(node).items():
        if "." in name:
            reader.report(each, "B001", msg("{name}: the name of a cause must not contain a dot; list its parts"
                                            " below it, under {parts}",
                                            name=name, parts="parts:"))  # fmt: skip
        is_title = isinstance(each.content, str)
        part = {} if is_title else reader.part(each, "cause")
        maps = {
            **dict(above.maps),
            **{key: reader.text(value) for key, value in reader.mapping(part.get("maps")).items()},
        }
        code = f"{above.code}.{name}" if above.code else name
        cause = Cause(code, reader.words(each if is_title else part.get("title"), name), tuple(maps.items()))
        yield cause
        yield from _causes(reader, part.get("parts"), cause)
