"""The codes in casectl.yaml: the currency of amounts, and what ids begin with."""

from __future__ import annotations

from casectl.core.case.ids import PREFIX
from casectl.core.values.amounts import CURRENCY
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader

DEFAULT_PREFIX = "C"
"""What ids begin with in a casebook that names nothing else."""


def read_currency(reader: SettingsReader, node: Node | None) -> str:
    """The currency of amounts without one; "" for none."""
    code = reader.text(node)
    if node and code and not CURRENCY.fullmatch(code):
        reader.report(node, "B001", msg("{code} is not the code of a currency, such as CNY", code=code))
        return ""
    return code


def read_id_prefix(reader: SettingsReader, node: Node | None) -> str:
    """What the ids of new cases begin with."""
    prefix = reader.text(node, DEFAULT_PREFIX)
    if node and not PREFIX.fullmatch(prefix):
        reader.report(node, "B001", msg("{prefix} cannot be an id prefix: one to eight letters A-Z", prefix=prefix))
        return DEFAULT_PREFIX
    return prefix
