"""What mail leads to: a case, a contact, and what is filed of a machine."""

from __future__ import annotations

from casectl.actions.mail import MailReader, open_new, take_in, waiting
from casectl.adapters.mail.parsing import mail_in
from tests.actions.mailing.letters import FIRST, message
from tests.fakes.context import FakeContext


def with_mail(context: FakeContext) -> None:
    """A message opens a case, another one belongs to it, and so does an automatic reply."""
    reader = MailReader(mail_in, b"")
    first, second, third = (
        message(Message_ID=FIRST),
        message(In_Reply_To=FIRST),
        message(In_Reply_To=FIRST, X_Loop="x"),
    )
    take_in(context, [mail_in(first)], b"")
    [row] = waiting(context, reader).rows
    open_new(context, row.id, "plain", reader, [])
    take_in(context, [mail_in(second), mail_in(third)], b"")
