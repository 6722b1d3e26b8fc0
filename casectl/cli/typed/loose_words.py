"""Words behind a command that are more than its arguments, and the command line that was meant."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Sequence

from casectl.core.case.kinds.said import DIRECTION_WORDS, DIRECTIONS
from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import Message, Typed, UsageError, msg
from casectl.core.values.regex import regex

_TIME_OF_DAY = regex(r"\d{1,2}(?:[:.]\d\d)?(?:am|pm)?|\d{1,2}[点时]\w*|noon|eod", re.IGNORECASE)


def refuse_loose_words(
    path: str, options: Sequence[str], words: Sequence[str], names: Sequence[str], known: Collection[str]
) -> None:
    """Raises UsageError for more words than arguments (`names`): a text of several words needs quotation marks, and
    what follows a clock has an option of its own among `known`.
    """
    if names[1:2] == ["in|out"] and (line := contact_meant(path, words, options)):
        raise UsageError(msg("give the channel with {option}", option="--channel"), hint=_try(line))
    grouped, rest = list[str](), list(words)
    for name in names[:-1]:
        grouped.append(rest.pop(0))
        while name == "TIME" and len(rest) > 1 and _TIME_OF_DAY.fullmatch(rest[0]):
            grouped[-1] += f" {rest.pop(0)}"
    if names[-1].strip("[]").islower():  # a word of the command's own, which is no text
        raise UsageError(
            msg("{command} takes no further words", command=f"{path} {rest[0]}"), hint=_try(f"{path} {rest[0]}")
        )
    free = {*known} - _names(options)
    if names[-1] == "CLOCK" and (
        given := _time_option(_without_link(rest[1:]), options, known) or _reason_options(rest[1:], free)
    ):
        line = f"{path} {shlex.join([*grouped, rest[0], *given, *options])}"
        raise UsageError(
            msg("{words} is too much: only the clock is expected", words=" ".join(rest[1:])), hint=_try(line)
        )
    if names[-1].strip("[]") in ("PERSON", "STATE"):
        rest = _without_link(rest)
    line = f"{path} {shlex.join([*grouped, ' '.join(rest), *options])}"
    raise UsageError(
        msg("{words} must be given as one text", words=" ".join(words[len(names) - 1 :])),
        hint=msg("put a text of several words in quotation marks: {line}", line=Typed(line))
        if len(rest) > 1
        else _try(line),
    )


def _without_link(words: Sequence[str]) -> list[str]:
    """The words without a preposition before them: ``to ben``, ``until tomorrow``."""
    return list(words[1:] if len(words) > 1 and words[0].lower() in _LINKS else words)


_LINKS = ("to", "by", "until", "till", "给", "到", "至")


def _time_option(words: Sequence[str], options: Sequence[str], known: Collection[str]) -> list[str]:
    """The option that sets a clock's end, with its value; empty if the verb has none, or it is given already."""
    said, there = " ".join(words), {"--due", "--by", "--to"} & {*known}
    if not there or there & _names(options):
        return []
    return ["--due" if "--due" in there else "--by" if _is_length(said) else "--to", said]


def _reason_options(words: Sequence[str], free: Collection[str]) -> list[str]:
    """The options that give the reason: its code first, where the verb asks for one; empty if they are given already.

    `free`: the options that are not given yet.
    """
    code = ["--reason-code", words[0]] if "--reason-code" in free else []
    text = " ".join(words[1:] if code else words)
    return [*code, *(["--reason", text] if text and "--reason" in free else [])]


def _is_length(text: str) -> bool:
    try:
        parse_duration(text)
    except UsageError:
        return False
    return True


def _names(options: Sequence[str]) -> set[str]:
    return {word.partition("=")[0] for word in options}


def refuse_more_than_a_case(path: str, options: Sequence[str], words: Sequence[str], known: Collection[str]) -> None:
    """Raises UsageError for words after the case of a verb that takes nothing else: with the options that take them.

    `known`: the options that the verb has. There is no hint where it would have to leave a word out.
    """
    case, *rest = words
    more = " ".join(rest)
    given = _given(rest, {*known} - _names(options))
    lost = not given and "--reason" in known
    line = f"{path} {shlex.join([case, *given, *options])}"
    raise UsageError(
        msg("{words} is too much: only the case is expected", words=more), hint=None if lost else _try(line)
    )


_CHANNELS = (
    "phone", "telephone", "call", "email", "mail", "letter", "post", "sms", "text", "chat", "fax", "web", "visit",
    "电话", "邮件", "电子邮件", "短信", "微信", "信函", "信件", "传真", "网站", "当面", "面谈", "上门",
)  # fmt: skip
"""What people type where a contact's direction stands, and mean its channel."""


_DIRECTIONS = frozenset((*DIRECTIONS, *(word for words in DIRECTION_WORDS.values() for word in words)))


def contact_meant(path: str, words: Sequence[str], options: Sequence[str]) -> str:
    """The command line that was meant by a contact with its channel beside, or in place of, its direction; "" if no
    word there is a channel. Without a direction the customer was told something.
    """
    case, rest = words[0], [*words[1:], "", ""]
    told = [word for word in rest[:2] if word.lower() in _DIRECTIONS][:1]
    channel = next((word for word in rest[:2] if word.lower() not in _DIRECTIONS), "")
    if channel.lower() not in _CHANNELS or "--channel" in _names(options):
        return ""
    text = " ".join(filter(None, rest[len(told) + 1 :])) or "TEXT"
    return f"{path} {shlex.join([case, *(told or ['out']), '--channel', channel, *options, text])}"


def _given(words: Sequence[str], free: Collection[str]) -> list[str]:
    """The words with the options (`free`: those that are not given yet) that take them; empty if none does."""
    more = " ".join(words)
    if more.isdecimal() and "--level" in free:
        return ["--level", more, *(["--reason", "TEXT"] if "--reason" in free else [])]
    if "--clock" in free and len(words) > 1 and "--reason-code" in free:
        return ["--clock", words[0], "--reason-code", " ".join(words[1:])]
    if "--reason-code" in free and ("--reason" in free or "--clock" not in free):
        return ["--reason-code", more]
    if "--clock" in free and len(words) == 1:
        return ["--clock", more]
    return ["--reason", more] if "--reason" in free else []


def _try(line: str) -> Message:
    return msg("try {line}", line=Typed(line))
