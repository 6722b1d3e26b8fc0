"""casectl redress offer|approve|accept|refuse|pay"""

from __future__ import annotations

import click

from casectl.actions.redress import Offer, accept, approve, offer, pay, refuse
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.titled_choice import TitledChoice
from casectl.cli.verb import Verb, VerbGroup
from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.render.language import _


@click.group(
    cls=VerbGroup,
    usual="offer",
    examples=[_("casectl redress offer 7QK3X refund '120 CNY'"), "casectl redress pay 7QK3X"],
    help=_(
        "What the customer is offered to put things right: refund, replacement, an apology. It is offered,"
        " approved by a second person above the limits in casectl.yaml, accepted or refused, and paid. casectl stats"
        " adds it up."
    ),
)
def command() -> None:
    pass


_which_argument = click.argument(
    "which", metavar="[OFFER]", default="", help=_("its id or kind; not needed if there is only one")
)


@command.command(
    "offer",
    cls=Verb,
    examples=[
        _("casectl redress offer 7QK3X refund '120 CNY' --text 'To the card that was charged'"),
        _("casectl redress offer 7QK3X replacement --text 'The blue one, by express'"),
    ],
    help=_("Offer the customer redress. What is above the limit of your roles waits until somebody else approves it."),
)
@case_argument
@click.argument(
    "kind", metavar="KIND", type=TitledChoice(REDRESS_KINDS), help=_("refund, compensation, goodwill, waiver, …")
)
@click.argument("amount", metavar="[AMOUNT]", default="", help=_("how much, with the currency"))
@click.option("--text", default="", metavar=_("TEXT"), help=_("what exactly"))
@event_options
@format_option
@click.pass_obj
def offer_command(
    settings: Settings, /, case: str, kind: str, amount: str, text: str, event: EventOptions, format: str
) -> int:
    context = open_context(settings, event)
    receipt = offer(context, case, Offer(kind, amount, text), event_stamp(context, event))
    return write_receipt(receipt, context, settings, format)


@command.command(
    "approve",
    cls=Verb,
    examples=["casectl redress approve 7QK3X"],
    help=_("Approve an offer of a colleague that is above what that person may grant alone."),
)
@case_argument
@_which_argument
@event_options
@format_option
@click.pass_obj
def approve_command(settings: Settings, /, case: str, which: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(approve(context, case, which, event_stamp(context, event)), context, settings, format)


@command.command(
    "accept",
    cls=Verb,
    examples=["casectl redress accept 7QK3X"],
    help=_("Record that the customer accepted an offer."),
)
@case_argument
@_which_argument
@event_options
@format_option
@click.pass_obj
def accept_command(settings: Settings, /, case: str, which: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(accept(context, case, which, event_stamp(context, event)), context, settings, format)


@command.command(
    "refuse",
    cls=Verb,
    examples=[_("casectl redress refuse 7QK3X --reason 'She wants the whole sum'")],
    help=_("Record that an offer fell away: the customer refused it, or nobody approved it."),
)
@case_argument
@_which_argument
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def refuse_command(settings: Settings, /, case: str, which: str, reason: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(refuse(context, case, which, reason, event_stamp(context, event)), context, settings, format)


@command.command(
    "pay",
    cls=Verb,
    examples=["casectl redress pay 7QK3X", "casectl redress pay 7QK3X refund --amount '40 CNY'"],
    help=_("Record that redress was paid or delivered: all that is left of an offer, or a part of it."),
)
@case_argument
@_which_argument
@click.option("--amount", default="", metavar=_("AMOUNT"), help=_("how much of it"))
@event_options
@format_option
@click.pass_obj
def pay_command(settings: Settings, /, case: str, which: str, amount: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(pay(context, case, which, amount, event_stamp(context, event)), context, settings, format)
