"""casectl handoff"""

from __future__ import annotations

from collections.abc import Callable

import click

from casectl.actions.handoff import handoff, pending_handoffs
from casectl.actions.lookup.known_names import refuse_unknown
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Function, Settings, case_ids, event_options, format_option
from casectl.cli.output import write_view
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import verb
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.render.views.pending import pending_handoffs as pending_view


def _text(name: str, help: str) -> Callable[[Function], Function]:
    return click.option(f"--{name}", default="", metavar=_("TEXT"), help=help)


@verb(
    examples=[
        _("casectl handoff 7QK3X li.na --reason 'Needs a refund above my limit' --expects 'Money back by Friday'"),
        _("casectl handoff 7QK3X --team after-sales --reason 'Product fault'"),
        "casectl handoff --pending",
    ],
    help=_(
        "Offer a case to a person or a team. You remain the owner until it is accepted. With --pending: list the"
        " open offers, and how long they have waited."
    ),
)
@click.argument(
    "case", metavar="[CASE]", default="", help=_("a case's id, or any unambiguous part of it"), shell_complete=case_ids
)
@click.argument("person", metavar="[PERSON]", default="", help=_("who is to take it"))
@click.option("--team", default="", metavar=_("TEAM"), help=_("offer it to a whole team"))
@_text("reason", _("why it is handed over"))
@_text("tried", _("what has been tried so far"))
@_text("expects", _("what the customer expects"))
@_text("background", _("what to know about the customer"))
@_text("consent", _("what the customer said about being passed on"))
@click.option("--pending", "list_pending", is_flag=True, help=_("list what is waiting to be accepted"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, /, case: str, person: str, event: EventOptions, format: str, **form: str) -> int:
    context = open_context(settings, event)
    if form.pop("list_pending"):
        person, team = context.actor.name if case == "me" else case, form["team"]
        refuse_unknown(context, {"owner": [person], "team": [team]})
        report = pending_handoffs(context, person, team)
        return write_view(pending_view(report, context.zone, context.now), settings, format)
    if not case:
        raise UsageError(msg("say which case, or --pending"))
    return write_receipt(
        handoff(context, case, HandoffForm(person, **form), event_stamp(context, event)), context, settings, format
    )
