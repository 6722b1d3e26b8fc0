"""How reminders and letters are sent from this machine."""

from __future__ import annotations

import os

from casectl.adapters.outbox.outbox import FileOutbox
from casectl.adapters.outbox.rehearsal import RehearsalSender
from casectl.adapters.outbox.smtp import SmtpSender
from casectl.adapters.outbox.webhook import WebhookSender
from casectl.ports.sending import Dispatch, Sender
from casectl.workspace import Workspace


def dispatch_of(context: Workspace) -> Dispatch:
    """The outbox of this clone, and what the settings name to send by; in a rehearsal, a folder instead."""
    folder = context.private_folder / "outbox"
    known = context.casebook.remind
    smtp = SmtpSender(known)
    mail: Sender = smtp
    sender: Sender = WebhookSender(known.webhook, folder / "gone") if known.webhook.url else mail
    if context.is_rehearsal():
        kept, text = folder / "rehearsal", smtp.text
        sender, mail = RehearsalSender(sender.channel, kept, text), RehearsalSender(mail.channel, kept, text)
    return Dispatch(FileOutbox(folder), sender, os.uname().nodename, mail)
