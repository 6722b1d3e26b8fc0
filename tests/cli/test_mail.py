"""casectl mail on the command line: from a pipe, a Maildir, an mbox; its exit codes, and in Chinese."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from casectl.core.mail.reports import MailReport
from casectl.core.values.messages import msg
from tests.actions.mailing.letters import FIRST, message
from tests.cli.casebook import CHINESE, CliCasebook

SETTINGS = """
mail:
  addresses: [care@example.org]
  template: complaint
  fields: {request: "{text}", reference: unknown, history: none}
"""


@pytest.fixture
def desk(book: CliCasebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliCasebook:
    """A casebook whose mail opens cases; the key is kept in a folder of the test's."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with (book.folder / "casectl.yaml").open("a") as file:
        file.write(SETTINGS)
    book.done("adopt", "casectl.yaml")
    return book


def test_mail_is_taken_in_from_a_maildir_once(desk: CliCasebook, tmp_path: Path) -> None:
    """Each message a commit of its own; what nobody can read stays where it is, and is named."""
    for folder in ("new", "cur", "tmp"):
        (tmp_path / "box" / folder).mkdir(parents=True)
    box = tmp_path / "box"
    (box / "new/1").write_bytes(message("Torn", Message_ID=FIRST))
    (box / "new/2").write_bytes(message("Still torn", In_Reply_To=FIRST))
    (box / "new/3").write_bytes(b"\xd0\xcf\x11\xe0")
    answer = desk.run("mail", str(box), "--format", "json")
    assert answer.status == 5
    assert "Outlook" in answer.err
    assert [each.name for each in (box / "new").iterdir()] == ["3"]
    assert len(desk.cases) == 3
    (box / "new/3").unlink()
    assert "no messages" in desk.run("mail", str(box)).err
    [text] = (text for text in (path.read_text("utf-8") for path in desk.cases) if FIRST in text)
    assert text.count("event: contacted") == 1
    assert desk.run("check").status == 0


def test_a_token_is_ours_or_forged(desk: CliCasebook) -> None:
    """One made by this machine is placed, by a pipe too; a forged one waits until a person has placed it."""
    case = desk.cases[0].stem
    token = desk.done("mail", "--token", case).strip()
    answer = desk.run("mail", "-", stdin=message(Subject=f"[{token}]").decode())
    assert (answer.status, case in answer.out) == (0, True)
    forged = message(Subject=f"[{case}.0123456789abcdef]").decode()
    answer = desk.run("mail", "-", "--format", "json", stdin=forged)
    assert answer.status == 1
    [row] = desk.rows("mail", "--waiting")
    assert (row["result"], row["why"]) == ("waits", f"the message's token for {case} is not genuine")
    assert "不是本部门生成的" in desk.done("mail", "--waiting", **CHINESE)
    desk.done("mail", "--place", row["mail"], case)
    assert desk.rows("mail", "--waiting") == []
    assert desk.run("mail", "-", stdin=forged).status == 0


def test_what_is_meant_is_said(desk: CliCasebook, tmp_path: Path) -> None:
    case = desk.cases[0].stem
    assert "say where the mail is" in desk.refused(2, "mail")
    assert "not several" in desk.refused(2, "mail", "--waiting", "--token", case)
    assert "-f can only be used with --new" in desk.refused(2, "mail", "--waiting", "-f", "a=b")
    assert "cannot read" in desk.refused(4, "mail", str(tmp_path / "gone"))
    assert "there is no waiting message abcd" in desk.refused(4, "mail", "--drop", "abcd", "spam")


def test_what_is_said_of_several_batches_is_said_once(desk: CliCasebook, tmp_path: Path) -> None:
    """Such as that git's index follows later."""
    (tmp_path / "two").mkdir()
    for number in range(2):
        (tmp_path / f"two/{number}.eml").write_bytes(message("Torn", Message_ID=f"<{number}@example.org>"))
    report = MailReport((), notes=(msg("{file} is held", file="index"),))
    recording = patch("casectl.cli.verbs.mail._recorded", return_value=report)
    with patch("casectl.cli.verbs.mail._AT_ONCE", 1), recording as recorded:
        answer = desk.run("mail", str(tmp_path / "two"))
    assert (answer.status, recorded.call_count, answer.err.count("index is held")) == (0, 2, 1), answer.err
