"""How reminders and letters are sent from this machine."""

from __future__ import annotations

import os

from casectl.adapters.outbox.outbox import FileOutbox
from casectl.adapters.outbox.smtp import SmtpSender
from casectl.adapters.outbox.webhook import WebhookSender
from casectl.ports.sending import Dispatch
from casectl.workspace import Workspace


def dispatch_of(context: Workspace) -> Dispatch:
    """The outbox of this clone, and what the settings name to send by."""
    folder = context.private_folder / "outbox"
    known = context.casebook.remind
    mail = SmtpSender(known)
    sender = WebhookSender(known.webhook, folder / "gone") if known.webhook.url else mail
    return Dispatch(FileOutbox(folder), sender, os.uname().nodename, mail)
