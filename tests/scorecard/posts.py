"""Commands that send mail: a letter, what waits in the outbox, reminders; with a mail server beside the casebook.

R3 kills them, R4 lets their calls fail. Nothing is sent twice, nothing is sent that is not on record, and what is on
record was sent, or is in the outbox to be sent, or is listed as unsure and never sent again by itself.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from threading import Thread
from typing import Any, NamedTuple

from tests.cli.mail_server import MailServer
from tests.scorecard.ground import Book, ended, left_over, opening, said


class Write(NamedTuple):
    """A command, what there is before it, and what is then on record in HEAD."""

    words: list[str]
    prepare: Callable[[Book], None]
    mark: str


@cache
def _server() -> MailServer:
    """The server, which lasts as long as this process."""
    server = MailServer()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


def _sender(book: Book) -> str:
    """From whom all mail of this casebook is, and of no other."""
    return f"desk-{book.folder.parent.name}@example.org"


def _with_server(book: Book) -> None:
    settings = book.folder / "casectl.yaml"
    mail = f"\nremind: {{host: {os.uname().nodename}, smtp: '{_server().address}', from: {_sender(book)}, tls: 'no'}}\n"
    settings.write_text(f"{settings.read_text('utf-8')}{mail}letters: {{from: {_sender(book)}}}\n", "utf-8")
    _commit(book)


def _commit(book: Book) -> None:
    book.git("commit", "--quiet", "--all", "--message", "settings")


def _with_letter_left(book: Book) -> None:
    """A letter that the server did not take, and that may be tried again."""
    _with_server(book)
    with _server().behaving(refuses="451 busy"):
        book.forked(*_words(book, REPLY))
    for file in (book.folder / ".git/casectl/outbox").glob("*.json"):
        message = json.loads(file.read_text("utf-8"))
        file.write_text(json.dumps({**message, "next_at": message["written_at"]}), "utf-8")


def _with_overdue(book: Book) -> None:
    """A case of which people are reminded at any hour."""
    _with_server(book)
    file = book.folder / "templates/complaint.yaml"
    text = file.read_text("utf-8").replace("to: [owner, supervisor]}", "to: [owner, supervisor], any_time: yes}")
    file.write_text(text.replace("\nversion: ", "\nversion: 9", 1), "utf-8")
    _commit(book)
    book.forked(*opening("Late lamp", reference="R-9"), "--received", "3 days ago")


REPLY = ["reply", "{case}", "--script", "acknowledgement", "--now", "--channel", "email", "--text",
         "Dear Kim, we have your letter.", "--event-id", "post-1"]  # fmt: skip
WRITES = {
    "reply": Write(REPLY, _with_server, "id: post-1"),
    "deliver": Write(["deliver"], _with_letter_left, "id: post-1"),
    "remind": Write(["remind"], _with_overdue, "event: reminded"),
}


def words_of(name: str, book: Book) -> list[str]:
    """The command, in a casebook that has a mail server."""
    WRITES[name].prepare(book)
    return _words(book, WRITES[name].words)


def _words(book: Book, words: list[str]) -> list[str]:
    return [word.format(case=book.case) for word in words]


def judge(name: str, book: Book, code: int, tally: Counter[str]) -> None:
    """Look at what a disturbed command left, then run it again and send what waits; count what is wrong."""
    time.sleep(0.05)  # the server reads what it was sent
    first = state(name, book)
    again = [ended(book.fork(*words)) for words in (_words(book, WRITES[name].words), ["deliver"])]
    then = state(name, book)
    left = [each for each in left_over(book) if each != _LOCK]
    bad = first not in _LEFT, code == 0 and first != "whole", then not in _IN_THE_END
    for what, is_bad in zip(("half applied", "untruthful", "repairs"), bad, strict=True):
        tally[what] += is_bad
    tally["doubled"] += "twice" in (first, then)
    tally["left over"] += bool(left)
    tally["unsure"] += then == "unsure"
    if any(bad) or left:
        print(f"{name}: exit {code}, {first!r}; then {again}, {then!r}; {left}; {said('err')}", file=sys.stderr)


_LOCK = ".git/casectl/outbox.lock"
"""A file that stays, as the casebook's own lock does; whoever holds it says so to the kernel."""
_LEFT = ("", "whole", "waits", "unsure")
_IN_THE_END = ("whole", "waits", "unsure")


def state(name: str, book: Book) -> str:
    """How far it is: "" for nothing at all, "whole", "waits" to be sent, "unsure", or what is wrong."""
    mails = [each for each in [*_server().messages] if _sender(book) in str(each["From"])]
    got = Counter(str(each["Message-ID"]).lower() for each in mails)
    if any(number > 1 for number in got.values()):
        return "twice"
    if book.git("grep", "--quiet", WRITES[name].mark, "HEAD", "--", "cases").code:
        return "sent, and not on record" if got else ""
    messages = _outbox(book)
    if any(each["state"] == "sending" for each in messages):
        return "unsure"
    waiting = [each for each in messages if each["state"] in ("drafted", "waiting")]
    if any(_mark(each) in known for each in waiting for known in got):
        return "sent, and waits"
    return "waits" if waiting else "whole" if got else "lost"


def _mark(message: dict[str, Any]) -> str:
    """What is in the Message-ID of a message."""
    return str(message["event" if message["letter"] else "id"]).lower()


def _outbox(book: Book) -> list[dict[str, Any]]:
    """What is in the outbox; what was sent is what was sent, whatever else is there of it."""
    found = {file.name: file for file in (book.folder / ".git/casectl/outbox").rglob("*.json")}
    sent = {file.name: file for file in (book.folder / ".git/casectl/outbox/sent").glob("*.json")}
    return [json.loads(file.read_text("utf-8")) for file in {**found, **sent}.values()]
