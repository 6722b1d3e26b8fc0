"""Mail that the casebook keeps beside its cases, as git has it, so that every clone has the same list.

``mail/waiting/`` is what a person has to place; ``mail/filed/`` what belongs to no case: automatic mail, and what
somebody dropped, with the reason beside it. A file is called after the time it came in and the message's own id.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from casectl.actions.context import Cases
from casectl.core.values.messages import NotFound, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import NamedTuple

WAITING, FILED = "mail/waiting", "mail/filed"
_FOLDER = "mail"
_NAME = regex(r"mail/(?:waiting|filed)/(\d{8}T\d{6}Z)-([0-9a-z]{16})\.eml", re.ASCII)
_STAMP = "%Y%m%dT%H%M%SZ"
ENOUGH = 4
"""Characters by which a message is named."""


class KeptMail(NamedTuple):
    """A message that is kept: its id, its file, and when it came in; `also` are files in which other clones kept it."""

    id: str
    path: str
    received_at: datetime
    also: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a person has to place it."""
        return self.path.startswith(WAITING)


def kept_path(folder: str, mail_id: str, received_at: datetime) -> str:
    """The file of a message in a folder."""
    return f"{folder}/{received_at.astimezone(UTC):{_STAMP}}-{mail_id}.eml"


def kept_mail(context: Cases, commit: str) -> dict[str, KeptMail]:
    """The messages that a commit keeps, by id, the earliest first; one that was dropped anywhere does not wait."""
    names = [_NAME.fullmatch(path) for path in sorted(context.ledger.listed(_FOLDER, commit))] if commit else []
    kept = dict[str, KeptMail]()
    for found in filter(None, names):
        first = kept.setdefault(found[2], KeptMail(found[2], found[0], _instant(found[1])))
        if first.path != found[0]:
            kept[found[2]] = first._replace(also=(*first.also, found[0]))
    return kept


def kept_named(kept: dict[str, KeptMail], named: str) -> KeptMail:
    """The message that is called so: its id, or the beginning of it. Raises NotFound for none, and for several."""
    word = named.strip().lower()
    found = [each for each in kept.values() if each.id.startswith(word)] if len(word) >= ENOUGH else []
    if len(found) == 1:
        return found[0]
    what = (
        msg("{name} matches several messages", name=named)
        if found
        else msg("there is no waiting message {name}", name=named)
    )
    raise NotFound(what, hint=msg("casectl mail --waiting lists them"))


def _instant(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
