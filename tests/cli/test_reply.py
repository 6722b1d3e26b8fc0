"""casectl reply writes a letter to a file, once it is on record."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook


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
    assert "is there already" in desk.refused(2, "reply", case, "--to", "kit@example.org", "-o", str(file))
    assert "nothing is sent by itself" in desk.refused(2, "reply", case)


def test_a_letter_that_cannot_go_out_leaves_no_file(desk: CliCasebook, tmp_path: Path) -> None:
    case, file = desk.cases[0].stem, tmp_path / "letter.txt"
    assert "nothing was filled in for {{x}}" in desk.refused(3, "reply", case, "--text", "{{x}}", "-o", str(file))
    assert not file.exists()
    assert desk.done("reply", case, "--text", "Dear Kit", "-o", "-") == "Dear Kit\n"
    assert desk.done("reply", case, "--copy") == "Dear Kit\n"
