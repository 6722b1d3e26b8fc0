"""What people try that casectl writes otherwise, and the command line that they meant."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from casectl.core.values.errors import UsageError
from casectl.core.values.messages import Message, msg

if TYPE_CHECKING:
    import click

COMMANDS_TRIED = {
    "close": "advance {case} closed",
    "resolve": "advance {case} resolved",
    "solve": "advance {case} resolved",
    "withdraw": "advance {case} withdrawn",
    "acknowledge": "advance {case} acknowledged",
    "ack": "advance {case} acknowledged",
    "move": "advance {case}",
    "status": "show {case}",
    "state": "show {case}",
    "view": "show {case}",
    "open": "show {case}",
    "cat": "show {case}",
    "take": "assign {case} me",
    "claim": "assign {case} me",
    "grab": "assign {case} me",
    "reassign": "assign {case}",
    "transfer": "handoff {case}",
    "forward": "handoff {case}",
    "offer": "handoff {case}",
    "decline": "return {case} --reason TEXT",
    "reject": "return {case} --reason TEXT",
    "comment": "note {case}",
    "log": "audit {case}",
    "history": "audit {case}",
    "blame": "audit {case}",
    "update": "set {case}",
    "tick": "set {case} --tick",
    "modify": "edit {case}",
    "create": "new",
    "add": "new",
    "register": "new",
    "find": "search {case}",
    "grep": "search {case}",
    "late": "overdue",
    "due-today": "agenda",
    "today": "agenda",
    "todo": "agenda",
    "mine": "list owner:me state:active",
    "queue": "agenda",
    "call": "contact {case} out",
    "reply": "contact {case} out",
    "remind": "followup add {case}",
    "callback": "followup add {case} 'tomorrow 10:00' callback",
    "delete": "advance {case} withdrawn",
    "remove": "advance {case} withdrawn",
    "rm": "advance {case} withdrawn",
    "revert": "undo {case}",
    "validate": "check",
    "lint": "check",
    "stats": "list --group-by state",
    "登记": "new",
    "新建": "new",
    "列表": "list",
    "工单": "list",
    "查看": "show {case}",
    "详情": "show {case}",
    "备注": "note {case}",
    "跟进": "followup add {case}",
    "回访": "followup add {case} '明天 10:00' 回访",
    "联系": "contact {case} out",
    "流转": "advance {case}",
    "受理": "advance {case} acknowledged",
    "关闭": "advance {case} closed",
    "结案": "advance {case} closed",
    "办结": "advance {case} closed",
    "重开": "reopen {case}",
    "升级": "escalate {case}",
    "分派": "assign {case}",
    "指派": "assign {case}",
    "领取": "assign {case} me",
    "转办": "handoff {case}",
    "移交": "handoff {case}",
    "签收": "accept {case}",
    "接收": "accept {case}",
    "退回": "return {case} --reason TEXT",
    "超时": "overdue",
    "逾期": "overdue",
    "临期": "due-soon",
    "待办": "agenda",
    "今天": "agenda",
    "搜索": "search {case}",
    "查找": "search {case}",
    "撤销": "undo {case}",
    "检查": "check",
    "导入": "import",
    "导出": "export",
    "帮助": "help",
}
"""Commands that there are not, and what to write instead; what follows the command is put for ``{case}``."""

OPTIONS_TRIED = {
    **{
        f"--{name}": f"--format {name}"
        for name in ("json", "jsonl", "csv", "tsv", "table", "plain", "markdown", "html")
    },
    "--md": "--format markdown",
    "--mine": "owner:me",
    "--me": "owner:me",
    "--open": "state:open",
    "--closed": "state:closed",
    "--active": "state:active",
    "--overdue": "due:overdue",
    "--late": "due:overdue",
    "--assignee": "--owner",
    "--assigned": "--owner",
    "--user": "--owner",
    "--status": "--state",
    "--columns": "--fields",
    "--output": "--format",
    "-o": "--format",
    "-t": "--team",
    "-s": "--state",
    "-u": "--owner",
    "-a": "--owner",
    "-n": "--limit",
    "--count": "--group-by state",
    "-m": "--reason",
    "--message": "--reason",
    "--comment": "--reason",
    "--to": "",
    "--person": "",
}
"""Options that there are not, and what to write instead; "" for those of which only the value is written."""
_TIME_OF_DAY = re.compile(r"\d{1,2}(?:[:.]\d\d)?(?:am|pm)?|\d{1,2}[点时]\w*|noon|eod", re.IGNORECASE)


def refuse_command(name: str, rest: Sequence[str]) -> None:
    """Raises UsageError with the command line that was meant, if `name` is tried often; returns for any other word."""
    meant = COMMANDS_TRIED.get(name.lower())
    if meant is None:
        return
    head, slot, tail = meant.partition("{case}")
    case, more = (rest[:1], rest[1:]) if tail else (rest, [])
    words = shlex.join(case) or ("CASE" if slot else "")
    line = f"casectl {head}{words}{tail} {shlex.join(more)}" if slot else f"casectl {meant} {words}"
    raise UsageError(msg("there is no command {name}", name=name), hint=_try(line.strip()))


def refuse_option(error: click.NoSuchOption, path: str, args: Sequence[str], *, fields: bool = False) -> None:
    """Raises UsageError with the command line that was meant, if the option is tried often, or is like none of the
    command's, which takes fields; else returns.
    """
    meant = OPTIONS_TRIED.get(error.option_name)
    if meant is None and fields and not error.possibilities:
        _refuse_field(error.option_name, path, args)
    if meant is None or error.option_name not in (word.partition("=")[0] for word in args):
        return
    words = filter(None, (_with_value(word, error.option_name, meant) for word in args))
    raise UsageError(
        msg("there is no option {name}", name=error.option_name),
        hint=_try(f"{path} {' '.join(filter(None, words))}"),
    )


def _refuse_field(option: str, path: str, args: Sequence[str]) -> None:
    """Raises UsageError: a field is given as ``-f NAME=VALUE``."""
    words, rest = [path], iter(args)
    for word in rest:
        name, equals, value = word.partition("=")
        if name == option:
            field = f"{option.removeprefix('--')}={value if equals else next(rest, '')}"
            words += ["-f", shlex.quote(field)]
        else:
            words.append(shlex.quote(word))
    raise UsageError(msg("there is no option {name}", name=option), hint=_try(" ".join(words)))


def refuse_one_dash(args: Sequence[str], options: Collection[str]) -> None:
    """Raises UsageError for a word behind one dash (``-front-line``), which is read as letters of options."""
    word = next((each for each in args if _ONE_DASH.fullmatch(each)), None)
    if word is None:
        return
    name = word[1:]
    hint = msg("a long option has two dashes: {option}", option=f"--{name}")
    if f"--{name}" not in options:
        hint = msg(
            "a name is written without a dash: {name}; what a list leaves out is named with its field: -team:{name}",
            name=name,
        )
    raise UsageError(msg("No such option: {word}", word=word), hint=hint)


_ONE_DASH = re.compile(r"-[^\W\d_][^\W\d_][\w-]*")


def _with_value(word: str, option: str, meant: str) -> str:
    name, equals, value = word.partition("=")
    if name != option:
        return shlex.quote(word)
    return f"{meant} {shlex.quote(value)}".strip() if equals else meant


def refuse_loose_words(path: str, options: Sequence[str], words: Sequence[str], names: Sequence[str]) -> None:
    """Raises UsageError for more words than arguments (`names`): a text of several words needs quotation marks."""
    grouped, rest = list[str](), list(words)
    for name in names[:-1]:
        grouped.append(rest.pop(0))
        while name == "TIME" and len(rest) > 1 and _TIME_OF_DAY.fullmatch(rest[0]):
            grouped[-1] += f" {rest.pop(0)}"
    grouped.append(" ".join(rest))
    raise UsageError(
        msg("{words} must be given as one text", words=" ".join(words[len(names) - 1 :])),
        hint=msg("put a text of several words in quotation marks: {line}",
                 line=f"{path} {shlex.join([*grouped, *options])}"),
    )  # fmt: skip


def refuse_more_than_a_case(path: str, options: Sequence[str], words: Sequence[str], known: Collection[str]) -> None:
    """Raises UsageError for words after the case of a verb that takes nothing else: with the option that takes them.

    `known`: the options that the verb has.
    """
    case, *rest = words
    more = " ".join(rest)
    given = ["--level", more, "--reason", "TEXT"] if more.isdecimal() else ["--reason", more]
    fits = given[0] in known and "--reason" not in options
    raise UsageError(
        msg("{words} is more than the case", words=more),
        hint=_try(f"{path} {shlex.join([case, *(given if fits else []), *options])}"),
    )


def case_first(path: str, words: Sequence[str], options: Sequence[str]) -> str:
    """The command line with the case first, if the only word that looks like a case's id is a later one; else ""."""
    likely = [word for word in words if _LIKE_AN_ID.fullmatch(word)]
    if len(likely) != 1 or words[0] in likely:
        return ""
    others = [word for word in words if word != likely[0]]
    return f"{path} {shlex.join([likely[0], *others, *options])}"


_LIKE_AN_ID = re.compile(
    r"(?:[A-Za-z]{1,8}-)?\d{4}-[0-9A-Za-z]{4,9}|(?:[A-Za-z]{1,8}-)?(?=[A-Za-z]*\d)[0-9A-Za-z]{4,9}"
)


def _try(line: str) -> Message:
    return msg("try {line}", line=line)
