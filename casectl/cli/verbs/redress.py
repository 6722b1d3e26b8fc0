"""casectl redress offer|approve|accept|refuse|pay|list"""

from __future__ import annotations

import click

from casectl.actions.recording.proposal import EventStamp, Propose
from casectl.actions.redress import (
    Offer,
    accept,
    approve,
    offer,
    offers,
    pay,
    propose_approval,
    propose_offer,
    propose_payment,
    propose_step,
    refuse,
)
from casectl.cli.context import open_context
from casectl.cli.lists.bulk import (
    ManyCases,
    beside_where,
    records_many,
    required_argument,
    without_case,
)
from casectl.cli.option_values import TitledChoice
from casectl.cli.options import (
    ListOptions,
    Settings,
    case_argument,
    layout_options,
    optional_case_argument,
)
from casectl.cli.output import write_view
from casectl.cli.receipts import records
from casectl.cli.verb import VerbGroup
from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.case.redress import ACCEPTED
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.render.views.redress import STAGES
from casectl.render.views.redress import offers as offers_view
from casectl.workspace import Workspace

command = VerbGroup(
    usual="offer",
    examples=[_("casectl redress offer 7QK3X refund '120 CNY'"), "casectl redress pay 7QK3X"],
    help=_(
        "Record what a customer is offered to put things right, such as a refund, a replacement or an apology."
        " An offer above the limits in casectl.yaml must be approved by a second person. After that, record"
        " whether the customer accepted or refused it, and what was paid. casectl stats shows the totals."
    ),
)


_which_argument = click.argument(
    "which", metavar="[OFFER]", default="", help=_("the offer, by id or kind; not needed if there is only one")
)


@command.command(
    "offer",
    examples=[
        _("casectl redress offer 7QK3X refund '120 CNY' --text 'To the card that was charged'"),
        _("casectl redress offer 7QK3X replacement --text 'The blue one, by express'"),
        _("casectl redress offer --where link:9A2BC refund '12 CNY'"),
    ],
    help=_("Offer the customer redress. An offer above the limit of your roles waits until somebody else approves it."),
)
@optional_case_argument
@click.argument(
    "kind", required=False, metavar="KIND", help=_("refund, compensation, goodwill, waiver, …"),
    shell_complete=lambda _ctx, _param, typed: [each for each in REDRESS_KINDS if each.startswith(typed)],
)  # fmt: skip
@click.argument("amount", metavar="[AMOUNT]", default="", help=_("how much, with the currency"))
@click.option("--text", default="", metavar=_("TEXT"), help=_("a description of the offer"))
@records_many
def offer_command(
    context: Workspace, stamp: EventStamp, case: str | None, kind: str | None, amount: str, text: str, many: ManyCases
) -> Receipt | Propose:
    if many.where:
        kind, sum_, _ = without_case((case, kind, amount))
        wanted = Offer(_kind(beside_where("KIND", kind)), sum_ or "", text)
        return propose_offer(context, wanted)
    typed, wanted = required_argument("CASE", case), Offer(_kind(required_argument("KIND", kind)), amount, text)
    return offer(context, typed, wanted, stamp)


_KINDS = TitledChoice(REDRESS_KINDS)


def _kind(typed: str) -> str:
    """The kind that is meant. Raises UsageError if there is none."""
    return _KINDS.convert(typed, None, click.get_current_context())


@command.command(
    "approve",
    examples=["casectl redress approve 7QK3X"],
    help=_("Approve a colleague's offer that is above the limit of their roles."),
)
@optional_case_argument
@_which_argument
@records_many
def approve_command(
    context: Workspace, stamp: EventStamp, case: str | None, which: str, many: ManyCases
) -> Receipt | Propose:
    if many.where:
        return propose_approval(context, without_case((case, which))[0] or "")
    return approve(context, required_argument("CASE", case), which, stamp)


@command.command(
    "accept",
    examples=["casectl redress accept 7QK3X"],
    help=_("Record that the customer accepted an offer."),
)
@optional_case_argument
@_which_argument
@records_many
def accept_command(
    context: Workspace, stamp: EventStamp, case: str | None, which: str, many: ManyCases
) -> Receipt | Propose:
    if many.where:
        return propose_step(without_case((case, which))[0] or "", ACCEPTED, lambda *_: {})
    return accept(context, required_argument("CASE", case), which, stamp)


@command.command(
    "refuse",
    examples=[_("casectl redress refuse 7QK3X --reason 'She wants the whole sum'")],
    help=_("Record that the customer refused an offer, or that it was not approved."),
)
@case_argument
@_which_argument
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@records
def refuse_command(context: Workspace, stamp: EventStamp, case: str, which: str, reason: str) -> Receipt:
    return refuse(context, case, which, reason, stamp)


@command.command(
    "pay",
    examples=[
        "casectl redress pay 7QK3X",
        "casectl redress pay 7QK3X refund --amount '40 CNY'",
        "casectl redress pay --where link:9A2BC refund",
    ],
    help=_("Record that redress was paid or delivered: all that is left of an offer, or a part of it."),
)
@optional_case_argument
@_which_argument
@click.option("--amount", default="", metavar=_("AMOUNT"), help=_("how much is paid; by default all that is left"))
@records_many
def pay_command(
    context: Workspace, stamp: EventStamp, case: str | None, which: str, amount: str, many: ManyCases
) -> Receipt | Propose:
    if many.where:
        return propose_payment(context, without_case((case, which))[0] or "", amount)
    return pay(context, required_argument("CASE", case), which, amount, stamp)


@command.command(
    "list",
    examples=["casectl redress list", "casectl redress list --stage waits", "casectl redress list --format csv"],
    help=_(
        "List the offers of redress of all cases, with the stage of each; --stage waits lists those to be approved."
    ),
)
@click.option("--stage", type=TitledChoice(STAGES), metavar=_("STAGE"), help=_("only offers at this stage"))
@layout_options
@click.pass_obj
def list_command(settings: Settings, /, stage: str | None, layout: ListOptions) -> int:
    found = offers(open_context(settings), stage or "")
    return write_view(offers_view(found.rows, found.unreadable), settings, layout)
