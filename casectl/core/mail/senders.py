"""Whether a case knows who wrote a message: what a stranger writes is no word of its customer."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.contacts import CONTACTED, is_contact
from casectl.core.case.model import Case
from casectl.core.mail.message import Mail
from casectl.core.values.naming import comparable
from casectl.core.values.regex import regex
from casectl.core.values.tree import leaves

_ADDRESS = regex(r"[^\s<>()\[\]{}\"',;:，；、：（）《》]+@[^\s<>()\[\]{}\"',;:，；、：（）《》]+")
_SENDER = regex(r"(?:[^\n]*<)?([^\s<>]+@[^\s<>]+)>?")


def is_known_to(case: Case, mail: Mail) -> bool:
    """Whether the address is one of the case's: of its customer or a party in its fields, or of somebody whose mail
    counts there already. Of a case without any address the name decides. Neither proves who wrote.
    """
    known = {each.rstrip(".").lower() for each in (*_in_fields(case), *_who_wrote(case))}
    if known:
        return mail.address in known
    name = comparable(mail.name)
    return bool(name) and any(comparable(text) == name for _path, text in leaves(dict(case.fields)))


def _in_fields(case: Case) -> Iterator[str]:
    for _path, text in leaves(dict(case.fields)):
        yield from (found[0] for found in _ADDRESS.finditer(text))


def _who_wrote(case: Case) -> Iterator[str]:
    """The senders of mail that is recorded, which are its first line where no field has them."""
    for event in case.journal:
        wrote = is_contact(event, "in") if event.kind == CONTACTED else event.kind == "noted"
        first = event.text("text").partition("\n")[0] if wrote else ""
        if found := _SENDER.fullmatch(first.strip()):
            yield found[1]
