"""casectl reply writes a letter to a file, once it is on record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from casectl.adapters.outbox import smtp
from tests.cli.casebook import CliCasebook
from tests.cli.mail_server import MailServer, mail_server
from tests.cli.test_instruct import MIA

Trouble = tuple[CliCasebook, MailServer]
NIGHT, MORNING = "2026-11-23T22:00:00+00:00", "2026-11-24T09:01:00+00:00"


@pytest.fixture
def desk(book: CliCasebook) -> CliCasebook:
    """A casebook with a script."""
    folder = book.folder / "scripts"
    folder.mkdir()
    text = "script: ack\nkind: acknowledgement\nsubject: About {{case}}\ntext: |\n  Dear {{customer.name}},\n  grüße.\n"
    (folder / "ack.yaml").write_text(text, "utf-8")
    return book


def test_an_email_is_written_as_it_is_recorded(desk: CliCasebook, tmp_path: Path) -> None:
    """Any mail program reads it; a file that is there is not written over, and nothing is recorded for it."""
    case, file = desk.cases[0].stem, tmp_path / "letter.eml"
    desk.done("reply", case, "--to", "Kit <kit@example.org>", "-o", str(file))
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = mail.get_body()
    assert (mail["To"], mail["Subject"], mail["Auto-Submitted"]) == ("Kit <kit@example.org>", f"About {case}", None)
    assert body
    assert "grüße" in body.get_content()
    assert "is there already" in desk.refused(2, "reply", case, "--again", "--to", "kit@example.org", "-o", str(file))
    assert "names no mail server" in desk.refused(2, "reply", case, "--again")


def test_a_letter_that_cannot_go_out_leaves_no_file(desk: CliCasebook, tmp_path: Path) -> None:
    case, file = desk.cases[0].stem, tmp_path / "letter.txt"
    assert "nothing was filled in for {{x}}" in desk.refused(3, "reply", case, "--text", "{{x}}", "-o", str(file))
    assert not file.exists()
    assert desk.done("reply", case, "--text", "Dear Kit", "-o", "-") == "Dear Kit\n"
    assert desk.done("reply", case, "--copy") == "Dear Kit\n"


def test_a_text_that_is_blank_is_no_letter(desk: CliCasebook) -> None:
    """A pipe that brings nothing must not send the script in place of the letter."""
    case = desk.cases[0].stem
    for words in (["--text", "-"], ["--text", "  "], ["--text", "", "--dry-run"]):
        assert "the text is blank" in desk.refused(2, "reply", case, *words, "-o", "-")
    assert "contact" not in desk.done("show", case, "--format", "plain").partition("Journal")[2].partition("Next")[0]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture
def sending(desk: CliCasebook, server: MailServer) -> CliCasebook:
    """A casebook whose letters go by the mail server; no machine sends reminders."""
    settings = desk.folder / "casectl.yaml"
    mail = f"remind: {{smtp: '{server.address}', from: desk@example.org, tls: no}}\n"
    mail += "letters: {from: Desk <d@example.org>}\n"
    settings.write_text(settings.read_text("utf-8") + mail, "utf-8")
    desk.commit()
    desk.env["CASECTL_NOW"] = "2026-11-23T10:00:00+00:00"
    return desk


@pytest.fixture
def away(sending: CliCasebook, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> Trouble:
    """The casebook and its server, which nobody waits long for."""
    monkeypatch.setattr(smtp, "_TIMEOUT", 0.2)
    return sending, server


TO_KIT = ("--to", "Kit <kit@example.org>")


def test_a_letter_is_sent_by_mail_and_is_the_one_on_record(sending: CliCasebook, server: MailServer) -> None:
    """Nobody took it for a machine's; whoever answers it comes back to the case by its number."""
    case = sending.cases[0]
    assert (
        f"the letter of {case.stem} was sent to kit@example.org"
        in sending.run("reply", case.stem, *TO_KIT, "--text", "Dear Kit").err
    )
    [mail] = server.messages
    assert (mail["From"], mail["To"], mail["Auto-Submitted"]) == ("Desk <d@example.org>", "Kit <kit@example.org>", None)
    written = case.read_text("utf-8")
    assert str(mail["Message-ID"]) in written
    assert hashlib.sha256(server.raw[0]).hexdigest() in written
    assert "nothing is to be sent" in sending.run("deliver").err


def test_a_letter_of_the_night_is_sent_in_office_hours(sending: CliCasebook, server: MailServer) -> None:
    """It is in the day of who wrote it; a colleague may let it go where that person's machine is off."""
    first, second = (each.stem for each in sending.cases[:2])
    for case in (first, second):
        said = sending.run("reply", case, *TO_KIT, "--text", "Dear Kit", CASECTL_NOW=NIGHT)
        assert (said.status, "when the office opens" in said.err) == (0, True)
    assert "casectl deliver" in {row["next"] for row in sending.rows("today", CASECTL_NOW=MORNING)}
    assert "has not been sent yet" in sending.refused(
        3, "advance", first, "withdrawn", "--reason", "x", CASECTL_NOW=NIGHT
    )
    assert server.messages == []
    sending.done("approve", second, *TO_KIT, **{**MIA, "CASECTL_NOW": MORNING})
    assert f"the letter of {first} was sent" in sending.run("deliver", CASECTL_NOW=MORNING).err
    assert "nothing is to be sent" in sending.run("deliver", CASECTL_NOW=MORNING).err
    assert len(server.messages) == 2
    assert sending.run("check", CASECTL_NOW=MORNING).status == 0


@pytest.mark.parametrize(
    ("trouble", "said", "then", "mails"),
    [
        ({"refuses": "451 busy"}, "casectl deliver tries again", "was sent", 1),
        ({"hangs": True}, "casectl deliver tries again", "was sent", 1),
        ({"hangs_up": True}, "may not have been sent", "nothing is to be sent", 1),
        ({"refuses": "550 nobody here"}, "was refused for kit@example.org: 550", "nothing is to be sent", 0),
        ({"after_text": "552 too big"}, "was refused for kit@example.org: 552", "nothing is to be sent", 1),
    ],
)
def test_whatever_a_server_does_a_letter_is_sent_once_or_somebody_is_told(
    away: Trouble, trouble: dict[str, Any], said: str, then: str, mails: int
) -> None:
    """It may take the address and refuse the text, or say nothing at all: nothing is sent twice by itself."""
    desk, server = away
    case = desk.cases[0].stem
    with server.behaving(**trouble):
        answer = desk.run("reply", case, *TO_KIT, "--text", "Dear Kit")
    assert (answer.status, said in answer.err) == (1, True), answer.err
    assert then in desk.run("deliver", CASECTL_NOW="2026-11-23T11:00:00+00:00").err
    assert len(server.messages) == mails
    assert ("undelivered mail" in desk.done("show", case)) == ("refused" in said)
    assert desk.run("remind", "--unsure").status == (0 if then == "was sent" else 1)


def test_a_letter_that_is_not_sent_yet_is_in_the_day_and_beside_its_case(away: Trouble) -> None:
    """It is on record as a contact: but for the outbox of this clone, nobody would know that it never left."""
    desk, server = away
    case = desk.cases[0].stem
    assert "unsent" not in {row["group"] for row in desk.rows("today")}
    with server.behaving(refuses="451 busy"):
        desk.run("reply", case, *TO_KIT, "--text", "Dear Kit")
    for whose in ([], ["--all"]):
        [row] = [row for row in desk.rows("today", *whose) if row["group"] == "unsent"]
        assert (row["id"], row["next"]) == (case, "casectl deliver")
        assert "tried again at 2026-11-23" in row["what"]
        assert "451" in row["what"]
    assert "unsent" not in {row["group"] for row in desk.rows("today", "--for", "mia")}
    for verb in ("show", "due"):
        assert "a letter was not sent yet: 451" in desk.run(verb, case).err
    said = desk.run("deliver").err
    assert "nothing is to be sent now" in said
    assert "1 letter waiting to be sent; next attempt 2026-11-23" in said
    desk.run("deliver", CASECTL_NOW="2026-11-23T11:00:00+00:00")
    assert "unsent" not in {row["group"] for row in desk.rows("today")}
    assert "not sent yet" not in desk.run("show", case).err + desk.run("due", case).err
    assert "waits" not in desk.run("deliver").err


def test_an_answer_finds_its_case_and_a_machine_is_never_answered(sending: CliCasebook, server: MailServer) -> None:
    """However often two machines write to each other, none of ours writes back: no letter goes out by itself."""
    case = sending.cases[0]
    sending.done("reply", case.stem, *TO_KIT, "--text", "Dear Kit")
    [letter] = server.messages
    head = f"From: Kit <kit@example.org>\nIn-Reply-To: {letter['Message-ID']}\n"
    for number in range(3):
        away = f"{head}Message-ID: <{number}@x>\nSubject: Away\nAuto-Submitted: auto-replied\n\nI am away {number}.\n"
        assert sending.run("mail", "-", stdin=away).status == 0
    assert sending.run("mail", "-", stdin=f"{head}Message-ID: <k@x>\nSubject: Thanks\n\nThank you.\n").status == 0
    text = case.read_text("utf-8")
    assert (text.count("event: filed"), text.count("direction: in"), len(server.messages)) == (3, 1, 1)
    assert "nothing is to be sent" in sending.run("deliver").err
