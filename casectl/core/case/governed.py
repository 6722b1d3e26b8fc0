"""The governed keys of a case, and the free ones: how each governed key is changed, by which command, if by any."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.case.model import GOVERNED
from casectl.core.values.messages import Message, Typed, msg
from casectl.core.values.tree import Tree

_COMMANDS = {
    "template": "casectl retype {id} TEMPLATE --reason TEXT",
    "state": "casectl advance {id} STATE",
    "owner": "casectl assign {id} PERSON",
    "team": "casectl handoff {id} --team TEAM",
    "level": "casectl escalate {id} --level LEVEL",
    "received_at": "casectl set {id} received_at=TIME --reason TEXT",
    "closed_at": "casectl advance {id} STATE",
    "offer": "casectl handoff {id} PERSON",
    "next_due": "casectl override {id} CLOCK --due TIME --reason TEXT",
    "due": "casectl override {id} CLOCK --due TIME --reason TEXT",
    "paused": "casectl pause {id}",
    "provisional": "casectl recompute {id}",
    "unconfirmed": "casectl confirm {id}",
    "follow_ups": "casectl followup add {id} TIME WHAT",
    "links": "casectl link {id} TYPE CASE",
    "conflicts": "casectl reconcile {id} --reason TEXT",
}
"""The command for each governed key that can change; those of `FIXED` never do."""

FIXED = ("schema", "id", "source")
"""The governed keys that remain as they were when the case was opened."""


def way_to_change(key: str, case_id: str = "CASE") -> Message:
    """How a governed key of a case is changed, as the end of a message that says that it cannot be edited."""
    if key in FIXED:
        return msg("it cannot be changed after a case is opened")
    return msg("to change it, use {command}", command=Typed(_COMMANDS[key].format(id=case_id)))


def free_keys(tree: Mapping[str, Tree]) -> dict[str, Tree]:
    """The keys of a file that are neither governed nor the journal."""
    return {key: value for key, value in tree.items() if key not in GOVERNED and key != "journal"}
