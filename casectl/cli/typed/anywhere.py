"""What may be said of casectl itself behind a verb as before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from casectl.cli.options import Settings, take_away
from casectl.core.values.messages import LANGUAGES


def anywhere_options() -> list[click.Parameter]:
    """The options of casectl itself that every verb takes; its help does not repeat them.

    --lang and --debug count before anything is parsed (`casectl.cli.main.root_options`). --color is not among them,
    since it could be a field.
    """

    def option(*names: str, **attrs: Any) -> click.Option:
        return click.Option(names, expose_value=False, hidden=True, callback=_settle, **attrs)

    return [
        option("-C", "--repo"),
        option("--lang", type=click.Choice(LANGUAGES)),
        option("--no-pager", is_flag=True),
        option("--debug", is_flag=True),
        option("-q", "--quiet", is_flag=True),
        option("-v", "--verbose", is_flag=True),
        click.Option(["--no-input"], is_flag=True, expose_value=False, hidden=True, callback=take_away),
    ]


def _settle(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    if not value:
        return
    ctx.find_root().params[str(option.name)] = value  # for a shell that completes, which has no settings
    settings = ctx.find_object(Settings)
    if settings is not None:
        ctx.obj = settings._replace(
            start=Path(value) if option.name == "repo" else settings.start,
            pager=settings.pager and option.name != "no_pager",
            quiet=settings.quiet or option.name == "quiet",
            verbose=settings.verbose or option.name == "verbose",
        )
