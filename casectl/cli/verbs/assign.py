"""casectl assign"""

from __future__ import annotations

import click

from casectl.actions.assign import Auto, assign, assign_auto, propose_assign, propose_auto
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp, Propose
from casectl.cli.lists.bulk import ManyCases, only_one, records_many, required_argument
from casectl.cli.options import optional_case_argument
from casectl.cli.routing_rules import routing_rules
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _, translate
from casectl.workspace import Workspace


@verb(
    examples=[
        "casectl assign 7QK3X li.na",
        _("casectl assign 7QK3X li.na --team after-sales --reason 'Knows the product'"),
        "casectl assign 7QK3X --auto",
        _("casectl assign --where 'owner:bo state:active' li.na --reason 'Bo is on leave'"),
    ],
    help=_(
        "Give a case to a person at once. With --auto, the routing rules in casectl.yaml choose the person, and"
        " the reason is recorded. To let the recipient accept the case first, use casectl handoff."
    ),
)
@optional_case_argument
@click.argument("person", metavar="PERSON", required=False, help=_("the new owner"))
@click.option("--auto", is_flag=True, help=_("choose the person by the routing rules; casectl routing test shows how"))
@click.option("--team", default="", metavar=_("TEAM"), help=_("also move it to this team"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@records_many
def command(
    context: Workspace, stamp: EventStamp, case: str | None, person: str | None, many: ManyCases, auto: bool,
    **given: str,
) -> Receipt | Propose:  # fmt: skip
    if auto:
        if (person if not many.where else case) or given["team"]:
            raise UsageError(
                msg("--auto chooses the person and keeps the team; do not give a person or --team with it")
            )
        chosen = Auto(routing_rules(context), given["reason"], translate)
        if many.where:
            return propose_auto(context, chosen)
        return assign_auto(context, required_argument("CASE", case), chosen, stamp)
    to = only_one("PERSON", case, person) if many.where else required_argument("PERSON", person)
    form = HandoffForm(to=to, team=given["team"], reason=given["reason"])
    if many.where:
        return propose_assign(context, form)
    return assign(context, required_argument("CASE", case), form, stamp)
