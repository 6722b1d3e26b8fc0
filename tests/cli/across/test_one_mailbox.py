"""Two clones take in the mail of one mailbox, neither knowing of the other, and each message is filed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.mailing.letters import FIRST, message
from tests.cli.across.imap_servers import DOVECOT, Login, dovecot
from tests.cli.casebook import CliCasebook
from tests.cli.shared import LATER, clone, demand_at_rest, demand_sound, share, told
from tests.cli.test_mail import desk

__all__ = ["desk"]

ANN, BEN = {"CASECTL_NOW": "2026-11-21T09:10:00+00:00"}, {"CASECTL_NOW": "2026-11-21T09:05:00+00:00"}


def _mails(case: Path) -> list[bytes]:
    """One that opens a case, an answer to it, one for a known case, an automatic one, and two that wait: a forged one,
    and a stranger's.
    """
    known, name = case.stem, "Kit" if "name: Kit" in case.read_text("utf-8") else "Rue"
    return [
        message("Torn", Message_ID=FIRST),
        message("Still torn", In_Reply_To=FIRST),
        message("And the lid", From=f"{name} <kit@example.com>", Subject=f"Re: {known}"),
        message("Away", Subject=f"Re: {known}", Auto_Submitted="auto-replied"),
        message("Let me in", Subject=f"[{known}.0123456789abcdef]"),
        message("I agree", From="Sly <sly@example.net>", Subject=f"Re: {known}"),
    ]


def _maildir(folder: Path, mails: list[bytes]) -> str:
    for name in ("new", "cur", "tmp"):
        (folder / name).mkdir(parents=True)
    for number, each in enumerate(mails):
        (folder / f"new/{number}").write_bytes(each)
    return str(folder)


@pytest.mark.slow
def test_what_two_clones_took_in_is_filed_once(desk: CliCasebook, tmp_path: Path) -> None:
    """As the clone has it that was first, also of the time at which a case was opened; what waits waits once."""
    ben, mails = clone(share(desk), "ben"), _mails(desk.cases[0])
    for book, name, now in ((desk, "a", ANN), (ben, "b", BEN)):
        assert book.run("mail", _maildir(tmp_path / name, mails), **now).status == 1
    _demand_once(desk, ben)
    waiting = desk.rows("mail", "--waiting")
    assert sorted(str(each["sort"]) for each in waiting) == ["None", "stranger"]
    for each in waiting:
        desk.done("mail", "--drop", each["mail"], "a stranger")
    assert desk.rows("mail", "--waiting") == []
    told(desk), told(ben)
    assert ben.rows("mail", "--waiting") == []


def _demand_once(desk: CliCasebook, ben: CliCasebook) -> None:
    for each in (desk, ben, desk):
        each.env["CASECTL_NOW"] = LATER
        told(each)
    demand_at_rest(desk, ben)
    texts = [path.read_text("utf-8") for path in ben.cases]
    assert (len(texts), sum(text.count("event: contacted") for text in texts)) == (3, 2)
    assert sum(text.count("event: filed") for text in texts) == 2
    [opened] = [text for text in texts if FIRST in text]
    assert "\nreceived_at: 2026-11-21T09:05:00+00:00\n" in opened
    demand_sound(ben)


@pytest.mark.servers
@pytest.mark.skipif(not DOVECOT, reason="dovecot is not installed")
def test_two_clones_read_one_mailbox_on_a_real_server(desk: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """One reads, the other moves what it recorded to a folder; read again, nothing is added."""
    ben, mails = clone(share(desk), "ben"), _mails(desk.cases[0])
    with dovecot() as login:
        _fill(login, mails)
        monkeypatch.setenv("CASECTL_IMAP_PASSWORD", login.password)
        assert ben.run("mail", login.address, **BEN).status == 1
        assert desk.run("mail", login.address, "--move-to", "Done", **ANN).status == 1
        assert login.counts() == {"INBOX": 0, "Done": len(mails)}
        assert "no messages" in ben.run("mail", login.address).err
        assert ben.run("mail", f"{login.address}/Done").status == 0
    _demand_once(desk, ben)


def _fill(login: Login, mails: list[bytes]) -> None:
    with login.opened() as server:
        server.create("Done")
        for each in mails:
            server.append("INBOX", "", "", each)
