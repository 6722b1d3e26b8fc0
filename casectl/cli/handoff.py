"""casectl handoff"""

from __future__ import annotations

from collections.abc import Callable

import click

from casectl.actions.hand import Handover, offer
from casectl.actions.list_cases import Whose, pending
from casectl.actions.unknown import refuse_unknown
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.options import EventOptions, Function, Settings, case_ids, event_options, format_option
from casectl.cli.output import put
from casectl.cli.verb import Verb
from casectl.core.values.errors import Misused
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.render.lists import limbo


def _text(name: str, help: str) -> Callable[[Function], Function]:
    return click.option(f"--{name}", default="", metavar=_("TEXT"), help=help)


@click.command(
    cls=Verb,
    examples=[
        "casectl handoff 7QK3X li.na --reason 'Needs a refund above my limit' --expects 'Money back by Friday'",
        "casectl handoff 7QK3X --team after-sales --reason 'Product fault'",
        "casectl handoff --pending",
    ],
    help=_(
        "Offer a case to a person or a team. Until somebody accepts it, you still answer for it."
        " With --pending: list the handoffs that wait, and for how long."
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
@click.option("--pending", "list_pending", is_flag=True, help=_("list what is waiting to be accepted"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, /, case: str, person: str, how: EventOptions, format: str, **form: str) -> int:
    desk = open_desk(settings, how)
    if form.pop("list_pending"):
        whose = Whose(desk.actor.name if case == "me" else case, form["team"])
        refuse_unknown(desk, {"owner": [whose.person], "team": [whose.team]})
        return put(limbo(pending(desk, whose), desk.zone), settings, format)
    if not case:
        raise Misused(msg("say which case, or --pending"))
    return put_receipt(offer(desk, case, Handover(person, **form), when(desk, how)), desk, settings, format)
