"""Help pages: an example first, and no line wider than asked for in any script."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from casectl.cli.verb import HelpPage, Verb, VerbGroup
from casectl.render.language import set_language
from casectl.render.text.terminal import width

ENGLISH = "Record what was said to the customer, and by which channel, so that nobody asks the same question twice."
CHINESE = "记录与客户的每一次联系：通过什么渠道、说了什么，这样就不会有人再问同样的问题，也能证明承诺过什么。"


def page(text: str, columns: int = 60) -> str:
    """The help of a verb described by `text`."""
    verb = Verb(
        "contact",
        help=f"{text}\n\n\b\nkept as\n  it stands",
        examples=["casectl contact 7QK3X out --text 'Refund sent'", "casectl contact 7QK3X in"],
        params=[
            click.Argument(["case"], help=text),
            click.Option(["--a-rather-long-option-name"], metavar="SOMETHING", help=text),
            click.Option(["-x"], help=text),
        ],
    )
    return verb.get_help(verb.context_class(verb, info_name="casectl contact", terminal_width=columns))


def test_help_opens_with_examples_and_shows_each_as_typed() -> None:
    """Usage, examples, description, options, in this order."""
    shown = page(ENGLISH)
    order = [
        shown.index(part) for part in ("Usage:", "Examples:", "casectl contact 7QK3X out --text", "Record", "Options:")
    ]
    assert order == sorted(order)
    assert "\n\nkept as\n  it stands\n" in shown


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
@pytest.mark.parametrize("columns", [50, 60, 78])
def test_no_line_is_wider_than_the_screen(text: str, columns: int) -> None:
    """Chinese counts two columns a character and breaks without blanks."""
    assert max(map(width, page(text, columns).splitlines())) <= columns


def test_nothing_of_a_text_is_lost_in_wrapping() -> None:
    """The description is there whole, in pieces."""
    assert CHINESE in page(CHINESE).replace("\n", "").replace(" ", "")


def test_terms_line_up_with_their_meanings() -> None:
    """A term too long for its column has its meaning on the next line."""
    formatter = HelpPage(width=40)
    formatter.write_dl([("-a", "one"), ("中文", "two"), ("--a-term-longer-than-thirty-columns", "three"), ("-b", "")])
    assert formatter.getvalue().splitlines() == [
        "-a" + " " * 30 + "one",
        "中文" + " " * 28 + "two",
        "--a-term-longer-than-thirty-columns",
        " " * 32 + "three",
        "-b",
    ]


@pytest.mark.parametrize("spelling", ["-h", "--help"])
def test_both_spellings_of_help_work_on_a_verb_within_a_group(spelling: str) -> None:
    """-h and --help, everywhere."""

    @click.group(cls=VerbGroup, examples=["casectl followup add 7QK3X"])
    def followup() -> None:
        """Follow-ups."""

    @followup.command("add", examples=["casectl followup add 7QK3X --in 2h"])
    def add() -> None:
        """Add one."""

    result = CliRunner().invoke(followup, ["add", spelling])
    assert result.exit_code == 0
    assert "casectl followup add 7QK3X --in 2h" in result.output


def test_help_in_chinese_translates_its_headings() -> None:
    """click's headings too."""
    set_language("zh")
    shown = page(CHINESE)
    assert "用法" in shown
    assert "示例" in shown
    assert "选项" in shown
    assert ":" not in shown.replace("https:", "")


@pytest.mark.parametrize(
    ("help", "said"),
    [
        ("Say how far they can be relied on, with every reason there is. Exits with 1.", "with every reason there is."),
        ("指出所有问题以及可信到哪一天，连同每一条理由，一个不漏地列出来。以 1 退出。", "一个不漏地列出来。"),
        ("One word", "One word"),
    ],
)
def test_a_verb_within_a_group_is_described_in_one_whole_sentence(help: str, said: str) -> None:
    """In either script: not cut off in the middle, and not the whole description."""
    short = Verb("check", help=help).get_short_help_str()
    assert short.endswith(said)
    assert "1" not in short
