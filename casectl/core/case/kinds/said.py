"""Events that record what was said or noted, or keep a file."""

from __future__ import annotations

from casectl.core.case.attached import ATTACHED as ATTACHED_FILE
from casectl.core.case.contacts import BOUNCE, NOTICE, RETURNED
from casectl.core.case.kinds.kind import (
    ARTICLES,
    AUTOMATIC,
    CHANNEL,
    DIRECTION,
    FILE,
    MESSAGE_ID,
    NUMBER,
    TEXT,
    WORD,
    YES,
    Detail,
    EventKind,
)
from casectl.core.case.kinds.letters import LETTER_DETAILS
from casectl.core.values.messages import Message, msg

DIRECTIONS: dict[str, Message] = {"in": msg("from the customer"), "out": msg("to the customer")}
"""Of a contact, each with its title."""

DIRECTION_WORDS: dict[str, tuple[str, ...]] = {
    "in": ("incoming", "inbound", "from", "呼入", "来电", "客户来电", "来信", "来访", "客户联系", "接听", "客户说"),
    "out": ("outgoing", "outbound", "to", "呼出", "外呼", "去电", "回电", "致电", "拨打", "联系客户", "告知", "回复"),
}
"""What else people type for each."""

REPLY, LIST, OWN, STRANGER = "reply", "list", "own", "stranger"
SORTS: dict[str, Message] = {
    BOUNCE: msg("undelivered mail"),
    REPLY: msg("automatic reply"),
    LIST: msg("mailing list or bulk mail"),
    OWN: msg("mail from our own address"),
    STRANGER: msg("the sender's address is not an address of this case"),
}
"""The sorts of mail that do not count as the customer writing, each with its title."""

CONTACTED = EventKind(
    "contacted",
    msg("contact"),
    msg("the customer was spoken to, or spoke to us"),
    may_be_undone=True,
    titles={"chaser": msg("chaser")},
    details={
        "direction": Detail(DIRECTION, msg("in: from the customer; out: to the customer")),
        "channel": Detail(CHANNEL, msg("channel")),
        "text": Detail(TEXT, msg("what was said")),
        "chaser": Detail(YES, msg("yes if the customer was chasing progress")),
        NOTICE: Detail(
            YES,
            msg("yes if it is the notice of the pause or extension recorded with it; it does nothing to those clocks"),
        ),
        **LETTER_DETAILS,
        "message_id": MESSAGE_ID,
        "sha256": Detail(WORD, msg("the SHA-256 of the letter as it was written to its file")),
    },
    subject="{direction}, {channel}",
    summary=(msg("{direction}, {channel}"), Message("{direction}")),
    triggers=lambda event: (f"contact:{event.text('direction')}",),
    counted_as="contacts",
    rules=("not_withdrawn", "chaser", "approved_first"),
)

NOTED = EventKind(
    "noted",
    msg("noted"),
    msg("a note"),
    may_be_undone=True,
    details={
        "text": Detail(TEXT, msg("the note")),
        "cites": Detail(ARTICLES, msg("the articles in knowledge/ that it is based on")),
    },
    summary=(msg("based on {cites}"),),
)

FILED = EventKind(
    "filed",
    msg("mail filed"),
    msg(
        "automatic mail, or mail from an address that the case does not have, was filed; it is not a contact"
        " and affects no clock"
    ),
    may_be_undone=True,
    details={
        "sort": Detail(AUTOMATIC, msg("bounce, reply, list, own or stranger")),
        "text": Detail(TEXT, msg("the text of the mail")),
        "message_id": MESSAGE_ID,
        RETURNED: Detail(
            WORD, msg("the Message-ID of our letter that was not delivered; the letter does not count for any clock")
        ),
    },
    subject="{sort}",
    summary=(Message("{sort}"),),
)

ATTACHED = EventKind(
    ATTACHED_FILE,
    msg("attached"),
    msg("a file was attached"),
    may_be_undone=False,
    details={
        "file": Detail(FILE, msg("where it is kept")),
        "size": Detail(NUMBER, msg("its size in bytes")),
        "sha256": Detail(WORD, msg("its SHA-256")),
    },
    summary=(Message("{file}"),),
)
