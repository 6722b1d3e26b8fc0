"""Mail by SMTP: one connection for each message, so that what becomes of one is known apart from the others."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Mapping
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path

from casectl.adapters.system.user_settings import settings_file
from casectl.core.template.remind_settings import RemindSettings
from casectl.core.values.messages import msg, plain_text, reason_of
from casectl.ports.sending import REFUSED, SENDING, SENT, WAITING, Outcome, Outgoing

_POLICY = SMTP.clone(cte_type="7bit")
_TIMEOUT = 20.0
"""Seconds that the server may take for each step."""
_DONE, _PERMANENT = (250, 251), 500


class SmtpSender:
    """A mail server, by the settings; the password is none of them."""

    def __init__(self, settings: RemindSettings, env: Mapping[str, str] = os.environ) -> None:
        self._settings = settings
        self._env = env

    gone = ""

    @property
    def channel(self) -> str:
        """mail, if there is a server."""
        return "mail" if self._settings.server else ""

    def send(self, message: Outgoing) -> Outcome:
        """Hand a message over. Until the server has its text nobody has it; if it is cut off then, nobody knows."""
        server = None
        try:
            server = self._connected()
            _demand(server.mail(self._sender(message)))
            _demand(server.rcpt(message.address))
        except (smtplib.SMTPException, OSError) as error:
            _close(server)
            return _outcome(error)
        except ValueError:  # nothing but ASCII is ever said to a server
            _close(server)
            return Outcome(REFUSED, plain_text(msg("the mail server cannot send to this address")))
        try:
            return _taken(server, self.text(message))
        finally:
            _close(server)

    def _connected(self) -> smtplib.SMTP:
        known, context = self._settings, ssl.create_default_context()
        if known.tls == "yes":
            server: smtplib.SMTP = smtplib.SMTP_SSL(known.server, known.port, timeout=_TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(known.server, known.port, timeout=_TIMEOUT)
        if known.tls == "starttls":
            server.starttls(context=context)
        if known.user:
            server.login(known.user, password(self._env))
        else:
            server.ehlo_or_helo_if_needed()
        return server

    def _sender(self, message: Outgoing) -> str:
        """To whom the mail server answers if it cannot be delivered."""
        if not message.letter:
            return self._settings.sender
        return parseaddr(str(message_from_string(message.letter)["From"]))[1]

    def text(self, message: Outgoing) -> bytes:
        """The e-mail, as it goes to the server."""
        if message.letter:
            return message.letter.encode()
        mail = EmailMessage(_POLICY)
        mail["From"], mail["To"], mail["Subject"] = self._settings.sender, message.address, message.subject
        mail["Date"] = format_datetime(message.written_at)
        mail["Message-ID"] = f"<{message.id}@{self._settings.host}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail["X-Loop"] = "casectl"
        mail.set_content(message.body)
        return bytes(mail)


def password(env: Mapping[str, str]) -> str:
    """The password for the mail server; "" if there is none."""
    file = settings_file(env).parent / "keys" / "smtp"
    return env.get("CASECTL_SMTP_PASSWORD") or (_first_line(file) if file.is_file() else "")


def _first_line(file: Path) -> str:
    return file.read_text("utf-8").partition("\n")[0].strip()


def _demand(answer: tuple[int, bytes]) -> None:
    if answer[0] not in _DONE:
        raise smtplib.SMTPResponseException(*answer)


def _taken(server: smtplib.SMTP, text: bytes) -> Outcome:
    """What the server says to the text, which it may have taken even if it says nothing."""
    try:
        code, answer = server.data(text)
    except smtplib.SMTPResponseException as error:
        return _outcome(error)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(SENDING, said(error))
    return Outcome(SENT) if code in _DONE else _outcome(smtplib.SMTPResponseException(code, answer))


def _outcome(error: smtplib.SMTPException | OSError) -> Outcome:
    """Of a message that nobody has: whether it is worth another try."""
    is_final = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= _PERMANENT
    is_login = isinstance(error, smtplib.SMTPAuthenticationError)
    return Outcome(REFUSED if is_final and not is_login else WAITING, said(error))


def said(error: smtplib.SMTPException | OSError) -> str:
    """What the other side said, or why it could not be reached."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    return plain_text(reason_of(error)) if error.errno else str(error) or type(error).__name__


def _close(server: smtplib.SMTP | None) -> None:
    """End the connection without waiting for an answer."""
    if server is not None:
        server.close()
