"""The case that a message opens: its fields from what the message says, as casectl.yaml and its template have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from casectl.actions.context import Recording
from casectl.actions.lookup.named import template_named
from casectl.actions.mailing.contents import body_of, files_of, message_of, text_of_mail, title_of_mail
from casectl.actions.recording.opening import Opening, opened
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import CaseChange, change_of
from casectl.core.case.model import Case
from casectl.core.mail.message import Mail
from casectl.core.template.mail_settings import MAIL_FIELDS
from casectl.core.template.model import Template
from casectl.core.values.regex import regex
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace

_PLACEHOLDER = regex(r"\{(subject|text|name|address)\}")


def mail_opening(
    context: Recording, mail: Mail, template: str, received_at: datetime, values: Sequence[tuple[str, Tree]]
) -> Opening:
    """The opening of a case from a message; `values` count before the settings, and these before what is usual."""
    book, name = context.casebook.mail, template_named(context, template)
    usual = [*_usual(context.template(name)), *(book.fields if name == book.template else ())]
    filled = [(field, _filled(text, mail)) for field, text in usual]
    fields = {"title": title_of_mail(mail), **{field: text for field, text in filled if text}, **dict(values)}
    is_own = name == book.template
    team, owner = (book.team, book.owner) if is_own else ("", "")
    return Opening(name, [*fields.items()], received_at, owner, team, unowned=True)


def _usual(template: Template) -> Iterator[tuple[str, str]]:
    for name, text in MAIL_FIELDS:
        field = template.field_at(tuple(name.split(".")))
        if field and (not field.choices or text in dict(field.choices)):
            yield name, text


def _filled(text: str, mail: Mail) -> str:
    """A text of the settings with what the message says in place of the names in braces."""
    says = {
        "subject": mail.subject, "text": body_of(mail) or mail.subject, "name": mail.name or mail.address,
        "address": mail.address,
    }  # fmt: skip
    return _PLACEHOLDER.sub(lambda found: says[found[1]], text)


def opened_by_mail(context: Recording, case: Case, mail: Mail, opening: Opening, when: EventStamp) -> CaseChange:
    """The change that opens the case, whose files are the message and what is in it.

    What the message says, and who wrote it, is noted where no field has it.
    """
    files = [*files_of(case, mail)]
    said = [value for _, value in opening.values if isinstance(value, str)]
    is_said = any(body_of(mail) in each for each in said) and any(mail.address in each.lower() for each in said)
    note = [] if is_said else [EventDraft("noted", {"text": text_of_mail(mail, dict(opening.values))})]
    free, first = opened(context, opening, when, [*note, *(each.event for each in files)])
    head, *others = first.events
    events = [replace(head, data={**head.data, "message_id": message_of(mail)}), *others]
    proposal = Proposal(events, free, {each.path: each.content for each in files})
    template = context.template(opening.template)
    return change_of(context, case, proposal, (template, context.rule_set(template.name, {})), when)
