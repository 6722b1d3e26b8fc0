"""Settings of casectl.yaml that are one value each, or one for each name: codes, late entries, saved queries."""

from __future__ import annotations

from casectl.core.case.ids import PREFIX
from casectl.core.template.settings_keys import NAME
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.values.amounts import CURRENCY
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader
from casectl.core.values.tree import Source

DEFAULT_PREFIX = "C"
"""What ids begin with in a casebook that names nothing else."""


LATE_ENTRY = parse_duration("1wd")
"""How late something may be recorded and still count by when it happened, by default."""


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


def read_views(reader: SettingsReader, node: Node | None) -> tuple[tuple[str, str], ...]:
    """The views, each with its query; what is wrong with a query is reported when it is used."""
    found = reader.mapping(node)
    for name, each in found.items():
        if not NAME.fullmatch(name) or not isinstance(each.content, str):
            reader.report(each, "B001", msg("a view is a name and a query, such as mine: owner:me state:active"))
    return tuple((name, each.text) for name, each in found.items())


def read_late_entry(reader: SettingsReader, node: Node | None) -> Duration:
    """How late something may be recorded and still count by when it happened."""
    try:
        return parse_duration(reader.text(node, str(LATE_ENTRY)))
    except UsageError as error:
        reader.report(node or Node.of(Source("", {})), "B001", error.what)
        return LATE_ENTRY
