"""What a command line still needs: all of it at once, each with what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from casectl.core.values.messages import Message, UsageError, msg
from casectl.render.language import in_words


def missing_parameters(ctx: click.Context) -> UsageError:
    """All that a command line lacks, where click names the first thing alone."""
    return missing(ctx, [each for each in ctx.command.params if _is_needed(each) and _is_blank(ctx, each)])


def missing(ctx: click.Context, lacking: Sequence[click.Parameter]) -> UsageError:
    """That these arguments and options are missing, and what each of them is."""
    return UsageError(
        msg("missing: {names}", names=[_name(each, ctx) for each in lacking]),
        problems=[problem for each in lacking for problem in _meaning(each, ctx)],
        hint=msg("see {command} --help", command=ctx.command_path),
    )


def argument_called(ctx: click.Context, metavar: str) -> click.Argument:
    """The argument that the usage line calls `metavar`."""
    arguments = (each for each in ctx.command.params if isinstance(each, click.Argument))
    return next(each for each in arguments if each.metavar == metavar)


def _is_needed(parameter: click.Parameter) -> bool:
    """Whether click or the usage line demands it: an argument without brackets can only be replaced by an option."""
    is_argument = isinstance(parameter, click.Argument)
    return parameter.required or (is_argument and not (parameter.metavar or "[").startswith("["))


def _is_blank(ctx: click.Context, parameter: click.Parameter) -> bool:
    return ctx.params.get(parameter.name or "") in (None, "", ())


def _name(parameter: click.Parameter, ctx: click.Context) -> str:
    shown = in_words(parameter.make_metavar(ctx))
    return f"{parameter.opts[0]} {shown}" if isinstance(parameter, click.Option) else shown


def _meaning(parameter: click.Parameter, ctx: click.Context) -> Iterator[Message]:
    text = getattr(parameter, "help", None) or parameter.type.get_missing_message(parameter, ctx)
    if text:
        yield msg("{name}: {meaning}", name=_name(parameter, ctx), meaning=" ".join(text.split()))
