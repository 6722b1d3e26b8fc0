"""Up to which amount a role may grant redress alone (``redress:`` in casectl.yaml)."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.values.messages import UsageError, msg
from casectl.core.values.money import parse_money
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

REDRESS = (
    Key(
        "limits",
        msg("how much each role may grant in one case {example}; a second person approves anything above",
            example="{agent: 100 CNY, supervisor: 5000 CNY}"),
    ),
)  # fmt: skip
"""The keys of ``redress:``."""


@value_class
class RedressSettings:
    """The amount that each role may grant in one case alone, as it is stored (``100 CNY``); nothing is limited if no
    role is.
    """

    limits: tuple[tuple[str, str], ...] = ()


def read_redress(reader: SettingsReader, node: Node | None, currency: str) -> RedressSettings:
    """The settings under ``redress:``; an amount without a currency is in `currency`."""
    part = reader.part(node, "redress")
    return RedressSettings(tuple(_limits(reader, part.get("limits"), currency)))


def _limits(reader: SettingsReader, node: Node | None, currency: str) -> Iterator[tuple[str, str]]:
    for role, each in reader.mapping(node).items():
        try:
            yield role, parse_money(reader.text(each), currency)
        except UsageError as error:
            reader.report(each, "B001", error.what)
