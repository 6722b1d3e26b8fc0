"""Which case a message belongs to: by our token, by what it answers, by the number in its subject, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casectl.core.case.contacts import CONTACTED, is_contact
from casectl.core.case.model import Case
from casectl.core.mail.message import Mail
from casectl.core.mail.tokens import case_numbers_in, is_ours, tokens_in
from casectl.core.values.messages import Message, msg
from casectl.core.values.naming import comparable
from casectl.core.values.regex import regex
from casectl.core.values.tree import leaves
from casectl.core.values.value_class import value_class

_ADDRESS = regex(r"[^\s<>()\[\]{}\"',;:，；、：（）《》]+@[^\s<>()\[\]{}\"',;:，；、：（）《》]+")
_SENDER = regex(r"(?:[^\n]*<)?([^\s<>]+@[^\s<>]+)>?")


@value_class
class Place:
    """The case that a message belongs to; or `why` a person has to say it; or neither: it belongs to no case.

    `is_named`: only its subject says so, by a number that anybody may have seen.
    """

    case: str = ""
    why: Message | None = None
    is_named: bool = False


def place_of(mail: Mail, known: Mapping[str, str], key: bytes) -> Place:
    """Where a message belongs. `known` has the case of each Message-ID on record; `key` is that of our tokens (b"": we
    have none).

    A token that is not ours decides against everything else: somebody made it up.
    """
    tokens = [pair for text in (*mail.to, mail.subject) for pair in tokens_in(text)]
    if tokens:
        return _by_token({case for case, digest in tokens if key and is_ours(key, case, digest)}, tokens[0][0], key)
    answered = next((known[each] for each in mail.answers if each in known), "")
    if answered:
        return Place(answered)
    return _by_number(case_numbers_in(mail.subject))


def _by_token(cases: set[str], named: str, key: bytes) -> Place:
    if len(cases) == 1:
        return Place(cases.pop())
    if cases:
        return Place(why=msg("the message has the tokens of several cases: {ids}", ids=sorted(cases)))
    if not key:
        return Place(
            why=msg("the message's token for {id} cannot be checked: this machine does not have the key", id=named)
        )
    return Place(why=msg("the message's token for {id} is not genuine", id=named))


def _by_number(numbers: list[str]) -> Place:
    if len(numbers) > 1:
        return Place(why=msg("the subject of the message names several cases: {ids}", ids=numbers))
    return Place(numbers[0] if numbers else "", is_named=bool(numbers))


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
