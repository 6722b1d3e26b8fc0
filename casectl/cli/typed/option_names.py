"""Options that a verb has by no such name: the fields of the casebook, and its own options by their Chinese names."""

from __future__ import annotations

from collections.abc import Sequence

import click

from casectl.actions.lookup.known_names import titled_names
from casectl.cli.context import open_context
from casectl.cli.options import Settings
from casectl.core.values.messages import CasectlError, UsageError, msg
from casectl.core.values.naming import names_meant
from casectl.core.values.nearest import suggestion

CHINESE = {
    "渠道": "channel", "来源渠道": "channel", "原因": "reason", "理由": "reason", "说明": "reason",
    "负责人": "owner", "处理人": "owner", "团队": "team", "小组": "team", "级别": "level", "等级": "level",
    "标题": "title", "状态": "state", "模板": "template", "类别": "category", "时钟": "clock", "时限": "clock",
    "时间": "at", "发生时间": "at", "代": "as", "收到时间": "received", "期限": "due", "截止": "due",
    "格式": "format", "编辑": "edit", "字段": "field", "勾选": "tick", "期望": "expects", "背景": "background",
    "已尝试": "tried", "结果": "outcome", "条件": "where", "试运行": "dry-run",
}  # fmt: skip
"""The options by what Chinese calls them, both without their dashes."""


_SURE = 0.75
"""How near an option must be to be meant rather than a field."""


def as_known(ctx: click.Context, args: Sequence[str], option: str) -> list[str] | None:
    """The arguments with `option` as what the verb knows: the value of a field, or an option of its own.

    None if it means neither, or if its value is missing. Raises UsageError for a field that is slightly misspelt.
    """
    known = [name for each in ctx.command.params for name in each.opts]
    takes_words = any(each.metavar == "[NAME=VALUE]..." for each in ctx.command.params)
    name = option.removeprefix("--")
    english = CHINESE.get(name, "")
    if not (takes_words or "--field" in known):
        return _renamed(args, option, english) if f"--{english}" in known else None
    fields = _fields()
    field = next((each for each in (name, english) if names_meant(each, fields)), "")
    if field:
        return _as_field(args, option, ["--field", f"{field}="] if not takes_words else [f"{field}="])
    if f"--{english}" in known:
        return _renamed(args, option, english)
    if suggestion(name, [each.removeprefix("--") for each in known if each.startswith("--")], alike=_SURE):
        return None  # an option of its own is near, which the refusal then names
    if near := suggestion(name, [each for own, titles in fields for each in (own, *titles)]):
        raise UsageError(msg("there is no option {name}", name=option), hint=near)
    return None


def all_known(ctx: click.Context, args: Sequence[str]) -> list[str]:
    """The arguments of a verb that takes any field as an option, with its own options by their names."""
    known, found = [name for each in ctx.command.params for name in each.opts], list(args)
    for option in (word.partition("=")[0] for word in args if word.startswith("--") and not word.isascii()):
        english = CHINESE.get(option.removeprefix("--"), "")
        if f"--{english}" in known and not names_meant(option.removeprefix("--"), _fields()):
            found = _renamed(found, option, english)
    return found


def _renamed(args: Sequence[str], option: str, english: str) -> list[str]:
    return [f"--{english}{word.removeprefix(option)}" if word.partition("=")[0] == option else word for word in args]


def _fields() -> list[tuple[str, tuple[str, ...]]]:
    """The fields of the casebook's templates, each with its titles."""
    settings = click.get_current_context().find_object(Settings)
    try:
        context = open_context(settings) if settings else None
        return [*titled_names(context, "field")] if context else []
    except CasectlError:  # what is wrong with the casebook is said by the verb itself
        return []


def _as_field(args: Sequence[str], option: str, words: Sequence[str]) -> list[str] | None:
    """The arguments with the option's value put behind the last of some words."""
    found, rest = list[str](), iter(args)
    for word in rest:
        name, equals, value = word.partition("=")
        if name != option:
            found.append(word)
            continue
        if not equals and (value := next(rest, "")) == "":
            return None
        found += [*words[:-1], words[-1] + value]
    return found
