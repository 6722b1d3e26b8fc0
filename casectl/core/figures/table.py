"""The table of figures, a row for each, in the order in which they are shown."""

from __future__ import annotations

from casectl.core.figures import customers, durations, duties, handling, paid, quality, volumes
from casectl.core.figures.measure import CASES, MONEY, PERCENT, RATE, SCORE, SECONDS, TIMES
from casectl.core.figures.report import ALL, CLOSED, DUE, OPEN, RECEIVED, RESOLVED, Figure
from casectl.core.values.messages import msg

_WITH_OPEN = msg(
    "with open: an estimate (Kaplan-Meier) for the cases received in the period; open cases count with their"
    " age so far; empty where too few are closed"
)
_TO_THE_SECOND = msg("time after a case is closed does not count; the parts add up to the total, to the second")

_VOLUMES = (
    Figure("brought", msg("Open at the beginning"), CASES, ALL,
           msg("received before the period and open at its beginning"), volumes.brought),
    Figure("received", msg("Cases received"), CASES, RECEIVED,
           msg("received in the period, whenever they were registered"), volumes.received),
    Figure("rate", msg("Complaints in relation to customers or orders"), RATE, RECEIVED,
           msg("received / number for the period under exposure: in casectl.yaml, multiplied by per"), volumes.rate,
           msg("a period for which casectl.yaml has no number"), "less"),
    Figure("reopened", msg("Reopened"), TIMES, ALL, msg("how often a closed case was reopened"),
           volumes.reopened, better="less"),
    Figure("closed", msg("Cases closed"), TIMES, CLOSED, msg("how often a case was closed"), volumes.closed,
           msg("an imported case that was already closed counts as closed when it was received, if the closing"
               " date is unknown")),
    Figure("carried", msg("Open at the end"), CASES, OPEN,
           msg("open at the beginning + received + reopened - closed"), volumes.carried, better="less"),
    Figure("open_age", msg("Age of open cases"), SECONDS, OPEN, msg("end of the period - received; median by nearest"
           " rank, and the oldest"), volumes.open_age, better="less"),
    Figure("withdrawn", msg("Withdrawn or merged"), CASES, CLOSED,
           msg("closed because the complaint was withdrawn, or merged into another case"), volumes.withdrawn),
    Figure("imported", msg("Imported"), CASES, ALL, msg("imported cases among those received and those closed"),
           volumes.imported, msg("they count in every other figure, too; casectl stats source:- leaves them out")),
)  # fmt: skip

_DURATIONS = (
    Figure("first_response", msg("First response"), SECONDS, ALL,
           msg("time from receipt to the first contact with the customer, for the first responses given in the"
               " period, by nearest rank; in elapsed time and, separately, in working time by the casebook's"
               " calendar"),
           durations.first_response, _WITH_OPEN, "less"),
    Figure("next_response", msg("Next response"), SECONDS, ALL,
           msg("time from the customer's first contact since our last one to our next contact, for the"
               " responses given in the period, by nearest rank"),
           durations.next_response, msg("contacts of customers that are still unanswered; they are counted"
                                        " under open"), "less"),
    Figure("resolution_first", msg("First resolution"), SECONDS, RESOLVED,
           msg("time from receipt to the first resolution, by nearest rank"), durations.resolution_first, _WITH_OPEN,
           "less"),
    Figure("resolution_last", msg("Full resolution"), SECONDS, RESOLVED,
           msg("time from receipt to the last resolution, by nearest rank"), durations.resolution_last, _WITH_OPEN,
           "less"),
    Figure("time_split", msg("Where the time went"), SECONDS, ALL,
           msg("with an owner + offered + with nobody + in waiting states + in resolved states = total"),
           durations.time_split, _TO_THE_SECOND),
    Figure("time_in_states", msg("Time in each state"), SECONDS, ALL, msg("the time of all cases in the state"),
           durations.time_in_states, _TO_THE_SECOND),
    Figure("time_with_owners", msg("Time with each owner"), SECONDS, ALL,
           msg("the time of all cases with the owner; - is nobody"), durations.time_with_owners, _TO_THE_SECOND),
)  # fmt: skip

_DUTIES = (
    Figure("attainment", msg("Deadlines met"), PERCENT, DUE,
           msg("met / (met + met late + overdue and open + moved after they had passed); and how many were met only by"
               " closing the case"), duties.attainment,
           msg("deadlines that no longer applied, or that were moved in time; runs that were restarted in time;"
               " optional clocks, in the regulatory and internal figures"), "more"),
    Figure("fell_away", msg("Deadlines that no longer applied"), TIMES, DUE,
           msg("ended in time because the complaint was withdrawn, another clock was met, or the clock was restarted"),
           duties.fell_away),
    Figure("moved_late", msg("Moved after they had passed"), TIMES, DUE,
           msg("deadlines that had already passed when they were moved to a later time; they count as missed"),
           duties.moved_late,
           better="less"),
    Figure("postponed", msg("Moved before they had passed"), TIMES,
           msg("deadlines that fell in the period, as they were before they were moved"),
           msg("deadlines that were moved to a later time, or paused, before they had passed, for whatever"
               " reason; the later deadlines count when they fall due"), duties.postponed, better="less"),
    Figure("set_by_hand", msg("Deadlines met that were not set by a rule"), PERCENT, DUE,
           msg("met / all deadlines set by hand or imported"), duties.set_by_hand),
    Figure("promises_kept", msg("Promises kept"), PERCENT, msg("promises due in the period"),
           msg("kept / (kept + broken + open and overdue)"), duties.promises_kept,
           msg("promises cancelled or moved before they were due"), "more"),
)  # fmt: skip

_HANDLING = (
    Figure("fcr", msg("Resolved at first contact"), PERCENT, RESOLVED,
           msg("cases in which the customer did not contact us after opening, that were not reopened within 30"
               " days, and whose customer had no other case of the same template by then / resolved"),
           handling.fcr, msg("anything not recorded as a contact; anything after the end of the period"),
           "more"),
    Figure("fcr_net", msg("Resolved at first contact, by the first team"), PERCENT, RESOLVED,
           msg("resolved at first contact / resolved by the first team, without escalation"), handling.fcr_net,
           msg("cases that were escalated or went to another team"), "more"),
    Figure("reopen_rate", msg("Reopened within 30 days"), PERCENT, RESOLVED,
           msg("cases resolved in the period and reopened within 30 days, before the period ended / resolved;"
               " also how often a case was reopened in the period that had been resolved before it, at most 30"
               " days earlier"),
           handling.reopen_rate,
           msg("reopenings after the end of the period; they count in the next period, as of cases resolved"
               " before it"), "less"),
    Figure("escalation_rate", msg("Escalated"), PERCENT, RECEIVED, msg("escalated at least once / received"),
           handling.escalation_rate, better="less"),
    Figure("contacts", msg("Contacts with customers"), TIMES, ALL,
           msg("contacts from and to customers; all contacts so far / cases, for the cases resolved in the"
               " period; and how often a customer used a different channel from the time before"),
           handling.contacts, msg("how long people worked on a case: casectl knows who had it, not what they did")),
    Figure("handoffs", msg("Handoffs"), TIMES, ALL,
           msg("changes of owner or team that took effect; and all such changes so far / cases, for the cases"
               " resolved in the period"),
           handling.handoffs, msg("the first owner; offers that were sent back"), "less"),
    Figure("offers_returned", msg("Offers sent back"), TIMES, ALL, msg("offers returned or withdrawn"),
           handling.offers_returned, better="less"),
    Figure("ping_pong", msg("Sent back and forth"), PERCENT, msg("cases handed on in the period"),
           msg("cases that went back to the previous owner / cases handed on; and how often this happened"),
           handling.ping_pong,
           better="less"),
)  # fmt: skip

OPEN_OFFERS = msg("offers of redress at the end of the period that were not refused")
ANSWERS = msg("answers to surveys in the period and, for other cases closed in it, the field of that name")
_CUSTOMERS = (
    Figure("csat", msg("Satisfied, by survey"), PERCENT, msg("answers to surveys given in the period"),
           msg("scores of 4 and 5 / scores of 1 to 5; the mean of the scores; and the share of the answers"
               " recorded by the person who had the case"),
           customers.csat,
           msg("who did not answer; see the survey response"), "more"),
    Figure("survey_response", msg("Survey response"), PERCENT,
           msg("surveys sent in the period; where a follow-up asks for the score, those due in it"),
           msg("answered / due or sent; also how many answers have no record that the customer was asked, and"
               " how often an answer was undone"),
           customers.survey_response, better="more"),
    Figure("satisfaction", msg("Satisfied, on closing"), PERCENT, CLOSED,
           msg("4 and 5 in the field satisfaction / 1 to 5"), customers.satisfaction, msg("cases without an answer"),
           "more"),
    Figure("nps", msg("Net promoter score"), SCORE, ANSWERS,
           msg("percent of 9 and 10 - percent of 0 to 6; from -100 to 100"), customers.nps,
           msg("cases without an answer"), "more"),
    Figure("ces", msg("Customer effort score"), SCORE, ANSWERS,
           msg("mean of 1 to 7, where 7 is easy; and the percentage of 5 to 7"), customers.ces,
           msg("cases without an answer"), "more"),
    Figure("upheld", msg("Upheld"), PERCENT, CLOSED,
           msg("upheld or partly upheld / decided, by the field outcome or upheld"), customers.upheld,
           msg("cases without a decision")),
    Figure("redress", msg("Redress"), MONEY, CLOSED, msg("the sum of the field redress, in each currency"),
           customers.redress, msg("whether it was paid; cases without an amount")),
    Figure("redress_paid", msg("Redress paid"), MONEY, msg("payments in the period"),
           msg("the sum of what casectl redress pay recorded, of each kind in each currency; and per case the mean, and"
               " the median by nearest rank, in each currency"),
           paid.redress_paid, msg("amounts in the field redress, which may not have been paid")),
    Figure("redress_owed", msg("Redress not paid yet"), MONEY, OPEN_OFFERS,
           msg("offered - paid, in each currency; and, separately, what is still waiting for approval"),
           paid.redress_owed, msg("offers that were refused, or have no"
                                                                            " amount")),
    Figure("repeat_customers", msg("Customers who complain repeatedly"), PERCENT,
           msg("customers with a case received in the 90 days before the end of the period"),
           msg("customers with at least three cases / all customers; and cases / customers"),
           customers.repeat_customers,
           msg("cases that do not say who the customer is; they are counted as unknown"), "less"),
    Figure("chasers", msg("Chasers"), TIMES, ALL, msg("how often customers chased progress"),
           customers.chasers, better="less"),
)  # fmt: skip

INSPECTIONS = msg("inspections recorded in the period")
_BY_PERSON = msg(
    "who was inspected: it is never broken down by person, and marks are shown only where at least two people"
    " were inspected"
)
_QUALITY = (
    Figure("inspected", msg("Quality inspections"), TIMES, INSPECTIONS,
           msg("how often the handling of a case was marked; of these inspections, how many were appealed"
               " against, how many had their marks changed on appeal, how many were of cases chosen by hand,"
               " how many were drawn with a chosen seed, and how many were drawn from chosen cases (by --where,"
               " or other than for each person)"),
           quality.inspected, _BY_PERSON, personal=True),
    Figure("quality", msg("Quality marks"), SCORE, INSPECTIONS,
           msg("mean of the marks from 1 to 5, of all and of each line of the score sheet; after an appeal, the"
               " marks that were decided"), quality.quality, _BY_PERSON, "more", personal=True),
    Figure("quality_good", msg("Quality marks of 4 and 5"), PERCENT, INSPECTIONS,
           msg("marks of 4 and 5 / all marks, of all and of each line of the score sheet"), quality.quality_good,
           _BY_PERSON, "more", personal=True),
)  # fmt: skip

_APART = (
    Figure("overrides", msg("Deadlines set by hand"), TIMES, ALL, msg("how often casectl override was used"),
           volumes.overrides, better="less"),
    Figure("late_entries", msg("Late entries"), TIMES, ALL,
           msg("entries recorded more than five minutes after the event, counted by the time of the event; and"
               " deadlines met only by something recorded after they had passed"), volumes.late_entries,
           better="less"),
    Figure("undone", msg("Undone"), TIMES, ALL,
           msg("how often something recorded was undone; it counts in no other figure, as if it had never been"
               " recorded"),
           volumes.undone, better="less"),
    Figure("corrected", msg("Changed afterwards"), TIMES, ALL,
           msg("how often the time of receipt, the customer or the channel was changed or filled in after the"
               " case was opened; and how often a score, the outcome or the amount of redress in a field was"
               " changed after it had been filled in, or once the case was closed"), volumes.corrected,
           msg("what was undone; every other figure has the values as they are now"), "less"),
    Figure("confirmations", msg("Late entries decided on"), TIMES, ALL,
           msg("late entries that somebody else has confirmed or refused, and those still waiting"),
           volumes.confirmations),
)  # fmt: skip

FIGURES: dict[str, Figure] = {
    row.name: row for row in (*_VOLUMES, *_DURATIONS, *_DUTIES, *_HANDLING, *_CUSTOMERS, *_QUALITY, *_APART)
}
"""Every figure by its name."""
