"""The SSH keys by which people and forges sign commits (``keys:`` in casectl.yaml), and these forges (``forges:``)."""

from __future__ import annotations

from datetime import date

from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

SIGNING_KEY = (
    Key("key", msg("the public key, copied from its .pub file: ssh-ed25519 AAAA…"), True),
    Key("from", msg("the first day on which it is valid: 2026-01-01")),
    Key("until", msg("the last day on which it is valid: 2026-12-31")),
)
"""The keys of a signing key that is given with its days."""

PUBLIC_KEY = regex(
    r"(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp\d+|sk-[a-z0-9@.-]+) +(AAAA(?:[A-Za-z0-9+/]{4})+"
    r"(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)(?: .*)?"
)
"""A public key as ssh-keygen writes it: its kind, itself, a comment."""


@value_class
class SigningKey:
    """A public key (the part in base64); the first and the last day on which it counts."""

    key: str
    since: date | None = None
    until: date | None = None

    def counts_on(self, day: date) -> bool:
        """Whether a signature of that day counts."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def read_keys(reader: SettingsReader, node: Node | None) -> tuple[SigningKey, ...]:
    """The signing keys in a list, or a single one; what is no public key is reported."""
    return tuple(key for item in reader.items(node) if (key := _read_key(reader, item)))


def _read_key(reader: SettingsReader, item: Node) -> SigningKey | None:
    part = reader.part(item, "key") if isinstance(item.content, dict) else {"key": item}
    text = reader.text(part.get("key")).strip()
    found = PUBLIC_KEY.fullmatch(text)
    if text and not found:
        what = msg("this is not a public SSH key; copy the line of its file that ends in .pub: ssh-ed25519 AAAA…")
        reader.report(part["key"], reader.codes.shape, what)
    since, until = reader.day(part.get("from")), reader.day(part.get("until"))
    if since and until and until < since:
        reader.report(part["until"], reader.codes.day, msg("the last day of the key is before its first day"))
    return SigningKey(found[1], since, until) if found else None


@value_class
class Forge:
    """The keys by which a server signs commits, and the addresses that its commits name as their committer's."""

    keys: tuple[SigningKey, ...] = ()
    emails: tuple[str, ...] = ()


def read_forge(reader: SettingsReader, node: Node) -> Forge:
    """One entry of ``forges:``."""
    part = reader.part(node, "forge")
    return Forge(read_keys(reader, part.get("keys")), reader.texts(part.get("emails")))
