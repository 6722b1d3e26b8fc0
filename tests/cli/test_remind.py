"""remind tells people of deadlines as ladders say, each once, and never twice."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest

from casectl.adapters.outbox import outbox
from tests.cli.casebook import NEW, CliCasebook
from tests.cli.mail_server import MailServer, mail_server

LADDER = "    remind: [{at: -2h, to: owner}, {at: 0, to: [supervisor]}, {at: +1d, to: ben, raise: 3}]\n"
OPENED, AHEAD, NIGHT, LATE, LATER = (
    "2026-11-23T10:00:00+00:00",
    "2026-11-23T16:30:00+00:00",
    "2026-11-24T02:00:00+00:00",
    "2026-11-24T10:30:00+00:00",
    "2026-11-25T10:00:00+00:00",
)
"""A Monday; the deadline is on Tuesday at 10:00, and the desk is open from 9:00 to 17:30."""
CLOCK = "  first_response:\n"


def with_ladder(template: str, ladder: str) -> str:
    """The shipped template with a ladder on its first response, and no other one."""
    return re.sub(r"    remind: .*\n", "", template).replace(CLOCK, CLOCK + ladder)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture
def desk(book: CliCasebook, server: MailServer) -> CliCasebook:
    """A casebook with a ladder on the first response, which is sent from here; Ann has a case of Monday."""
    template, settings = book.folder / "templates/complaint.yaml", book.folder / "casectl.yaml"
    template.write_text(with_ladder(template.read_text("utf-8"), LADDER), "utf-8")
    host = f"remind: {{host: {os.uname().nodename}, smtp: '{server.address}', from: desk@example.org, tls: no}}\n"
    settings.write_text(settings.read_text("utf-8") + host, "utf-8")
    book.commit()
    for case in book.cases:
        book.done("contact", case.stem, "out", "We look into it")
    book.done(*NEW, "--title", "Torn hem", "--customer.name", "Uma", CASECTL_NOW=OPENED)
    return book


def _told(desk: CliCasebook, now: str, *words: str) -> list[tuple[str, list[str]]]:
    return [(row["stage"], row["told"]) for row in desk.rows("remind", *words, CASECTL_NOW=now)]


def test_each_stage_is_told_once_in_office_hours_and_is_on_record(desk: CliCasebook, server: MailServer) -> None:
    """Before the deadline its owner, at it the supervisors, a day later whom it names, and the case is raised."""
    assert _told(desk, AHEAD, "--dry-run") == [("-2h", ["ann"])]
    assert server.messages == []
    assert _told(desk, NIGHT) == []
    assert _told(desk, AHEAD) == [("-2h", ["ann"])]
    assert _told(desk, AHEAD) == []
    assert _told(desk, LATE) == [("0", ["mia"])]
    assert _told(desk, LATER) == [("+1d", ["ben"])]
    assert [each["To"] for each in server.messages] == ["ann@example.org", "mia@example.org", "ben@example.org"]
    first, _, last = server.messages
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Subject"] == "casectl: 1 deadline coming up"
    assert "First response was due" in last.get_content()
    assert "raised to level 3" in last.get_content()
    written = next(text for case in desk.cases if "Torn hem" in (text := case.read_text("utf-8")))
    assert written.count("event: reminded") == 3
    assert all(str(each["Message-ID"]).split(".")[0].strip("<") in written for each in server.messages)
    assert "\nlevel: 3\n" in written
    assert "Torn" not in "".join(each.as_string() for each in server.messages)
    desk.done("check", CASECTL_NOW=LATER)


def test_whoever_is_away_is_replaced_by_the_deputy(desk: CliCasebook) -> None:
    desk.done("away", "ann", "--until", "2026-11-27", "--deputy", "ben")
    assert _told(desk, AHEAD, "--dry-run") == [("-2h", ["ben"])]


def test_a_mail_that_nobody_has_is_tried_again_and_one_that_may_be_sent_is_not(
    desk: CliCasebook, server: MailServer
) -> None:
    """A person sends that one again; what is refused for good is listed with it."""
    server.refuses = "451 busy"
    answer = desk.run("remind", CASECTL_NOW=AHEAD)
    assert (answer.status, "casectl tries again later: 451" in answer.err) == (1, True)
    server.refuses, server.hangs_up = "", True
    assert "may not have been sent to ann" in desk.run("remind", CASECTL_NOW="2026-11-23T16:40:00+00:00").err
    server.hangs_up = False
    assert _told(desk, "2026-11-23T16:50:00+00:00") == []
    assert len(server.messages) == 1
    answer = desk.run("remind", "--unsure", "--format", "tsv")
    assert answer.status == 1
    message = answer.out.splitlines()[1].split("\t")[0]
    assert "sent to ann" in desk.run("remind", "--resend", message, CASECTL_NOW="2026-11-23T16:59:00+00:00").err
    assert [each["Message-ID"] for each in server.messages] == [f"<{message}@{os.uname().nodename}>"] * 2
    assert desk.run("remind", "--unsure").status == 0
    server.refuses = "550 nobody here"
    assert "refused for mia" in desk.run("remind", CASECTL_NOW=LATE).err
    assert "refused" in desk.run("remind", "--unsure").out


def test_only_the_machine_that_the_settings_name_reminds(desk: CliCasebook) -> None:
    settings = desk.folder / "casectl.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace(f"host: {os.uname().nodename}", "host: elsewhere"), "utf-8")
    desk.commit()
    assert "reminders are sent only from elsewhere" in desk.refused(3, "remind", CASECTL_NOW=AHEAD)
    assert "casectl remind" in desk.done("remind", "--unit")
    settings.write_text(text.partition("remind:")[0], "utf-8")
    desk.commit()
    assert "names no machine" in desk.refused(3, "remind", CASECTL_NOW=AHEAD)


@pytest.mark.parametrize(
    ("ladder", "said"),
    [
        ("[{at: 0, to: auditor}]", "go to auditor, but nobody"),
        ("[{at: 0, to: []}]", "this stage reminds nobody: name owner, team, a role or a person"),
        ("[{at: soon, to: owner}]", "soon is not a time before or after a deadline"),
        ("[{at: -2h, to: owner}, {at: -2h, to: ben}]", "-2h is listed twice"),
    ],
)
def test_a_ladder_that_names_nobody_is_a_finding(desk: CliCasebook, ladder: str, said: str) -> None:
    template = desk.folder / "templates/complaint.yaml"
    template.write_text(template.read_text("utf-8").replace(LADDER, f"    remind: {ladder}\n"), "utf-8")
    answer = desk.run("check")
    assert answer.status in (1, 5)
    assert said in answer.out + answer.err


def test_two_at_once_do_not_both_send(desk: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one waits a little, and leaves."""
    monkeypatch.setattr(outbox, "_WAIT", 0.01)
    with outbox.FileOutbox(desk.folder / ".git/casectl/outbox").locked():
        assert "another casectl" in desk.refused(6, "remind", CASECTL_NOW=AHEAD)
    assert _told(desk, AHEAD) == [("-2h", ["ann"])]
