"""Numbers on a command line: what is none, or beyond its limits, is refused with the option and its limits."""

from __future__ import annotations

import pytest

from casectl.cli.main import run

BEYOND = [
    (["list", "--limit", "x"], "--limit takes a whole number from 0 up, not x", "--limit 要写不小于 0 的整数"),
    (["list", "--limit", "-1"], "--limit takes a whole number from 0 up, not -1", "--limit 要写不小于 0 的整数"),
    (["import", "x.csv", "--limit", "0"], "--limit takes a whole number from 1 up, not 0", "不小于 1 的整数"),
    (["sample", "--count", "2.5"], "--count takes a whole number from 1 to 1000, not 2.5", "1 到 1000 之间的整数"),
    (["followup", "done", "7QK3", "--score", "9"], "--score takes a whole number from 1 to 5, not 9", "1 到 5 之间"),
    (["calendar", "show", "--year", "20"], "--year takes a whole number from 1900 to 2100, not 20", "1900 到 2100"),
]


@pytest.mark.parametrize(
    ("args", "english", "chinese"), BEYOND, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_number_is_refused_in_plain_words(
    args: list[str], english: str, chinese: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither "integer range" nor a mathematical range, in either language."""
    for language, said in (("en", english), ("zh", chinese)):
        assert run(["--lang", language, *args]) == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "english", "chinese"),
    [
        (["overdu"], "there is no command overdu\nhint: did you mean overdue?", "overdue"),
        (["list", "--ownr", "me"], "there is no option --ownr\nhint: did you mean --owner?", "--owner"),
        (["list", "--nothing-like-it"], "there is no option --nothing-like-it\nhint: see casectl list --help", "请看"),
        (["completion", "tcsh"], "SHELL: 'tcsh' is not one of 'bash'", "SHELL 的值无效"),
        (["hook", "install", "x"], "HOOK...: 'x' is not one of", "钩子... 的值无效"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_slip_is_answered_with_what_is_nearest(
    args: list[str], english: str, chinese: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One suggestion, and not every word with some letters in common."""
    for language, said in (("en", english), ("zh", chinese)):
        assert run(["--lang", language, *args]) == 2
        assert said in capsys.readouterr().err
