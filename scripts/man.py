"""The man pages, from the commands that `--help` shows: casectl.1 and one for each command, in the language chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

CHINESE = {
    "Name": "名称", "Synopsis": "概要", "Description": "说明", "Arguments": "参数", "See also": "另见",
    "casectl help lists the guides and the pages of the reference.": "casectl help 列出所有指南和参考手册页面。",
}  # fmt: skip
"""What only man pages say."""
_SCREEN = 66
"""So many columns a terminal of 80 leaves for an example."""


def _said(text: str) -> str:
    from casectl.render.language import _, current_language

    return CHINESE.get(text) or _(text) if current_language() == "zh" else text


def man_pages() -> dict[str, str]:
    """Each page by file name. The language is that of `set_language`."""
    from casectl.cli.commands import COMMANDS
    from casectl.cli.main import root_command
    from casectl.cli.verbs.help import command_called

    root = root_command()
    pages = {"casectl.1": _page("casectl", root, _commands(), _end())}
    for name in COMMANDS:
        command = command_called(name)
        pages[f"casectl-{name}.1"] = _page(f"casectl {name}", command, _inner(f"casectl {name}", command), _see_also())
    return pages


def _page(path: str, command: click.Command, *more: Iterable[str]) -> str:
    """A page; its lines are not spread to the margin, which leaves holes on a narrow terminal, and in Chinese."""
    from casectl.render.language import in_words

    context = command.context_class(command, info_name=path, terminal_width=100, max_content_width=100)
    summary = (command.get_short_help_str() or path).rstrip(".。")
    usage = in_words(" ".join(command.collect_usage_pieces(context)))
    title = path.replace(" ", "-")
    lines = [
        f'.TH "{title.upper()}" "1" "" "casectl" "casectl"',
        ".nh",
        ".ad l",
        *_section(_said("Name"), [f"{_text(title)} \\- {_text(summary)}"]),
        *_section(_said("Synopsis"), [f".B {_text(path)}", _text(usage)]),
        *_examples(command),
        *_section(_said("Description"), _paragraphs(command.help or "")),
        *_params(command, context),
    ]
    for each in more:
        lines += each
    return "\n".join(lines) + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f".SH {_text(title.upper())}"
        yield from found


def _examples(command: click.Command) -> Iterator[str]:
    from casectl.render.language import _
    from casectl.render.text.terminal import continued

    examples = getattr(command, "examples", ())
    if examples:
        lines = [f"    {_text(line)}" for each in examples for line in continued(each, _SCREEN)]
        yield from _section(_("Examples"), [".nf", *lines, ".fi"])


def _paragraphs(text: str) -> Iterator[str]:
    for number, part in enumerate(text.split("\n\n")):
        yield from [".PP"] if number else []
        yield _text(" ".join(part.replace("\b", "").split()))


def _params(command: click.Command, context: click.Context) -> Iterator[str]:
    from casectl.render.language import _

    arguments = [(each.make_metavar(context), str(getattr(each, "help", "") or ""))
                 for each in command.params if isinstance(each, click.Argument)]  # fmt: skip
    options = [record for each in command.get_params(context) if isinstance(each, click.Option)
               and (record := each.get_help_record(context))]  # fmt: skip
    yield from _section(_said("Arguments"), _terms(arguments))
    yield from _section(_("Options"), _terms(options))


def _terms(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    from casectl.render.language import in_words

    for term, meaning in rows:
        yield from (".TP", f".B {_text(in_words(term))}", _text(" ".join(meaning.split())))


def _commands() -> Iterator[str]:
    from casectl.cli.commands import COMMANDS, FAMILIES
    from casectl.render.language import _

    yield f".SH {_text(_('Commands').upper())}"
    for key, family in FAMILIES.items():
        yield f".SS {_text(_(family.title))}"
        yield from _terms((f"casectl-{name}(1)", _(row.summary)) for name, row in COMMANDS.items() if row.family == key)


def _inner(path: str, command: click.Command) -> Iterator[str]:
    """The verbs of a command that has some."""
    from casectl.render.language import in_words

    if not isinstance(command, click.Group):
        return
    for name, inner in command.commands.items():
        context = inner.context_class(inner, info_name=f"{path} {name}")
        yield f".SH {_text(f'{path} {name}'.upper())}"
        yield from (
            f".B {_text(f'{path} {name}')}",
            _text(in_words(" ".join(inner.collect_usage_pieces(context)))),
            ".PP",
        )
        yield from _paragraphs(inner.help or "")
        yield from (line.replace(".SH", ".SS") for line in (*_examples(inner), *_params(inner, context)))


def _end() -> Iterator[str]:
    """What holds for every command: exit codes and environment variables, and where more is."""
    from casectl.render.language import _, translate
    from casectl.render.reference.conventions import ENVIRONMENT, EXIT_CODES

    yield from _section(_("Exit codes"), _terms((code, translate(text)) for code, text in EXIT_CODES))
    yield from _section(_("Environment variables"), _terms((name, translate(text)) for name, text in ENVIRONMENT))
    more = _text(_said("casectl help lists the guides and the pages of the reference."))
    yield from _section(_said("See also"), [more, ".BR git (1)"])


def _see_also() -> Iterator[str]:

    yield from _section(_said("See also"), [".BR casectl (1)"])


def _text(text: str) -> str:
    """A line of text, in which nothing is a request of roff; Chinese can be broken between two characters."""
    from casectl.render.text.terminal import pieces

    safe = text.replace("\\", "\\e").replace("-", "\\-")
    if not safe.isascii():
        safe = "\\:".join(pieces(safe)).replace("\\: ", " ").replace(" \\:", " ")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe
