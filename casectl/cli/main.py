"""The command line's front door: language first, then the root command and its lazy table."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from casectl import __version__
from casectl.adapters.system.interrupts import given_back_first, ignore_interrupts
from casectl.adapters.system.user_settings import ALIAS, settings_file, user_settings
from casectl.cli.commands import ALIASES, COMMANDS, FAMILIES
from casectl.cli.exit_codes import run_to_exit_code
from casectl.cli.options import Settings, colour_wanted, no_input_option
from casectl.cli.personal import OWN
from casectl.cli.verb import VerbGroup
from casectl.core.values.messages import LANGUAGES, CasectlError, UsageError, msg
from casectl.core.values.regex import regex
from casectl.render.language import _, known_language, set_language

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COMPLETION = "_CASECTL_COMPLETE"
_TAKES_VALUE = ("-C", "--repo", "--lang")
_JSON = regex("(?:^|\0)(?:--json|--format[=\0]jsonl?)\0")
_ANYWHERE = (*_TAKES_VALUE, "--debug")
"""What is read ahead behind the command, too."""
_SETTINGS_MOST = 1 << 16
_LANGUAGE_LINE = regex(r"^language:\s*[\"']?(\w+)", re.MULTILINE | re.ASCII)


def main() -> NoReturn:
    """Run casectl on the process's own arguments and end the process."""
    code = run(sys.argv[1:])
    ignore_interrupts()
    sys.exit(code)


def run(args: Sequence[str]) -> int:
    """Run casectl on `args` and return its exit code; every word is on stdout or stderr by then."""
    given = root_options(args)
    set_language(wanted_language(given, os.environ, language_to_be(args)))
    as_json = wants_json(args, os.environ)
    return run_to_exit_code(lambda: _interruptible(list(args)), debug="--debug" in given, as_json=as_json)


def _interruptible(args: list[str]) -> int | None:
    with given_back_first():
        return _invoke(args)


def _invoke(args: list[str]) -> int | None:
    """What click's own `main` does, less its handling of errors, which is the boundary's."""
    foreign = [word for word in args if not word.isascii() and any("\ud800" <= letter <= "\udfff" for letter in word)]
    if foreign:
        raise UsageError(msg("{words} is not UTF-8 text", words=foreign))
    args = with_alias(args, user_settings(os.environ))
    root = root_command()
    if instruction := os.environ.get(_COMPLETION):
        from casectl.cli.shell.completing import answer

        return answer(root, instruction, _COMPLETION)
    with root.make_context("casectl", args) as ctx:
        code: int | None = root.invoke(ctx)
        return code


def root_options(args: Sequence[str]) -> dict[str, str]:
    """The options of casectl itself, read ahead of click: help texts need the language when they are made.

    Behind the command, only those of `_ANYWHERE`; nothing behind ``--``.
    """
    given: dict[str, str] = {}
    words, is_behind = iter(args), False
    for word in words:
        if word == "--":
            break
        is_behind = is_behind or not word.startswith("-")
        name, equals, value = word.partition("=") if word.startswith("--") else (word[:2], word[2:], word[2:])
        if not is_behind or name in _ANYWHERE:
            given[name] = value if equals or name not in _TAKES_VALUE else next(words, "")
    return given


def wants_json(args: Sequence[str], env: Mapping[str, str]) -> bool:
    """Whether JSON is asked for, so that a program reads what the command says."""
    typed = "\0".join([*args, ""])
    return bool(_JSON.search(typed)) or ("--format" not in typed and env.get("CASECTL_FORMAT", "") in ("json", "jsonl"))


def with_alias(args: list[str], own: Mapping[str, str]) -> list[str]:
    """The arguments, the command replaced by what `own`, the user's settings, say for it; never one of casectl's.

    Raises UsageError for quotation marks that do not match.
    """
    place = 0
    while place < len(args) and args[place].startswith("-"):
        place += 2 if args[place] in _TAKES_VALUE else 1
    name = args[place] if place < len(args) else ""
    meant = own.get(ALIAS + name, "")
    if not meant or name in COMMANDS or name in ALIASES:
        return args
    try:
        return [*args[:place], *shlex.split(meant), *args[place + 1 :]]
    except ValueError:
        raise UsageError(
            msg("the alias {name} has an unmatched quotation mark", name=name),
            hint=msg("it is in {path}", path=str(settings_file(os.environ))),
        ) from None


def wanted_language(given: Mapping[str, str], env: Mapping[str, str], to_be: str | None = None) -> str:
    """The language that counts, of `language_sources`."""
    return next(language for _origin, language in language_sources(given, env, to_be) if language)


def language_sources(
    given: Mapping[str, str], env: Mapping[str, str], to_be: str | None = None
) -> Iterator[tuple[str, str | None]]:
    """--lang, CASECTL_LANG, the user's own settings, LANGUAGE and the locale; for C, POSIX and none the casebook's own;
    English.

    `to_be` is the language of the casebook that is about to be made.
    """
    yield "--lang", known_language(given.get("--lang"))
    yield "CASECTL_LANG", known_language(env.get("CASECTL_LANG"))
    yield OWN, known_language(user_settings(env).get("language"))
    named = next((name for name in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(name)), "LANG")
    if env.get(named, "C").partition(".")[0] not in ("C", "POSIX"):  # these have no language to choose, says gettext
        yield "LANGUAGE", next(filter(None, map(known_language, env.get("LANGUAGE", "").split(":"))), None)
    yield named, known_language(env.get(named))
    yield "--language", to_be
    yield "casectl.yaml", casebook_language(start_folder(given, env))
    yield "default", "en"


def language_to_be(args: Sequence[str]) -> str | None:
    """What ``casectl init --language`` says; None for any other command."""
    words = iter(args if "init" in args else ())
    for word in words:
        name, equals, value = word.partition("=")
        if name == "--language":
            return known_language(value if equals else next(words, ""))
    return None


def start_folder(given: Mapping[str, str], env: Mapping[str, str]) -> Path:
    """Where the search for the casebook begins."""
    return Path(given.get("-C") or given.get("--repo") or env.get("CASECTL_REPO") or ".")


def casebook_language(start: Path) -> str | None:
    """The ``language:`` line of the casebook around `start`, read without YAML; None if there is none."""
    try:
        here = start.absolute()
    except OSError:  # the current folder was deleted: what needs it says so
        return None
    for folder in (here, *here.parents):
        file = folder / "casectl.yaml"
        try:
            if not file.is_file():  # nor a pipe, out of which nothing may ever come
                continue
            with file.open(encoding="utf-8", errors="replace") as settings:
                text = settings.read(_SETTINGS_MOST)
        except OSError:
            continue
        line = _LANGUAGE_LINE.search(text)
        return known_language(line[1]) if line else None
    return None


class RootCommand(VerbGroup):
    """The root command: a command's module is imported when the command is used, and not for help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command behind a name or an alias; names are never guessed."""
        del ctx
        row = COMMANDS.get(ALIASES.get(cmd_name, cmd_name))
        if not row:
            return None
        command: click.Command = import_module(f"casectl.cli.verbs.{row.module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown name is somebody else's program, or held against the table."""
        if args[0] not in COMMANDS and args[0] not in ALIASES:
            from casectl.cli.extension import extension
            from casectl.cli.typed.tried import refuse_command

            if found := extension(args[0]):
                return args[0], found, args[1:]
            refuse_command(args[0], args[1:])
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names of commands, from the table; options as click does."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=_(row.summary)) for name, row in COMMANDS.items() if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by family, with the table's summaries."""
        del ctx
        for key, family in FAMILIES.items():
            with formatter.section(_(family.title)):
                formatter.write_dl([(name, _(row.summary)) for name, row in COMMANDS.items() if row.family == key])


def root_command() -> click.Group:
    """The root command, with its help in the language chosen."""

    @click.group(
        cls=RootCommand,
        examples=[
            _("casectl new complaint --title 'Wrong item delivered'"),
            "casectl list --owner me",
            "casectl overdue",
        ],
        help=_("Complaints as files in git: opened, handed over, followed up and closed, with every step on record.")
        + "\n\n"
        + _("The options below may also follow the command, except --color and --version."),
    )
    @click.option("-C", "--repo", metavar="DIR", envvar="CASECTL_REPO", help=_("the casebook, or a folder in it"))
    @click.option("--lang", type=click.Choice(LANGUAGES), help=_("the language of messages"))
    @click.option("--color/--no-color", default=None, help=_("whether to use colour; by default only on a terminal"))
    @click.option("--no-pager", is_flag=True, help=_("print long output all at once, not page by page"))
    @click.option("--debug", is_flag=True, help=_("show a traceback when casectl fails"))
    @click.option("-q", "--quiet", is_flag=True, help=_("print only errors"))
    @click.option(
        "-v", "--verbose", is_flag=True, help=_("also print which casebook is used, and which programs are run")
    )
    @no_input_option
    @click.option("--json", "as_json", is_flag=True, is_eager=True, help=_("with --version: as JSON"))
    @click.option("--version", is_flag=True, expose_value=False, callback=_print_version,
                  help=_("show the versions of casectl, Python and git"))  # fmt: skip
    @click.pass_context
    def root(ctx: click.Context, /, repo: str | None, color: bool | None, as_json: bool, **given: Any) -> None:
        if as_json:
            raise UsageError(msg("--json before the command is only for --version"),
                             hint=msg("otherwise put --json after the command: casectl list --json"))  # fmt: skip
        ctx.color = colour_wanted(color)
        ctx.obj = Settings(Path(repo or "."), ctx.color, not given["no_pager"], given["quiet"], given["verbose"])

    return root


def _print_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    del option
    if not wanted or ctx.resilient_parsing:
        return
    python = ".".join(map(str, sys.version_info[:3]))
    git = _git_version()
    if ctx.params.get("as_json"):
        from casectl.render.writers.json_ import dumps

        number = git.removeprefix("git version ") or None
        click.echo(dumps({"schema": 1, "kind": "version", "casectl": __version__, "python": python, "git": number}))
    else:
        click.echo(f"casectl {__version__}\nPython {python}\n{git or _('git is not installed')}")
    ctx.exit()


def _git_version() -> str:
    """What git says of itself; "" without git."""
    from casectl.assembly.bootstrap import git_version

    try:
        return git_version()
    except CasectlError:
        return ""
