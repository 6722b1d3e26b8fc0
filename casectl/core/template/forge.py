"""A server that merges, squashes and signs what people wrote (``forges:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.template.signing_keys import SigningKey, read_keys
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader
from casectl.core.values.value_class import value_class


@value_class
class Forge:
    """The keys by which a server signs commits, and the addresses that its commits name as their committer's."""

    keys: tuple[SigningKey, ...] = ()
    emails: tuple[str, ...] = ()


def read_forge(reader: SettingsReader, node: Node) -> Forge:
    """One entry of ``forges:``."""
    part = reader.part(node, "forge")
    return Forge(read_keys(reader, part.get("keys")), reader.texts(part.get("emails")))
