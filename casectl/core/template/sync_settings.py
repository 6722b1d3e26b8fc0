"""How a casebook is shared (``sync:`` in casectl.yaml)."""

from __future__ import annotations

from datetime import timedelta

from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

SYNC = (
    Key("remote", msg("the name of the remote that casectl sync goes to; by default git's setting for the branch")),
    Key("branch", msg("the branch there; by default git's setting, or the branch of the same name")),
    Key(
        "warn_after",
        msg("how long after the last sync people who record something are reminded to sync: 1d, 8h; by default never"),
    ),
)
"""The keys of ``sync:``."""
_MINUTES = {"m": 1, "h": 60, "d": 1440, "w": 10080}


@value_class
class SyncSettings:
    """The remote and the branch to share with, "" where git's settings say it; after how long people are told."""

    remote: str = ""
    branch: str = ""
    warn_after: timedelta | None = None


def read_sync(reader: SettingsReader, node: Node | None) -> SyncSettings:
    """The settings under ``sync:``."""
    part = reader.part(node, "sync")
    remote, branch = reader.text(part.get("remote")), reader.text(part.get("branch"))
    return SyncSettings(remote, branch, _warn_after(reader, part.get("warn_after")))


def _warn_after(reader: SettingsReader, node: Node | None) -> timedelta | None:
    if node is None:
        return None
    try:
        length = parse_duration(reader.text(node))
    except UsageError as error:
        reader.report(node, "B001", error.what)
        return None
    if length.unit not in _MINUTES:
        reader.report(node, "B001", msg("count it in hours or days, not in working time: 8h, 1d"))
        return None
    return timedelta(minutes=length.amount * _MINUTES[length.unit])
