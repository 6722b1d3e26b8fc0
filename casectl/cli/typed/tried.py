"""What people try that casectl writes otherwise, and the command line that they meant."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from casectl.core.query.usual_words import conditions_called
from casectl.core.values.messages import Message, Typed, UsageError, msg
from casectl.core.values.regex import regex
from casectl.render.formats import FORMATS

if TYPE_CHECKING:
    import click

COMMANDS_TRIED = {
    "close": "advance {case} closed",
    "refund": "redress offer {case} refund",
    "qa": "sample",
    "rootcause": "cause {case}",
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
    "claim": "take {case}",
    "grab": "take {case}",
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
    "due-today": "today",
    "todo": "today",
    "day": "today",
    "mine": "list owner:me state:active",
    "queue": "today",
    "call": "contact {case} out",
    "callback": "followup add {case} 'tomorrow 10:00' callback",
    "delete": "show {case}",
    "remove": "show {case}",
    "rm": "show {case}",
    "revert": "undo {case}",
    "validate": "check",
    "lint": "check",
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
    "领取": "take {case}",
    "接单": "take {case}",
    "转办": "handoff {case}",
    "移交": "handoff {case}",
    "签收": "accept {case}",
    "接收": "accept {case}",
    "退回": "return {case} --reason TEXT",
    "超时": "overdue",
    "逾期": "overdue",
    "临期": "due-soon",
    "待办": "today",
    "今天": "today",
    "搜索": "search {case}",
    "查找": "search {case}",
    "撤销": "undo {case}",
    "撤诉": "show {case}",
    "催办": "contact {case} in --chaser",
    "督办": "instruct {case}",
    "质检": "inspect {case}",
    "抽检": "sample",
    "删除": "show {case}",
    "检查": "check",
    "导入": "import",
    "导出": "export",
    "帮助": "help",
}
"""Commands that there are not, and what to write instead; what follows the command is put for ``{case}``."""

OPTIONS_TRIED = {
    **{f"--{name}": f"--format {name}" for name in ("jsonl", "csv", "tsv", "table", "plain", "markdown", "html")},
    "--md": "--format markdown",
    "--mine": "owner:me",
    "--me": "owner:me",
    "--all": "",
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


_EXAMPLE = regex(r" ('[^']*')")


def refuse_command(name: str, rest: Sequence[str]) -> None:
    """Raises UsageError with the command line that was meant, if `name` is tried often; returns for any other word."""
    meant = COMMANDS_TRIED.get(name.lower())
    if meant is None:
        return
    if {*rest} & {"-h", "--help"}:
        raise UsageError(
            msg("there is no command {name}", name=name), hint=_try(f"casectl {meant.partition(' ')[0]} --help")
        )
    head, slot, tail = meant.partition("{case}")
    case, more = (rest[:1], rest[1:]) if tail else (rest, [])
    words = shlex.join(case) or ("CASE" if slot else "")
    if more and (example := _EXAMPLE.match(tail)):  # what was typed is the time, in place of that of the example
        tail, more = tail.replace(example.group(1), shlex.quote(" ".join(more))), []
    line = f"casectl {head}{words}{tail} {shlex.join(more)}" if slot else f"casectl {meant} {words}"
    raise UsageError(msg("there is no command {name}", name=name), hint=_try(line.strip()))


def refuse_option(error: click.NoSuchOption, path: str, args: Sequence[str], known: Collection[str], text: str) -> None:
    """Raises UsageError with the command line that was meant, if the option is tried often, or is like none of the
    command's, which takes fields; else returns.

    `known`: the options that the command has. `text`: the name of its last argument; "" if it has none.
    """
    name = error.option_name
    if path.endswith(" edit"):
        _refuse_value(name, path, args)
    if name == "--exit-code" and "--fields" in known:
        _refuse_exit_code(path, args)
    meant = _meant(name, known, text)
    if meant is None and "--field" in known and name.startswith("--") and not error.possibilities:
        _refuse_field(name, path, args)
    if meant is None or name not in (word.partition("=")[0] for word in args):
        return
    if meant == "--format":
        _refuse_file(name, path, args)
    words = filter(None, (_with_value(word, name, meant) for word in args))
    raise UsageError(
        msg("there is no option {name}", name=name),
        hint=_try(" ".join(filter(None, (path, *words)))),
    )


def _meant(option: str, known: Collection[str], text: str) -> str | None:
    """What to write instead of `option`, of what the command has; None if that is not known."""
    meant = OPTIONS_TRIED.get(option)
    if meant == "--reason" and meant not in known and text.strip("[]") in ("TEXT", "WHAT"):
        return ""
    if option == "--state" and text.strip("[]") == "STATE":
        return ""
    if option == "--to" and "--due" in known:
        return "--due"
    return None if meant and meant.startswith("-") and meant.split()[0] not in known else meant


def _refuse_exit_code(path: str, args: Sequence[str]) -> None:
    """Raises UsageError: the lists of what is late and of what will be have an exit code."""
    filters = [word for word in args if word not in ("--exit-code", *_LATE)] if path.endswith(" list") else []
    raise UsageError(
        msg("there is no option {name}", name="--exit-code"),
        hint=_try(" ".join(filter(None, ["casectl overdue", shlex.join(filters), "--exit-code"]))),
    )


_LATE = ("overdue", "late", "due:overdue", "超时", "逾期")


def _refuse_value(option: str, path: str, args: Sequence[str]) -> None:
    """Raises UsageError: values are set by another verb than opens the editor; returns if no value was typed."""
    given = _EDITED.search(f" {shlex.join(args)} ")
    if given and given["option"] == option:
        rest = f"{given.string[: given.start()]} {given.string[given.end() :]}".strip()
        value = f"{option.removeprefix('--')}={given['value']}"
        line = f"{path.removesuffix('edit')}set {rest} {value}"
        raise UsageError(msg("there is no option {name}", name=option), hint=_try(line))


_EDITED = regex(r" (?P<option>--[a-z][\w.-]*)[= ](?P<value>'[^']*'|[^\s-]\S*) ")


def _refuse_file(option: str, path: str, args: Sequence[str]) -> None:
    """Raises UsageError: the shell puts what is printed into a file; returns if a format was typed, or nothing."""
    at = next(place for place, word in enumerate(args) if word.partition("=")[0] == option)
    _, equals, value = args[at].partition("=")
    file = value if equals else "".join(args[at + 1 : at + 2])
    if file and file not in FORMATS:
        rest = shlex.join([*args[:at], *args[at + (1 if equals else 2) :]])
        line = " ".join(filter(None, (path, rest, ">", shlex.quote(file))))
        raise UsageError(msg("there is no option {name}", name=option), hint=_try(line))


def _refuse_field(option: str, path: str, args: Sequence[str]) -> None:
    """Raises UsageError: a field is given as ``-f NAME=VALUE``; returns if no value was typed."""
    words, rest = [path], iter(args)
    for word in rest:
        name, equals, value = word.partition("=")
        if name == option:
            value = value if equals else next(rest, "")
            if not value:
                return
            field = f"{option.removeprefix('--')}={value}"
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
    meant = next((each for each in conditions_called(name.replace("-", " ")) if each[0] != "-"), "")
    if f"--{name}" not in options and meant:
        hint = msg("to leave something out of a list, name its field: {condition}", condition=shlex.quote(f"-{meant}"))
    elif f"--{name}" not in options:
        hint = msg(
            "write a name without a dash: {name}; to leave something out of a list, name its field: -team:{name}",
            name=name,
        )
    raise UsageError(msg("there is no option {name}", name=word), hint=hint)


_ONE_DASH = regex(r"-[^\W\d_][^\W\d_][\w-]*")


def _with_value(word: str, option: str, meant: str) -> str:
    name, equals, value = word.partition("=")
    if name != option:
        return shlex.quote(word)
    return f"{meant} {shlex.quote(value)}".strip() if equals else meant


def case_first(path: str, words: Sequence[str], options: Sequence[str]) -> str:
    """The command line with the case first, if the only word that looks like a case's id is a later one; else ""."""
    likely = [word for word in words if _LIKE_AN_ID.fullmatch(word)]
    if len(likely) != 1 or words[0] in likely:
        return ""
    others = [word for word in words if word != likely[0]]
    return f"{path} {shlex.join([likely[0], *others, *options])}"


_LIKE_AN_ID = regex(r"(?:[A-Za-z]{1,8}-)?\d{4}-[0-9A-Za-z]{4,9}|(?:[A-Za-z]{1,8}-)?(?=[A-Za-z]*\d)[0-9A-Za-z]{4,9}")


def _try(line: str) -> Message:
    return msg("try {line}", line=Typed(line))
