"""The smallest case that breaks each rule of the law: what is done before, and then the event that breaks it."""

from __future__ import annotations

from datetime import timedelta

from casectl.core.clocks.effects import follow_up_id
from casectl.core.values.tree import Tree
from tests.core.law.broken_causes import CAUSES
from tests.core.law.broken_inspections import INSPECTIONS
from tests.core.law.broken_letters import LETTERS, NOT_UNDONE
from tests.core.law.broken_redress import REDRESS
from tests.core.law.broken_row import Broken as Broken
from tests.core.law.broken_surveys import SURVEYS
from tests.core.law.deeds import (
    about_bob,
    bob_away,
    by_cy_dropped,
    days,
    instructed,
    late_call,
    later,
    noted,
    offered,
    planned,
    promised,
    raised,
    taken,
    told_and_paused,
)

NOT_HAPPENED = "what was undone did not happen, so that its date is no fault"
CHANGED: Tree = ["fields.paid_by"]
BROKEN: dict[str, Broken] = {
    **LETTERS,
    **CAUSES,
    **REDRESS,
    **INSPECTIONS,
    **SURVEYS,
    "step": Broken(
        "cannot move from New to Closed", "ada", "advanced", {"to": "closed"}, edit=("state: new", "state: closed")
    ),
    "step_ready": Broken(
        "ada has none of the roles boss", "ada", "advanced", {"to": "dropped"}, edit=("state: new", "state: dropped")
    ),
    "renaming": Broken(
        "does not rename new to working", "ada", "renamed", {"state": "working"}, not_by={"undone": NOT_UNDONE}
    ),
    "reopening": Broken("is still open (New)", "ada", "reopened", {"to": "working"}),
    "not_over": Broken(
        "is already Dropped", "ada", "assigned", {"to": "bob"}, (by_cy_dropped,), edit=("owner: ada", "owner: bob")
    ),
    "of_a_colleague": Broken(
        "belongs to ada, and this assignment is not allowed",
        "bob",
        "assigned",
        {"to": "bob"},
        edit=("owner: ada", "owner: bob"),
    ),
    "about_changed": Broken(
        "is about is not allowed",
        "ada",
        "changed",
        {"changed": ["fields.about"]},
        fields={"about": "Bob Probe"},
    ),
    "receiver_away": Broken(
        "bob is away until 2027-01-03; deputy: cy",
        "ada",
        "assigned",
        {"to": "bob"},
        (bob_away,),
        edit=("owner: ada", "owner: bob"),
    ),
    "boundary": Broken(
        "a boundary needs next",
        "ada",
        "boundary_stated",
        {"text": "x", "abuse": "x", "until": "2027-01-01T10:00:00+08:00"},
    ),
    "chaser": Broken(
        "a chaser comes from the customer", "ada", "contacted", {"direction": "out", "text": "x", "chaser": "yes"}
    ),
    "instruction": Broken(
        "ada has no role that may give or withdraw instructions",
        "ada",
        "followup_cancelled",
        {"follow_up": follow_up_id("order001"), "what": "ring her", "reason": "no time"},
        (instructed,),
    ),
    "answer": Broken(
        "the instruction is for ada, who has to answer it",
        "bob",
        "followup_done",
        {"follow_up": follow_up_id("order001"), "what": "ring her", "outcome": "rang"},
        (instructed,),
    ),
    "reminder": Broken(
        "answer reminds nobody at -2h",
        "ada",
        "reminded",
        {"clock": ["answer"], "deadline": later(hours=4), "stage": "-2h", "told": ["ada"]},
        not_by={"undone": "no reminder is ever undone"},
    ),
    "outcome": Broken(
        "kept is not a possible outcome of visit",
        "ada",
        "followup_done",
        {"follow_up": follow_up_id("visit001"), "what": "visit", "result": "kept"},
        (planned,),
    ),
    "amount_kept": Broken(
        "has already passed the step that sets a limit for this amount",
        "ada",
        "changed",
        {"changed": ["fields.cost"]},
        (taken,),
        fields={"cost": "900 CNY"},
        not_by={"undone": "the amount goes with it, and is no longer in the file"},
    ),
    "not_withdrawn": Broken(
        "no more contacts can be recorded on it", "ada", "contacted", {"direction": "in", "text": "x"}, (by_cy_dropped,)
    ),
    "offer": Broken("belongs to ada, who alone can hand it over", "bob", "offered", {"to": "cy", "giver": "bob"}),
    "acceptance": Broken(
        "is offered to cy, not to bob",
        "bob",
        "accepted",
        {"to": "bob", "giver": "ada"},
        (offered,),
        not_by={"undone": NOT_UNDONE},
    ),
    "return": Broken("is between ada and cy", "bob", "returned", {"to": "ada"}, (offered,)),
    "level": Broken(
        "is already at level 2", "ada", "escalated", {"level": "1"}, (raised(),), edit=("level: 2", "level: 1")
    ),
    "joins": Broken("merging two cases needs a reason", "ada", "joined", {"case": "C-2611-00000003S", "to": "joined"}),
    "archiving": Broken("is New, not closed", "ada", "archived", {}),
    "retyping": Broken(
        "to Solved: that is a separate step",
        "ada",
        "retyped",
        {"template": "other", "template_before": "plain", "to": "solved"},
    ),
    "undoing": Broken(
        "(noted) is ada's, not yours",
        "bob",
        "undone",
        {"undoes": "note0001", "what": "noted"},
        (noted,),
        not_by={"undone": "what was undone is nobody's last event"},
    ),
    "undone_whole": Broken(
        "offered was recorded together with escalated",
        "ada",
        "undone",
        {"undoes": "both-2", "what": "offered"},
        (raised("bob"),),
    ),
    "notice_stays": Broken(
        "of clock paused, which would still be in force",
        "ada",
        "undone",
        {"undoes": "told0001", "what": "contacted"},
        (told_and_paused,),
    ),
    "in_its_act": Broken(
        "was not recorded together with event event0009", "ada", "noted", {"text": "x", "act": "event0009"}
    ),
    "clock_act": Broken(
        "cannot be extended: its rule does not allow it", "bob", "extended", {"clock": ["answer"], "length": "1d"}
    ),
    "clock_of_ones_own": Broken(
        "only ada may pause, resume or restart", "bob", "resumed", {"clock": ["resolve"]}, (told_and_paused,)
    ),
    "decided_by_another": Broken(
        "ada has owned C-2611-00000001X while resolve ran",
        "ada",
        "overridden",
        {"clock": ["resolve"], "until": later(days=9), "reason": "so", "own": "yes"},
    ),
    "owner_marked": Broken(
        "the deadline was not set by the owner",
        "cy",
        "overridden",
        {"clock": ["answer"], "until": later(hours=2), "own": "yes"},
    ),
    "not_about_receiver": Broken(
        "the complaint is about bob, who may not handle it",
        "ada",
        "assigned",
        {"to": "bob"},
        (about_bob,),
        edit=("owner: ada", "owner: bob"),
    ),
    "not_about_handler": Broken(
        "the complaint is about bob, who may not handle it",
        "bob",
        "changed",
        {"changed": ["fields.sent_on"]},
        (about_bob,),
        fields={"sent_on": "2026-11-20"},
    ),
    "not_joined_away": Broken(
        "names the person complained about, so it has to stay open",
        "ada",
        "joined",
        {"case": "C-2611-00000003S", "to": "joined", "reason": "r"},
        (about_bob,),
    ),
    "late_reason": Broken(
        "but gives no reason for the delay",
        "ada",
        "contacted",
        {"direction": "out", "text": "x", "recorded": later(days=9)},
        (days(9),),
        timedelta(days=9),
    ),
    "confirmation": Broken(
        "no clock of C-2611-00000001X waits for event call0001",
        "ada",
        "confirmed",
        {"entry": "call0001", "clock": ["resolve"]},
        (late_call,),
    ),
    "known_people": Broken("bob may not record for ada", "ada", "noted", {"text": "x", "via": "bob"}),
    "declared": Broken(
        "has a detail that its kind does not have: owner", "ada", "noted", {"text": "x", "owner": "bob"}
    ),
    "as_ruled": Broken(
        "but the rules set nothing",
        "ada",
        "noted",
        {"text": "x", "clocks": {"resolve": {"due": later(days=99)}}},
    ),
    "own_calendar": Broken("use calendar nowhere", "cy", "recomputed", {"rules": {"calendar": "nowhere"}}),
    "not_to_come": Broken("is in the future", "ada", "noted", {"text": "x"}, (), -timedelta(days=9)),
    "past_by_then": Broken(
        "sent_on: 2027-01-01 is in the future",
        "ada",
        "changed",
        {"changed": ["fields.sent_on"]},
        fields={"sent_on": "2027-01-01"},
        not_by={"undone": "the date goes with it, and is no longer in the file"},
    ),
    "late_promise_explained": Broken(
        "was promised for 2026-11-24T23:59:59+08:00, which has passed",
        "ada",
        "changed",
        {"changed": CHANGED},
        (promised,),
        fields={"paid_by": "2026-12-24"},
    ),
    "recorded": Broken(
        "event noted was not recorded at 2026-11-26", "ada", "noted", {"text": "x", "recorded": later(days=3)}
    ),
    "answered_after_receipt": Broken(
        "event contacted is dated 2026-11-14T10:00:00+08:00, before the case was received",
        "ada",
        "contacted",
        {"direction": "out"},
        (),
        timedelta(days=9),
        not_by={"undone": NOT_HAPPENED},
    ),
    "done_after_receipt": Broken(
        "event noted is dated 2026-11-14T10:00:00+08:00, before the case was received",
        "ada",
        "noted",
        {"text": "x"},
        (),
        timedelta(days=9),
        not_by={"undone": NOT_HAPPENED},
    ),
    "as_merged": Broken(
        "lists events that belong to neither history, or to both",
        "ada",
        "merged",
        {"sides": {"first": ["event0002"], "second": ["event0009"]}},
        not_by={"undone": NOT_UNDONE},
    ),
    "settles": Broken(
        "there is no conflict about owner to decide",
        "ada",
        "reconciled",
        {"merge": "event0009", "about": ["owner"], "reason": "so"},
    ),
    "after_its_clock": Broken(
        "is too early: a clock cannot be met before it began",
        "ada",
        "escalated",
        {"level": "3", "reason": "hot"},
        (days(1),),
        timedelta(days=1, hours=1),
        not_by={"undone": "it would put the deadline off, which the owner may not"},
    ),
}
"""A row for each rule of the law."""
