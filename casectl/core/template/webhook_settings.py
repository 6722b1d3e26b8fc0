"""The webhook to which reminders go (``webhook:`` under ``remind:`` in casectl.yaml)."""

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
            "where reminders are posted to; https, unless it is this machine. They are signed with the secrets,"
            " whsec_… on a line each, in the file keys/webhook beside your own settings"
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

BODY = '{"type": "casectl.reminded", "data": {"person": "{person}", "subject": "{subject}", "text": "{text}"}}'
"""What is posted where the settings do not say it."""

_PLACE = regex(r"\{(person|subject|text)\}")
_HERE = ("localhost", "127.0.0.1", "::1")


@value_class
class WebhookSettings:
    """Where reminders are posted to ("": nowhere), and what."""

    url: str = ""
    body: str = BODY

    def filled(self, person: str, subject: str, text: str) -> str:
        """The body with a message in it; what people typed ends no string."""
        values = {"person": person, "subject": subject, "text": text}
        return _PLACE.sub(lambda match: json.dumps(values[match[1]], ensure_ascii=False)[1:-1], self.body)


def read_webhook(reader: SettingsReader, node: Node | None) -> WebhookSettings:
    """The settings under ``webhook:``."""
    part = reader.part(node, "webhook")
    found = WebhookSettings(reader.text(part.get("url")), reader.text(part.get("body"), BODY))
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
