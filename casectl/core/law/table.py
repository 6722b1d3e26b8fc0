"""The table of rules: one function and one row in RULES each, with the code of its findings and its demand."""

from __future__ import annotations

from casectl.core.case.acts import ACT
from casectl.core.case.model import RECORDED
from casectl.core.law.about import about_changed, handles, not_about_handler, not_about_receiver, not_joined_away
from casectl.core.law.acts import in_its_act, notice_stays, taken_back_whole
from casectl.core.law.amounts import amount_kept
from casectl.core.law.archiving import archiving
from casectl.core.law.clauses import of_a_colleagues, of_about, of_clocks, of_levels, of_reopening, of_step
from casectl.core.law.clock_rules import clock_act_allowed, clock_of_ones_own
from casectl.core.law.deadlines import as_ruled, own_calendar
from casectl.core.law.desk_table import DESK_RULES
from casectl.core.law.details import declared, has_undeclared, known_people
from casectl.core.law.gains import ALONE, decided_by_another, owner_marked
from casectl.core.law.joining import as_merged, joins, settles
from casectl.core.law.late_entries import confirmation, late_reason, may_be_late
from casectl.core.law.ownership import (
    acceptance,
    level_raised,
    not_over,
    of_a_colleague,
    offer,
    receiver_away,
    sending_back,
    taken_back,
)
from casectl.core.law.retyping import retyping
from casectl.core.law.rule import Rule, details
from casectl.core.law.steps import chaser, not_withdrawn, renaming, reopening, step_exists, step_ready
from casectl.core.law.times import (
    after_its_clock,
    answered_after_receipt,
    comes_later,
    done_after_receipt,
    may_end,
    not_to_come,
    past_by_then,
    recorded_as_said,
    sets_fields,
)
from casectl.core.values.messages import msg

RULES: dict[str, Rule] = {
    "step": Rule("C041", msg("a step is taken only if the workflow has it"), step_exists, where=of_step),
    "step_ready": Rule(
        "C042",
        msg("a step is taken by somebody who may take it, with its fields and guards fulfilled"),
        step_ready,
        where=of_step,
    ),
    "renaming": Rule(
        "C125",
        msg("a state or a field is renamed as its template says, and a state keeps its category"),
        renaming,
    ),
    "reopening": Rule(
        "C043",
        msg(
            "a case is reopened only once it is resolved or closed, to the state, by the people and within the time"
            " that its template allows"
        ),
        reopening,
        where=of_reopening,
    ),
    "not_over": Rule("C044", msg("a closed case is reopened before it is given to anybody or escalated"), not_over),
    "of_a_colleague": Rule(
        "C110",
        msg("a case that somebody else owns is assigned and changed as its template allows"),
        of_a_colleague,
        where=of_a_colleagues,
    ),
    "about_changed": Rule(
        "C112",
        msg("the person complained about is changed only as the template allows"),
        about_changed,
        about=details("changed"),
        where=of_about,
    ),
    "not_withdrawn": Rule(
        "C111", msg("no contact is recorded on a withdrawn case before it is taken up again"), not_withdrawn
    ),
    "receiver_away": Rule("C154", msg("nobody is given a case while they are away"), receiver_away),
    "chaser": Rule("C151", msg("only what comes from the customer is a chaser"), chaser, about=details("chaser")),
    "offer": Rule("C045", msg("the owner alone offers a case, once, and to somebody else"), offer),
    "acceptance": Rule("C046", msg("the person or the team that a case was offered to accepts it"), acceptance),
    "return": Rule("C047", msg("an offer is returned or withdrawn by one of its two sides"), sending_back),
    "level": Rule("C048", msg("a level is one of the template's, and only goes up"), level_raised, where=of_levels),
    "joins": Rule(
        "C126",
        msg(
            "two records of a complaint are merged with a reason; the one that stays open counts from the"
            " earlier time of receipt"
        ),
        joins,
    ),
    "archiving": Rule("C140", msg("a case goes to the archive when it is closed and nothing is left to do"), archiving),
    "retyping": Rule(
        "C096",
        msg(
            "a case gets another template only while it is not closed, at the same stage, and with the fields that"
            " the new one requires"
        ),
        retyping,
    ),
    "undoing": Rule(
        "C049",
        msg(
            "people undo only their own last event, if its kind allows it; an answer to a survey can be undone by"
            " anybody who never had the case"
        ),
        taken_back,
    ),
    "undone_whole": Rule("C105", msg("what was recorded together is undone together"), taken_back_whole),
    "notice_stays": Rule(
        "C102",
        msg("the notice of a pause or an extension is undone only together with that pause or extension"),
        notice_stays,
    ),
    "in_its_act": Rule(
        "C103",
        msg("an event that belongs to another event was recorded together with it, by the same person"),
        in_its_act,
        about=details(ACT),
    ),
    "clock_act": Rule(
        "C090",
        msg("a clock is paused, resumed, extended, restarted and set by hand as its rule allows"),
        clock_act_allowed,
        where=of_clocks,
    ),
    "clock_of_ones_own": Rule(
        "C131",
        msg(
            "a regulatory clock is paused, resumed and restarted by the owner of the case, its team where"
            " nobody owns it, or whoever may decide on clocks"
        ),
        clock_of_ones_own,
        where=of_clocks,
    ),
    "decided_by_another": Rule(
        "C094",
        msg(
            "a regulatory deadline is postponed beyond its rule only by somebody who may decide on clocks and"
            " has not owned the case while the clock ran; if casectl.yaml names only one person, the event is"
            " marked"
        ),
        decided_by_another,
        where=of_clocks,
        about=details("clocks", "undoes", "falls_away", ALONE),
    ),
    "owner_marked": Rule("C104", msg("a deadline that the owner set by hand is marked as the owner's"), owner_marked),
    "not_about_receiver": Rule(
        "C099",
        msg("nobody is given a case about themselves, under any template that the case has had"),
        not_about_receiver,
    ),
    "not_about_handler": Rule(
        "C129",
        msg("nobody handles a case about themselves: they can add notes, and give it to somebody else"),
        not_about_handler,
        about=handles,
    ),
    "not_joined_away": Rule(
        "C130",
        msg(
            "a case that names the person complained about is not merged into another case: the other case is"
            " merged into it"
        ),
        not_joined_away,
    ),
    "late_reason": Rule(
        "C116",
        msg(
            "an entry recorded too late to count from when it happened gives a reason, if it affects a clock or"
            " keeps a promise"
        ),
        late_reason,
        about=may_be_late,
    ),
    "confirmation": Rule(
        "C117",
        msg("a late entry is confirmed, or refused, by somebody other than the person whose entry it is"),
        confirmation,
    ),
    "known_people": Rule(
        "C098",
        msg("everyone who acts is in casectl.yaml, and everyone who records for others is allowed to"),
        known_people,
    ),
    "declared": Rule(
        "C097", msg("an event has only the details that its kind declares"), declared, about=has_undeclared
    ),
    "as_ruled": Rule("C100", msg("deadlines and follow-ups are written down as the rules give them"), as_ruled),
    "own_calendar": Rule(
        "C132",
        msg("clocks count by the calendar that the settings of an event name"),
        own_calendar,
        about=details("rules"),
    ),
    "not_to_come": Rule("C091", msg("no time is in the future"), not_to_come, of_imports=True),
    "past_by_then": Rule(
        "C113",
        msg("a date that must be in the past is not in the future when it is recorded"),
        past_by_then,
        of_imports=True,
        about=sets_fields,
    ),
    "amount_kept": Rule(
        "C124",
        msg("an amount entered after a step that limits it stays within that limit"),
        amount_kept,
        about=details("changed"),
    ),
    "recorded": Rule(
        "C106",
        msg("an event gives the time at which it was recorded: after it happened, and not in the future"),
        recorded_as_said,
        about=details(RECORDED),
    ),
    "answered_after_receipt": Rule(
        "C092",
        msg("a case is not answered or finished before it was received"),
        answered_after_receipt,
        of_imports=True,
        about=may_end,
    ),
    "done_after_receipt": Rule(
        "C093", msg("nothing else is done about a case before it was received"), done_after_receipt, about=comes_later
    ),
    "as_merged": Rule("C120", msg("a merge event records exactly what merging the two histories gives"), as_merged),
    "settles": Rule(
        "C121", msg("only a conflict that a merge left undecided is decided later, and only once"), settles
    ),
    "after_its_clock": Rule(
        "C095", msg("nothing stops or changes a clock before it began"), after_its_clock, about=details("clocks")
    ),
    **DESK_RULES,
}
"""The rules by name; the rows of the kinds of event name those that judge only their events."""

EVERY_KIND = (
    "known_people",
    "about_changed",
    "not_about_handler",
    "declared",
    "in_its_act",
    "not_to_come",
    "past_by_then",
    "late_promise_explained",
    "amount_kept",
    "recorded",
    "late_reason",
    "answered_after_receipt",
    "done_after_receipt",
    "after_its_clock",
    "as_ruled",
    "own_calendar",
    "decided_by_another",
)
"""The rules that judge events of every kind."""
