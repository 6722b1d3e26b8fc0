"""casectl merge-driver"""

from __future__ import annotations

from pathlib import Path

import click

from casectl.actions.merge_driver import merge_driver
from casectl.actions.recording.merged_form import Sides
from casectl.adapters.files.casebook_root import find_root
from casectl.adapters.git.merge_driver import DriverFiles
from casectl.cli.option_values import WholeNumber
from casectl.cli.options import Settings
from casectl.cli.output import notify
from casectl.cli.verb import verb
from casectl.core.values.messages import CasectlError, msg
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=["casectl merge-driver %O %A %B %L %P"],
    help=_(
        "Merge a case, a template, a calendar or casectl.yaml that both sides changed: git calls this in merge,"
        " pull, rebase, cherry-pick and stash pop. Only the file of our side is written. Exit code 0: merged; 1: it"
        " could only be merged as text, with git's conflict markers. casectl init, clone and doctor --fix set git up"
        " to call it."
    ),
)
@click.argument("base", metavar="%O", help=_("the common ancestor of the two sides"))
@click.argument("ours", metavar="%A", help=_("the file of our side, which gets the result"))
@click.argument("theirs", metavar="%B", help=_("the file of the other side"))
@click.argument("markers", metavar="%L", type=WholeNumber(1), help=_("the length of git's conflict markers"))
@click.argument("path", metavar="%P", help=_("the file's path in the repository"))
@click.pass_obj
def command(settings: Settings, /, base: str, ours: str, theirs: str, markers: int, path: str) -> int:
    files = DriverFiles(Path(settings.start), base, ours, theirs)
    try:
        before, mine, other = files.contents
        context = Workspace(find_root(settings.start), None, "merge-driver")  # in the midst of a merge HEAD is no news
        case, data = merge_driver(context, path, Sides(before or None, mine, other))
    except CasectlError as error:
        files.merge_as_text(markers)
        notify(msg("{path}: merged as text, because {why}", path=path, why=error.what), settings)
        return 1
    files.write(data)
    if case and case.header.conflicts:
        about = [each.about for each in case.header.conflicts]
        notify(msg("{id}: to be decided: {about}; casectl show {id}, then casectl reconcile {id} --reason TEXT",
                   id=case.id, about=about), settings)  # fmt: skip
    return 0
