"""R15: text of a case stays text in every output: a terminal, a spreadsheet, a page, git's log, an e-mail."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
from collections import Counter
from email import message_from_bytes
from email.policy import SMTP
from html.parser import HTMLParser

from ruamel.yaml import YAML

from casectl.actions.recording.event_commit import event_commit
from casectl.adapters.git import trailers
from casectl.adapters.mail.parsing import mail_in
from casectl.core.case.model import Event, Header
from casectl.core.letters.message import Letter, as_email
from casectl.core.values.messages import Unreadable, UsageError
from casectl.core.values.value_class import replace
from casectl.render.formats import FORMATS, render
from casectl.render.view import Column, View
from tests.scorecard import words
from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, MOMENT, REPOSITORY, Book, Ground, ended, process

UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]")
_HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
_BARE_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")


def measure(ground: Ground) -> Score:
    """Texts in a view, through every format; in commit messages; in letters; in mail that comes in, through every
    format; and through commands under a terminal.
    """
    texts, chance, tally = ground.size(5000, 500), ground.random("R15"), Counter[str]()
    for _ in range(texts):
        text = words.text(chance)
        for form in FORMATS:
            tally[form] += _is_bad(form, text, render(_view(text), form))
    messages = ground.size(500, 60)
    for _ in range(messages):
        tally["trailers"] += _is_forged(words.text(chance), words.text(chance))
    letters = ground.size(500, 60)
    for _ in range(letters):
        text = words.text(chance)
        tally["letters"] += _is_injected(text, words.text(chance))
        tally["mail"] += _is_mail_bad(text, words.text(chance))
    samples = ground.size(60, 8)
    for _ in range(samples):
        tally["terminal"] += _under_a_terminal(ground.book(), words.text(chance).replace("\0", ""))
    bad = sum(tally.values())
    listed = f": {dict(tally)}" if bad else ""
    return Score(
        f"{texts} texts x {len(FORMATS)} formats, {messages} commit messages, {letters} letters and"
        f" {letters} mails that came in, {samples} under a terminal:"
        f" {bad} bad{listed}",
        bad,
    )


def control(ground: Ground) -> Score:
    """tabulate, csv and click as they come."""
    import click
    from tabulate import tabulate

    texts, chance, bad = ground.size(1000, 200), ground.random("R15 control"), 0
    for _ in range(texts):
        text, out = words.text(chance), io.StringIO()
        csv.writer(out).writerow(["C-1", text])
        bad += bool(UNSEEN.search(click.unstyle(str(tabulate([["C-1", text]]))))) or bool(_FORMULA.match(text))
    return Score(f"{bad} of {texts} came through", bad)


def _view(text: str) -> View:
    return View("x", (Column("id", "Id"), Column("text", "Text")), [{"id": "C-1", "text": text}])


def _is_bad(form: str, text: str, said: str) -> bool:
    """Control characters, a second line, a formula, a tag, or for the exact formats another text."""
    if form == "ids":
        return said != "C-1\n"
    if form == "yaml":
        return YAML(typ="safe").load(said)["rows"][0]["text"] != text or bool(UNSEEN.search(said))
    if form in ("json", "jsonl"):
        rows = json.loads(said)
        found = rows["rows"][0]["text"] if form == "json" else rows["text"]
        return (
            found != text
            or bool(re.search("[\x00-\x09\x0b-\x1f\x7f]", said))
            or (form == "jsonl" and said.count("\n") != 1)
        )
    if form == "csv":
        cell = list(csv.reader(io.StringIO(said, newline="")))[1][1]
        return bool(_FORMULA.match(cell)) or bool(UNSEEN.search(said.replace("\r\n", "\n")))
    if form == "html":
        return bool(UNSEEN.search(said)) or _tags(said) != _tags(render(_view("x"), form))
    lines = said.splitlines()
    header = {"table": 2, "plain": 0, "tsv": 1, "markdown": 2}[form]
    if UNSEEN.search(said.replace("\t", " ") if form == "tsv" else said):
        return True
    if form == "markdown":
        return len(lines) != 3 or len(_BARE_PIPE.findall(lines[2])) != 3 or bool(_tags(said))
    return len(lines) > header + 1 and form != "table"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)


def _tags(page: str) -> list[str]:
    """The tags that a browser sees in a page."""
    parser = _Tags()
    parser.feed(page)
    return parser.found


def _is_forged(first: str, second: str) -> bool:
    """Whether git reads other trailers from a message than casectl set."""
    event = Event("abc123", MOMENT, first, "advanced", {"to": second, "reason": first})
    entry = event_commit({}, "C-2611-7QK3X", Header(state=second), [event])
    message = trailers.message(entry.subject, entry.trailers)
    done = process(["git", "interpret-trailers", "--parse"], REPOSITORY, stdin=message)
    keys = [line.partition(":")[0] for line in done.out.splitlines()]
    return keys != ["Case", "Event", "Actor"] or bool(UNSEEN.search(message))


def _is_injected(first: str, second: str) -> bool:
    """Whether a letter has a header, a recipient or a text that nobody wrote; one that cannot go out is none."""
    address, letter = (
        "kim@example.com",
        Letter(first, second, f"{second} <d@example.org>", "", MOMENT, "<1@example.org>"),
    )
    try:
        sent = as_email(replace(letter, recipient=f"{first} <{address}>"))
    except UsageError:
        return False
    mail = message_from_bytes(sent, policy=SMTP)
    body = mail.get_body()
    same = body is not None and body.get_content().splitlines() == first.splitlines()
    return mail.keys() != _HEADERS or [each.addr_spec for each in mail["To"].addresses] != [address] or not same


def _is_mail_bad(first: str, second: str) -> bool:
    """Whether what the list of mail shows of a message is more than text."""
    content = f"From: {first} <kim@example.com>\r\nSubject: {second}\r\n\r\n{first}".encode(errors="replace")
    try:
        mail = mail_in(content)
    except Unreadable:
        return False
    texts = (mail.subject, mail.sender, mail.text)
    return any(_is_bad(form, text, render(_view(text), form)) for form in FORMATS for text in texts)


def _under_a_terminal(book: Book, text: str) -> bool:
    """Write the text into a case, and look at what list and show send to a terminal."""
    if book.forked("set", book.case, f"title={text}", f"request={text}").code:
        book.forked("note", book.case, "--", text)
    said = "".join(_on_a_terminal(book, *words) for words in (["list"], ["show", book.case], ["audit", book.case]))
    return bool(UNSEEN.search(said.replace("\r\n", "\n")))


def _on_a_terminal(book: Book, *words: str) -> str:
    child, terminal = pty.fork()
    if not child:
        os.chdir(book.folder)
        os.execv(CASECTL[0], [*CASECTL, "--no-color", "--no-pager", *words])
    said = b""
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            break
        if not more:
            break
        said += more
    os.close(terminal)
    ended(child)
    return said.decode("utf-8", "replace")
