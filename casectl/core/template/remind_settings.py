"""How reminders are sent (``remind:`` in casectl.yaml), and the webhook to which they go (``webhook:`` there)."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

WEBHOOK = (
    Key(
        "url",
        msg(
            "the address that reminders are posted to: https, unless it is on this machine. They are signed"
            " with the secrets in the file keys/webhook beside your own settings, one whsec_… on each line"
        ),
        True,
    ),
    Key(
        "body",
        msg(
            "what is posted: JSON in which {person}, {subject} and {text} are filled in, such as {example}",
            person="{person}", subject="{subject}", text="{text}",
            example='{"msgtype": "text", "text": {"content": "{subject}"}}',
        ),
    ),
)  # fmt: skip
"""The keys of ``webhook:``."""
_BODY = '{"type": "casectl.reminded", "data": {"person": "{person}", "subject": "{subject}", "text": "{text}"}}'
"""What is posted where the settings do not say it."""
_PLACE = regex(r"\{(person|subject|text)\}")
_HERE = ("localhost", "127.0.0.1", "::1")
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
class WebhookSettings:
    """Where reminders are posted to ("": nowhere), and what."""

    url: str = ""
    body: str = _BODY

    def filled(self, person: str, subject: str, text: str) -> str:
        """The body with a message in it; what people typed ends no string."""
        values = {"person": person, "subject": subject, "text": text}
        return _PLACE.sub(lambda match: json.dumps(values[match[1]], ensure_ascii=False)[1:-1], self.body)


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
    webhook = _read_webhook(reader, part.get("webhook"))
    return RemindSettings(reader.text(part.get("host")), server, port, sender, tls, user, webhook)


def _server(reader: SettingsReader, node: Node | None) -> tuple[str, int]:
    text = reader.text(node)
    match = _SERVER.fullmatch(text)
    if node and text and not match:
        reader.report(node, "B001", msg("{text} is not a mail server, such as mail.example.org:587", text=text))
    return (match[1].strip("[]"), int(match[2] or 25)) if match else ("", 25)


def _read_webhook(reader: SettingsReader, node: Node | None) -> WebhookSettings:
    """The settings under ``webhook:``."""
    part = reader.part(node, "webhook")
    found = WebhookSettings(reader.text(part.get("url")), reader.text(part.get("body"), _BODY))
    if "url" in part and not _is_usable(found.url):
        reader.report(part["url"], "B001", msg("{url} is not an address that begins with https://", url=found.url))
    if "body" in part and not (_PLACE.search(found.body) and _is_json(found.filled("x", "x", "x"))):
        reader.report(part["body"], "B001", msg("body: JSON with {subject} or {text} in it", subject="{subject}",
                                                text="{text}"))  # fmt: skip
    return found


def _is_usable(url: str) -> bool:
    try:
        address = urlsplit(url)
        port_is_one = address.port is None or address.port > 0
    except ValueError:
        return False
    is_safe = address.scheme == "https" or (address.scheme == "http" and address.hostname in _HERE)
    return bool(is_safe and address.hostname and port_is_one and not re.search(r"\s", url))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
