"""casectl help"""

from __future__ import annotations

from importlib import import_module
from shutil import get_terminal_size

import click

from casectl.casebook.shipped_rules import (
    read_guides,
    read_shipped_calendars,
    read_shipped_mappings,
    read_shipped_templates,
)
from casectl.cli.commands import ALIASES, COMMANDS, FAMILIES
from casectl.cli.options import Settings
from casectl.cli.output import write_page
from casectl.cli.topics import title
from casectl.cli.verb import verb
from casectl.core.values.messages import NotFound, msg
from casectl.core.values.nearest import suggestion
from casectl.render.language import _, current_language
from casectl.render.reference.examples import with_example
from casectl.render.reference.pages import TOPICS, shipped_mappings
from casectl.render.reference.regulators import regulators
from casectl.render.reference.shipped_calendars import shipped_table
from casectl.render.text.manual import as_text


@verb(
    examples=["casectl help", "casectl help advance", "casectl help followup add", "casectl help file-format"],
    help=_("Show help on a command or a topic; without a name, list the topics."),
)
@click.argument("topic", metavar="[TOPIC]", nargs=-1, help=_("a command or a topic"))
@click.pass_context
def command(ctx: click.Context, topic: tuple[str, ...]) -> int:
    settings = ctx.find_object(Settings)
    assert settings is not None
    columns = min(get_terminal_size().columns, _WIDEST)
    found = page(" ".join(topic), columns) if topic else _contents()
    write_page(as_text(found, columns) if found.startswith("# ") else found, settings)
    return 0


_WIDEST = 100
"""Longer lines than this are hard to read."""
_INDENT = 4
"""By which a page has what is to be typed, and what is answered, set in."""


_TOPIC_ALIASES = {"dates": "times"}


def page(topic: str, columns: int = 100) -> str:
    """The page of a topic in Markdown, or the help of a command in `columns`. Raises NotFound, naming the nearest."""
    name = (ALIASES | _TOPIC_ALIASES).get(topic, topic)
    return with_example(name, _page(name, columns))


def _page(name: str, columns: int) -> str:
    if name == "commands":
        return commands_page(columns - _INDENT)
    if name == "regulators":
        return regulators(read_shipped_templates())
    if name == "calendars":
        return TOPICS[name].page() + "\n" + shipped_table(read_shipped_calendars())
    if name == "mappings":
        return TOPICS[name].page() + "\n" + shipped_mappings(read_shipped_mappings())
    if name in TOPICS:
        return TOPICS[name].page()
    if name in COMMANDS:
        return _help_text(name, columns)
    guides = read_guides(current_language())
    if name in guides:
        return guides[name]
    group, _space, verb = name.partition(" ")
    if verb and group in COMMANDS and verb in _verbs_of(group):
        return _help_of(_verbs_of(group)[verb], f"casectl {group} {verb}", columns)
    hint = suggestion(name, [*COMMANDS, *TOPICS, *guides, "commands", "regulators"])
    raise NotFound(msg("there is no help on {topic}", topic=name), hint=hint or msg("casectl help lists what there is"))


def commands_page(columns: int = 100) -> str:
    """Every command with its help in `columns`, by family, in Markdown."""
    parts = ["# " + _("Commands")]
    for family, heading in FAMILIES.items():
        parts.append("## " + _(heading.title))
        for name, row in COMMANDS.items():
            if row.family == family:
                parts += [f"### casectl {name}", _(row.summary), f"```text\n{_help_text(name, columns)}```"]
                parts += [f"```text\n{text}```" for text in _verbs_below(name, columns)]
    return "\n\n".join(parts) + "\n"


def _contents() -> str:
    guides = "\n".join(
        f"  casectl help {name:<14} {title(text)}" for name, text in read_guides(current_language()).items()
    )
    pages = "\n".join(f"  casectl help {name:<14} {_(topic.title)}" for name, topic in TOPICS.items())
    every = f"  casectl help {'regulators':<14} " + _("Regulators' deadlines")
    every += f"\n  casectl help {'commands':<14} {_('Commands')}"
    reference = _("Pages of the reference:") + f"\n{pages}\n{every}\n\n"
    return _("Guides:") + f"\n{guides}\n\n" + reference + _("casectl --help lists the commands.") + "\n"


def command_called(name: str) -> click.Command:
    """The command of that name."""
    found: click.Command = import_module(f"casectl.cli.verbs.{COMMANDS[name].module}").command
    return found


def _help_text(name: str, columns: int = 100) -> str:
    return _help_of(command_called(name), f"casectl {name}", columns)


def _verbs_of(name: str) -> dict[str, click.Command]:
    """The verbs of a command that has some of its own."""
    command = command_called(name)
    return dict(command.commands) if isinstance(command, click.Group) else {}


def _verbs_below(name: str, columns: int) -> list[str]:
    return [_help_of(inner, f"casectl {name} {word}", columns) for word, inner in _verbs_of(name).items()]


def _help_of(command: click.Command, path: str, columns: int = 100) -> str:
    context = command.context_class(command, info_name=path, terminal_width=columns, max_content_width=columns)
    return command.get_help(context).rstrip() + "\n"
