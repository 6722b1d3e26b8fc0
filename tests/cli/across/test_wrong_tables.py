"""A table that is not what its name or its options say gets the option that fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.cli.main import run
from tests.cli.across.test_dirty_tables import KIND, desk

__all__ = ["KIND", "desk"]

MAPPING = """\
source: city
template: request
id: "{Id}"
received: "{Opened}"
title: "{Text}"
"""
CHINESE = "Id,Opened,Text\n1,2026-01-05,投诉内容很长而且清楚\n"


def refused(capsys: pytest.CaptureFixture[str], name: str, content: bytes, *options: str) -> str:
    """What is said of a file of that name and content."""
    Path("small.yaml").write_text(MAPPING, "utf-8")
    Path(name).write_bytes(content)
    assert run(["import", name, "--map", "small.yaml", "--dry-run", *options]) != 0
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "options", "said"),
    [
        ("book.csv", b"PK\x03\x04\x14\x00", (), "--input-format xlsx"),
        ("old.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", (), "--input-format xlsx"),
        ("rows.csv", b'{"Id": 1}\n', (), "--input-format jsonl"),
        ("rows.csv", b'[{"Id": 1}]\n', (), "--input-format json"),
        ("rows.xlsx", b"Id,Opened,Text\n", (), "--input-format csv"),
        ("a.csv", CHINESE.encode("gb18030"), ("--encoding", "utf-8"), "--encoding gb18030"),
        ("a.csv", CHINESE.encode(), ("--encoding", "ascii"), "--encoding utf-8"),
        ("a.csv", b"Monthly report\n\nId,Opened,Text\n1,2026-01-05,x\n", (), "--header-row 3"),
        ("a.csv", b"id,OPENED,te-xt\n1,2026-01-05,x\n", (), "did you mean OPENED?"),
        ("a.csv", b"id,OPENED,te-xt\n1,2026-01-05,x\n", (), "did you mean te-xt?"),
    ],
)
def test_the_hint_is_the_option_that_fits(
    desk: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, options: tuple[str, ...], said: str
) -> None:
    assert said in refused(capsys, name, content, *options)


def test_blanks_around_names_of_columns_do_not_matter(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("small.yaml").write_text(MAPPING, "utf-8")
    Path("a.csv").write_bytes(b" Id , Opened ,Text\n1,2026-01-05,x\n")
    assert run(["import", "a.csv", "--map", "small.yaml", "--dry-run"]) == 0
    assert "no column" not in capsys.readouterr().err
