"""How casectl's commands look: help that opens with an example and wraps by display width.

A verb is written ``@verb(examples=[_("casectl note 7QK3X 'Called back'")], help=_("…"))``, one with verbs of its own
``command = VerbGroup(…)``. Its function returns the exit code, or None for 0.
"""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from casectl.cli.typed.anywhere import anywhere_options
from casectl.core.values.messages import NotFound, Typed, UsageError, msg
from casectl.render.language import _, in_words
from casectl.render.text.terminal import continued, width, wrap


class HelpPage(click.HelpFormatter):
    """click's formatter, measuring in columns instead of code points."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line; what does not fit goes on below the first argument."""
        usage = _("Usage: {program}").format(program=prog)
        opening = f"{prefix} {prog} " if prefix else f"{usage} "
        lines = wrap(in_words(args), max(self.width - width(opening), 20)) or [""]
        self.write(f"{opening}{lines[0]}".rstrip() + "\n")
        for line in lines[1:]:
            self.write(" " * width(opening) + line + "\n")

    def write_heading(self, heading: str) -> None:
        """What the lines below are, with the colon of the language."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, wrapped; one that opens with ``\\b`` keeps its lines."""
        margin = " " * self.current_indent
        paragraphs = [self._lines(part, self.width - self.current_indent) for part in text.split("\n\n")]
        self.write("\n\n".join("\n".join(margin + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms on the left, what they mean on the right."""
        rows = [(in_words(term), meaning) for term, meaning in rows]
        first = min(max((width(term) for term, _meaning in rows), default=0), col_max) + col_spacing
        margin, indent = " " * self.current_indent, " " * (self.current_indent + first)
        for term, meaning in rows:
            lines = wrap(meaning, max(self.width - len(indent), 10))
            if lines and width(term) + col_spacing <= first:
                term += " " * (first - width(term)) + lines.pop(0)
            self.write("".join(f"{line}\n" for line in (margin + term, *(indent + line for line in lines))))

    @staticmethod
    def _lines(paragraph: str, columns: int) -> list[str]:
        lines = paragraph.strip("\n").split("\n")
        return lines[1:] if lines[0].strip() == "\b" else wrap(" ".join(lines), columns)


class HelpContext(click.Context):
    """A context whose help is a `HelpPage`."""

    formatter_class = HelpPage


class _Exemplary(click.Command):
    """A command whose help shows examples before anything else."""

    context_class = HelpContext

    def __init__(self, *args: Any, examples: Sequence[str] = (), **attrs: Any) -> None:
        attrs["context_settings"] = {"help_option_names": ["-h", "--help"], **(attrs.get("context_settings") or {})}
        super().__init__(*args, **attrs)
        self.examples = tuple(examples)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click does; for a shell that completes, with what parameters may be completed to."""
        if not extra.get("resilient_parsing"):
            return super().make_context(info_name, args, parent, **extra)
        from casectl.cli.shell.completing import remember, with_names

        with_names(self)
        ctx = super().make_context(info_name, args, parent, **extra)
        remember(ctx)
        return ctx

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help, whole, whatever the language ends it with."""
        del limit
        text = " ".join(inspect.cleandoc(self.help or "").split())
        ends = [text.find(mark) + 1 for mark in (". ", "。") if mark in text]
        return text[: min(ends, default=len(text))]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, as they would be typed, and then the description."""
        del ctx
        if self.examples:
            with formatter.section(_("Examples")):
                for example in self.examples:
                    formatter.write("".join(f"  {line}\n" for line in continued(example, formatter.width - 2)))
        if self.help:
            formatter.write_paragraph()
            formatter.write_text(inspect.cleandoc(self.help))


class Verb(_Exemplary):
    """One of casectl's commands. `examples` are whole command lines; the first one is the commonest use."""

    def __init__(self, *args: Any, **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        own = {each.name for each in self.params}
        self.params += [each for each in anywhere_options() if each.name not in own]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, fields and Chinese names of options understood; what people often try gets the command line
        that was meant.
        """
        ctx.meta[_TYPED] = list(args)
        args = _with_known_options(ctx, args)
        while True:
            try:
                return super().parse_args(ctx, list(args))
            except click.UsageError as error:
                error.ctx = error.ctx or ctx  # click's parser has no context to name the command by
                if ctx.resilient_parsing:
                    raise
                known = _as_known(error, ctx, args)
                if known is None:
                    _refuse_tried(error, ctx)
                    raise
                args = known
                ctx.meta[_TYPED] = list(known)  # so that a hint has it by its name here

    def invoke(self, ctx: click.Context) -> Any:
        """As click does; where the first word is no case and a later one may be, the hint has that one first."""
        try:
            return super().invoke(ctx)
        except (NotFound, UsageError) as error:
            from casectl.cli.typed.tried import case_first, refuse_one_dash

            if any(each.startswith("-f") and each[2:] and each[2:] in str(error) for each in ctx.meta[_TYPED]):
                refuse_one_dash(ctx.meta[_TYPED], ())
            takes_case = any(each.name == "case" for each in self.params)
            if takes_case and (line := case_first(ctx.command_path, *typed_by(ctx))):
                error.hint = msg("try {line}", line=Typed(line))
            raise


_TYPED = "casectl.typed"


def _with_known_options(ctx: click.Context, args: list[str]) -> list[str]:
    if not ctx.ignore_unknown_options or all(each.isascii() for each in args if each.startswith("--")):
        return args
    from casectl.cli.typed.option_names import all_known

    return all_known(ctx, args)


def _as_known(error: click.UsageError, ctx: click.Context, args: list[str]) -> list[str] | None:
    from casectl.cli.typed.tried import OPTIONS_TRIED

    if not isinstance(error, click.NoSuchOption) or error.option_name in (*OPTIONS_TRIED, "--state"):
        return None
    if not error.option_name.startswith("--"):
        return None
    from casectl.cli.typed.option_names import as_known  # which may ask the casebook

    return as_known(ctx, args, error.option_name)


def typed_words(ctx: click.Context) -> list[str]:
    """All that was typed behind a verb, as it was typed; nothing if its help is shown by another command."""
    typed: list[str] = ctx.meta.get(_TYPED, [])
    return typed


def typed_by(ctx: click.Context) -> tuple[list[str], list[str]]:
    """The words that were typed behind a verb, and the options with their values."""
    return _words_and_options(ctx.command, ctx.meta[_TYPED])


def _words_and_options(command: click.Command, args: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that were typed, and the options with their values."""
    from casectl.cli.typed.words import words_last

    options = (each for each in command.params if isinstance(each, click.Option) and not each.is_flag)
    typed = words_last(args, {name for each in options for name in each.opts})
    end = typed.index("--")
    return typed[end + 1 :], typed[:end]


def _refuse_tried(error: click.UsageError, ctx: click.Context) -> None:
    from casectl.cli.typed.loose_words import refuse_loose_words, refuse_more_than_a_case
    from casectl.cli.typed.tried import refuse_one_dash, refuse_option

    known = [name for each in ctx.command.params for name in each.opts]
    arguments = [each for each in ctx.command.params if isinstance(each, click.Argument)]
    names = [str(each.metavar) for each in arguments]
    if isinstance(error, click.NoSuchOption):
        refuse_one_dash(ctx.meta[_TYPED], known)
        refuse_option(error, ctx.command_path, ctx.meta[_TYPED], known, names[-1] if names else "")
        return
    loose, options = typed_by(ctx)
    if isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter):
        return
    if len(loose) > len(arguments) > 0 and all(each.nargs == 1 for each in arguments):
        if [each.name for each in arguments] == ["case"]:
            refuse_more_than_a_case(ctx.command_path, options, loose, known)
        refuse_loose_words(ctx.command_path, options, loose, names, known)


def verb(cls: type[click.Command] = Verb, **attrs: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A verb: its `examples`, its `help`, and the function."""
    return click.command(cls=cls, **attrs)


class VerbGroup(_Exemplary, click.Group):
    """A command with commands of its own, such as ``followup add``; `usual` is the one that is meant without a name."""

    command_class = Verb

    def __init__(self, *args: Any, usual: str = "", **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self.usual = usual

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; for an unknown name the hint is the usual command."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand:
            if not self.usual or ctx.resilient_parsing:
                raise
            from casectl.cli.typed.tried import case_first

            path = f"{ctx.command_path} {self.usual}"
            line = (
                case_first(path, *_words_and_options(self.commands[self.usual], args)) or f"{path} {shlex.join(args)}"
            )
            raise UsageError(
                msg("there is no command {name}", name=args[0]), hint=msg("try {line}", line=Typed(line))
            ) from None
