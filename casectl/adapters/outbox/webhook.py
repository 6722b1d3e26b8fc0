"""Messages to a webhook, signed as Standard Webhooks has it (https://www.standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import http.client
import os
import ssl
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from casectl.adapters.outbox.smtp import said
from casectl.adapters.system import clock
from casectl.adapters.system.user_settings import settings_file
from casectl.core.template.remind_settings import WebhookSettings
from casectl.ports.sending import REFUSED, SENDING, SENT, WAITING, Outcome, Outgoing

_TIMEOUT = 20.0
_GONE = 410
_LONGEST = 86400
"""So many seconds the other side may put us off."""


class WebhookSender:
    """A webhook, by the settings; its secrets, a line each, are in the user's own folder."""

    channel = "webhook"

    def __init__(self, settings: WebhookSettings, memory: Path, env: Mapping[str, str] = os.environ) -> None:
        """`memory` is a file for the address that is gone, by its digest: the address itself may be a secret."""
        self._settings = settings
        self._memory = memory
        self._env = env

    @property
    def gone(self) -> str:
        """The host of the webhook, if its address has answered that it is gone; another address is asked again."""
        known = self._memory.read_text("ascii") if self._memory.is_file() else ""
        return urlsplit(self._settings.url).netloc if known == self._digest else ""

    @property
    def _digest(self) -> str:
        return hashlib.sha256(self._settings.url.encode()).hexdigest()

    def send(self, message: Outgoing) -> Outcome:
        """Post a message. Its id is always the same, so that the other side knows it again. No redirect is followed."""
        if self.gone:
            return Outcome(REFUSED, str(_GONE))
        address = urlsplit(self._settings.url)
        body = self._settings.filled(message.person, message.subject, message.body).encode()
        connection = _connection(address.scheme, address.hostname or "", address.port)
        try:
            connection.connect()
        except OSError as error:
            return Outcome(WAITING, said(error))
        try:
            path = f"{address.path or '/'}?{address.query}".rstrip("?")
            connection.request("POST", path, body, self._headers(message, body))
            answer = connection.getresponse()
            if answer.status == _GONE:
                self._memory.write_text(self._digest, "ascii")
            return _outcome(answer.status, answer.headers.get("Retry-After", ""))
        except (OSError, http.client.HTTPException) as error:
            return Outcome(SENDING, str(error) or type(error).__name__)
        finally:
            connection.close()

    def _headers(self, message: Outgoing, body: bytes) -> dict[str, str]:
        """An id has no dot, since the signature joins its parts with dots."""
        name, at = message.id.replace(".", "~"), str(int(clock.now().timestamp()))
        signed = f"{name}.{at}.".encode() + body
        found = [f"v1,{_signature(secret, signed)}" for secret in secrets(self._env)]
        head = {"content-type": "application/json; charset=utf-8", "webhook-id": name, "webhook-timestamp": at}
        return {**head, "webhook-signature": " ".join(found)} if found else head


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=_TIMEOUT, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=_TIMEOUT)


def secrets(env: Mapping[str, str]) -> list[bytes]:
    """The secrets to sign with, two while they are changed; those that cannot be read are left out."""
    file = settings_file(env).parent / "keys" / "webhook"
    lines = file.read_text("utf-8").split() if file.is_file() else []
    return [key for line in lines if (key := _key(line.removeprefix("whsec_")))]


def _key(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""


def _signature(secret: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def _outcome(status: int, retry_after: str) -> Outcome:
    if 200 <= status < 300:
        return Outcome(SENT)
    wait = min(int(retry_after), _LONGEST) if retry_after.isascii() and retry_after.isdecimal() else 0
    return Outcome(REFUSED if status == _GONE else WAITING, str(status), wait)
