"""The options of the verbs that change clocks: which one, why, and how the customer is notified."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.cli.options import with_options
from casectl.render.language import _

_NO_NOTICE = Notice()


clock_argument = click.argument("clock", metavar="CLOCK", help=_("the clock's name; casectl due shows them"))
clock_option = click.option("--clock", default="", metavar=_("CLOCK"), help=_("only this clock"))
code_option = click.option(
    "--reason-code", "code", default="", metavar=_("CODE"), help=_("one of the reasons in the rule, by name (required)")
)
reason_option = click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))


def notice_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--notice, --notice-channel and --notice-event, together as `notice`."""

    @functools.wraps(function)
    def gathered(*args: Any, notice_text: str, notice_channel: str, notice_event: str, **rest: Any) -> Any:
        return function(*args, notice=Notice(notice_text, notice_channel, notice_event), **rest)

    return with_options(
        gathered,
        click.option(
            "--notice",
            "notice_text",
            default="",
            metavar=_("TEXT"),
            help=_("what the customer was told; recorded as a contact in the same commit"),
        ),
        click.option(
            "--notice-channel",
            default="",
            metavar=_("CHANNEL"),
            help=_("the channel by which the customer was told: phone, email, …"),
        ),
        click.option(
            "--notice-event",
            default="",
            metavar="ID",
            help=_("the recorded contact in which the customer was told"),
        ),
    )


def as_clock_change(function: Callable[..., Any]) -> Callable[..., Any]:
    """The values of the options above, as far as the verb has them, together as `change`."""

    @functools.wraps(function)
    def gathered(
        *args: Any, clock: str, code: str = "", reason: str = "", notice: Notice = _NO_NOTICE, **rest: Any
    ) -> Any:
        return function(*args, change=ClockChange(clock, code, reason, notice), **rest)

    return gathered
