"""casectl adopt"""

from __future__ import annotations

from pathlib import Path

import click

from casectl.actions.adopt import adopt
from casectl.actions.adopting.renamed import rename
from casectl.actions.adopting.rules import adopt_rules
from casectl.actions.adopting.unfinished_merge import settle
from casectl.assembly.sharing import merging_of
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.output import notify, write_view
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import verb
from casectl.core.checks.dirty_rules import dirty
from casectl.core.template.rule_paths import is_rules
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.value_class import replace
from casectl.render.language import _
from casectl.render.views.rules import rules_adopted
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl adopt 7QK3X --reason 'Typo in the address, corrected in the editor'"),
        _("casectl adopt --refold 7QK3X --reason 'Two clones merged by hand'"),
        "casectl adopt templates/complaint.yaml calendars/office.yaml",
    ],
    help=_(
        "Record what was edited by hand: fields, comments and layout as they are now, and a changed state,"
        " owner, team or level if the rules allow it. With --refold the header is rebuilt from the journal"
        " instead: after a merge made by hand, or to undo an edit of the header. Give templates, calendars and"
        " casectl.yaml by path; changes to them only take effect once they are recorded."
    ),
)
@case_argument
@click.argument("more", metavar="[FILE]...", nargs=-1, help=_("more rule files, to be recorded with the first"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@click.option(
    "--refold",
    is_flag=True,
    help=_("rebuild the header from the journal, and merge what a conflict left between markers"),
)
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings, case: str, more: tuple[str, ...], reason: str, refold: bool, event: EventOptions, format: str
) -> int:
    context = open_context(settings, event)
    paths = [_relative(Path(path), context) for path in (case, *more)]
    if is_rules(paths[0]):
        if reason or refold or event.at or event.acting_as:
            raise UsageError(msg("--reason, --refold, --at and --as are for cases; leave them out for rule files"))
        if others := [path for path in paths if not is_rules(path)]:
            raise UsageError(msg("not rule files: {paths}; adopt rule files separately", paths=others))
        if warn := context.warn:  # that they are not committed is why they are adopted
            known = [*map(dirty, paths)]
            context.warn = lambda what: None if what in known else warn(what)
        adopted = adopt_rules(context, paths, event.event_id)
        if adopted.renames:  # by the rules that count from now on
            adopted = replace(adopted, notes=(*adopted.notes, *rename(open_context(settings, event))))
        return write_view(rules_adopted(adopted), settings, format)
    if more:
        raise UsageError(msg("adopt one case at a time; {words} is too many", words=[*more]))
    if refold and (found := settle(context, merging_of(context), case)):
        notify(msg("{id} is merged; next: git merge --continue",
                   id=found.id), settings)  # fmt: skip
        return 0
    receipt = adopt(context, case, reason, event_stamp(context, event), refold=refold)
    return write_receipt(receipt, context, settings, format)


def _relative(path: Path, context: Workspace) -> str:
    """A path as the casebook knows it, from where the command was started."""
    absolute = path.absolute()
    return absolute.relative_to(context.root).as_posix() if absolute.is_relative_to(context.root) else path.as_posix()
