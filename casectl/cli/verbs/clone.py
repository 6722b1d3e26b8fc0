"""casectl clone"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from casectl.actions.clone import clone
from casectl.actions.hook import install
from casectl.assembly.sharing import NewClone
from casectl.cli.options import Settings, format_option, may_ask, no_input_option
from casectl.cli.output import notify, write_view
from casectl.cli.progress import progress
from casectl.cli.verb import verb
from casectl.core.values.addresses import redacted
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.render.views.cloned import cloned
from casectl.workspace import Workspace

HOOKS = ("pre-commit", "pre-push")
"""The hooks that a clone may have."""


@verb(
    examples=["casectl clone ssh://git.example.org/desk.git", "casectl clone /srv/desk.git desk --hooks"],
    help=_(
        "Clone a casebook so that you can work in it at once: git is set up to merge cases, the index is built, and"
        " casectl shows who you are there. If anything fails, no clone is left behind. An address with a password or"
        " a token in it is refused."
    ),
)
@click.argument("address", metavar="URL", help=_("where the casebook is: a folder, or an address that git knows"))
@click.argument("folder", metavar="[DIR]", default="", help=_("the folder to make; by default named after the address"))
@click.option("--branch", default="", metavar=_("NAME"), help=_("the branch to work on; by default the remote's own"))
@click.option(
    "--hooks/--no-hooks",
    default=None,
    help=_("have git run casectl before each commit and push here; by default casectl asks"),
)
@no_input_option
@format_option
@click.pass_obj
def command(settings: Settings, /, address: str, folder: str, branch: str, hooks: bool | None, format: str) -> int:
    here = Path(settings.start)
    new = NewClone(_address(address, here), here / (folder or _name(address)))
    context = Workspace(new.make(branch), progress=progress(settings))
    report = clone(context, str(new.folder), new.address)
    status = write_view(cloned(report), settings, format)
    _hooks(context, settings, hooks)
    if new.folder != Path().absolute():
        notify(msg("next: cd {folder}", folder=shlex.quote(str(new.folder))), settings)
    return status


def _address(typed: str, here: Path) -> str:
    """The address; that of a folder does not depend on where one is."""
    folder = here / typed
    return str(folder.resolve()) if "://" not in typed and folder.exists() else typed


def _name(address: str) -> str:
    """The last part of an address, without ``.git``. Raises UsageError if it has none."""
    found = re.split("[/:]", address.rstrip("/"))[-1].removesuffix(".git")
    if not found or found in (".", ".."):
        raise UsageError(
            msg("{url} gives no name for the folder", url=redacted(address)), hint=msg("casectl clone URL DIR")
        )
    return found


def _hooks(context: Workspace, settings: Settings, wanted: bool | None) -> None:
    """Have git run casectl here, if that is wanted, or somebody says so who is asked."""
    if wanted is None and may_ask():
        wanted = click.confirm(_("Have git run casectl before each commit and push here?"), default=True, err=True)
    for name in HOOKS if wanted else ():
        place = install(context.hooks, name).place
        notify(msg("{hook} runs casectl now: {place}", hook=name, place=place), settings)
    if wanted is None:
        notify(msg("git does not run casectl here; to set it up: casectl hook install {name}", name=HOOKS[0]), settings)
