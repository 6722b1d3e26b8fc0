"""casectl completion"""

from __future__ import annotations

import click

from casectl.cli.options import Settings
from casectl.cli.output import write_data
from casectl.cli.verb import verb
from casectl.render.language import _

SHELLS = ("bash", "zsh", "fish", "powershell")


@verb(
    examples=[
        'eval "$(casectl completion bash)"',
        "casectl completion zsh > ~/.zfunc/_casectl",
        "casectl completion fish > ~/.config/fish/completions/casectl.fish",
    ],
    help=_(
        "Print the script for shell completion of commands, options, and the names in the casebook (cases,"
        " templates, states, people, teams, fields and their choices, views). Put the first example into ~/.bashrc,"
        " or let the shell find the file. casectl changes no file of yours."
    ),
)
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS), help=_("bash, zsh, fish or powershell"))
@click.pass_obj
def command(settings: Settings, shell: str) -> int:
    from click.shell_completion import get_completion_class

    from casectl.cli.shell.completing import script

    kind = get_completion_class(shell)
    if kind is not None:
        write_data(script(kind(click.get_current_context().find_root().command, {}, "casectl", "_CASECTL_COMPLETE")))
    return 0
