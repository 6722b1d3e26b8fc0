"""How reminders are sent (``remind:`` in casectl.yaml)."""

from __future__ import annotations

import re

from casectl.core.template.webhook_settings import WebhookSettings, read_webhook
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

REMIND = (
    Key("host", msg("the name of the only machine on which casectl remind works, as hostname prints it")),
    Key("smtp", msg("the mail server that takes reminders and letters, such as mail.example.org:587")),
    Key("from", msg("the address that they come from")),
    Key("tls", msg("starttls (the default), yes for TLS from the start, or no")),
    Key("user", msg("the user name on that server; the password is in the file keys/smtp beside your own"
                    " settings, or in CASECTL_SMTP_PASSWORD")),
    Key("webhook", msg("an address to which reminders are posted, in place of mail")),
)  # fmt: skip
"""The keys of ``remind:``."""

TLS = ("starttls", "yes", "no")
_SERVER = regex(r"([\w.-]+|\[[0-9a-fA-F:]+\])(?::([1-9][0-9]{0,4}))?", re.ASCII)


@value_class
class RemindSettings:
    """The machine on which it is done ("": on none); the mail server with its port, the sender, TLS and the user."""

    host: str = ""
    server: str = ""
    port: int = 25
    sender: str = ""
    tls: str = TLS[0]
    user: str = ""
    webhook: WebhookSettings = WebhookSettings()


def read_remind(reader: SettingsReader, node: Node | None) -> RemindSettings:
    """The settings under ``remind:``."""
    part = reader.part(node, "remind")
    server, port = _server(reader, part.get("smtp"))
    sender = reader.text(part.get("from"))
    if server and "@" not in sender:
        reader.report(part.get("from", part["smtp"]), "B001", msg("from: the address that the reminders come from"))
    tls, user = reader.word(part.get("tls"), TLS, TLS[0]), reader.text(part.get("user"))
    webhook = read_webhook(reader, part.get("webhook"))
    return RemindSettings(reader.text(part.get("host")), server, port, sender, tls, user, webhook)


def _server(reader: SettingsReader, node: Node | None) -> tuple[str, int]:
    text = reader.text(node)
    match = _SERVER.fullmatch(text)
    if node and text and not match:
        reader.report(node, "B001", msg("{text} is not a mail server, such as mail.example.org:587", text=text))
    return (match[1].strip("[]"), int(match[2] or 25)) if match else ("", 25)
