"""The rules of the law: what causes a finding, and what to do next. A recorded event is never altered."""

from __future__ import annotations

from casectl.core.checks.explaining.explanation import Explanation
from casectl.core.values.messages import msg

EXPLANATIONS: dict[str, Explanation] = {
    "C041": Explanation(
        msg("An event takes a case from new to closed, and the template has no such step."),
        msg(
            "Continue from the correct state: casectl show CASE lists the steps. The finding stays; a waiver"
            " accepts it."
        ),
    ),
    "C042": Explanation(
        msg("A case was closed by somebody without the role, or with no call to the customer on record."),
        msg(
            "Record what is missing, and let somebody with the role look at the case. A waiver accepts what is"
            " on record."
        ),
    ),
    "C043": Explanation(
        msg("A case was reopened 60 days after it was closed, and the template allows 30."),
        msg("Open a new case and link it: casectl new, casectl link."),
    ),
    "C044": Explanation(
        msg("A closed case was assigned to somebody."),
        msg("Reopen the case if the complaint continues: casectl reopen CASE. The finding stays; a waiver accepts it."),
    ),
    "C045": Explanation(
        msg("A colleague offered a case that is not theirs, or the owner offered it a second time."),
        msg("Send the offer back with casectl return CASE; the owner then offers it."),
    ),
    "C046": Explanation(
        msg("The case was offered to one person, and another one accepted it."),
        msg(
            "Give the case to the person it was offered to: casectl assign CASE NAME. The finding stays; a"
            " waiver accepts it."
        ),
    ),
    "C047": Explanation(
        msg("The case was sent back by somebody who had neither made the offer nor received it."),
        msg("Offer it again: casectl handoff CASE NAME. The finding stays; a waiver accepts it."),
    ),
    "C048": Explanation(
        msg("The level was lowered in the file, or set to a number that the template does not have."),
        msg("Raise it with casectl escalate CASE. The finding stays; a waiver accepts it."),
    ),
    "C049": Explanation(
        msg("Somebody undid a colleague's event, or one that later events depend on."),
        msg("Record the correct information as a new event, and give the reason with casectl note."),
    ),
    "C090": Explanation(
        msg("A clock was paused for a reason that its rule does not list, or extended beyond its limit."),
        msg("Resume the clock: casectl resume CASE. casectl explain CASE shows what the rule allows."),
    ),
    "C131": Explanation(
        msg("A clerk restarted a deadline that would otherwise have been missed, in a colleague's case."),
        msg(
            "See what it did: casectl due CASE. The owner of the case, or somebody who may decide on clocks, can"
            " correct it."
        ),
    ),
    "C091": Explanation(
        msg("A call is recorded for tomorrow, or this computer's clock is slow."),
        msg("Check the computer's time, and record it again with the right --at. A waiver accepts what is on record."),
    ),
    "C092": Explanation(
        msg("An answer is dated the day before the complaint came in."),
        msg("Correct the time of receipt if that is wrong, or undo the event and record it with the right --at."),
    ),
    "C093": Explanation(
        msg("A note is dated before the complaint came in."),
        msg("Correct the time of receipt if that is wrong, or undo the note and record it with the right --at."),
    ),
    "C094": Explanation(
        msg(
            "The owner moved a deadline that the law sets: by hand, by changing the day of receipt, or by a late entry."
        ),
        msg(
            "Ask somebody with may: [clocks] who has never owned the case to decide: casectl override. A waiver"
            " accepts what is on record."
        ),
    ),
    "C095": Explanation(
        msg("A clock was resumed at a time before it was paused."),
        msg("Record it again with the right --at. The finding stays; a waiver accepts it."),
    ),
    "C096": Explanation(
        msg("A closed case got another template, or one whose required fields are empty."),
        msg(
            "Fill in what the new template asks for: casectl set CASE FIELD=VALUE. A waiver accepts what is on record."
        ),
    ),
    "C126": Explanation(
        msg("An event that merges two cases was typed by hand, without a reason, or with a later time of receipt."),
        msg("Take it out, and merge the cases with casectl merge CASE INTO --reason TEXT."),
    ),
    "C097": Explanation(
        msg("An event was written by hand with a detail that its kind does not have."),
        msg("Record it with the command for it. casectl help file-format lists the details of each kind."),
    ),
    "C098": Explanation(
        msg(
            "An event, or a field edited in the file, is by somebody who is not in casectl.yaml; or it was recorded for"
            " others without act_as."
        ),
        msg("Add the person to casectl.yaml, or give the role the permission. casectl audit shows who recorded it."),
    ),
    "C099": Explanation(
        msg("A complaint about Li Na was assigned to Li Na."),
        msg("Give it to somebody else: casectl assign CASE PERSON."),
    ),
    "C129": Explanation(
        msg("The person complained about resolved the complaint, or owned it when a step was taken."),
        msg("Let somebody else look at it again: casectl assign CASE PERSON. A waiver accepts what is on record."),
    ),
    "C130": Explanation(
        msg(
            "A complaint about Li Na was merged into one that does not name her, so that she could have been given it."
        ),
        msg(
            "Separate the two: casectl undo --batch BATCH. Then merge the other into this one: casectl merge"
            " OTHER CASE. A waiver accepts the event."
        ),
    ),
    "C100": Explanation(
        msg("A deadline was edited, or a promised date was changed in the file, and no event moved its deadline."),
        msg("See how it is calculated: casectl explain CASE. casectl recompute shows what would move, and records it."),
    ),
    "C132": Explanation(
        msg("An event was written by hand, with a calendar that has more holidays than the casebook's."),
        msg("casectl recompute CASE shows what would move, and records it. A waiver accepts what is on record."),
    ),
    "C110": Explanation(
        msg(
            "A colleague took or changed somebody's case without giving a reason, or without the role the template"
            " asks for."
        ),
        msg(
            "Say why with casectl note, or let the owner offer it: casectl handoff CASE NAME. A waiver accepts"
            " what is on record."
        ),
    ),
    "C112": Explanation(
        msg("The owner removed their own name from the field for the person complained about, and gave no reason."),
        msg("Restore the right name: casectl set CASE FIELD=VALUE --reason TEXT. The template says who may change it."),
    ),
    "C111": Explanation(
        msg("A call was recorded on a complaint that the customer had withdrawn."),
        msg(
            "Reopen the case if the complaint continues: casectl reopen CASE; record a remark with casectl"
            " note. A waiver accepts what is on record."
        ),
    ),
    "C113": Explanation(
        msg("The day on which it happened, or a letter was sent, is next week."),
        msg("Correct it: casectl set CASE FIELD=DATE."),
    ),
    "C114": Explanation(
        msg("The money was promised by Friday; on Monday the date was changed, and nobody said why."),
        msg(
            "Give the reason with casectl note. To give it with the change: casectl set CASE FIELD=DATE --reason TEXT."
        ),
    ),
    "C124": Explanation(
        msg(
            "A refund of 100 was agreed, then raised to 5,000 after the step that needs a supervisor for 1,000 or more."
        ),
        msg("Restore the amount, or move the case back to before that step; approval is then needed again."),
    ),
    "C102": Explanation(
        msg("The contact that told the customer about a pause was undone, but the clock is still paused."),
        msg("Record the contact again, or resume the clock: casectl resume CASE."),
    ),
    "C103": Explanation(
        msg("An event written by hand claims to belong to an event that somebody else recorded."),
        msg("Record it with the command for it; casectl audit CASE shows who committed it."),
    ),
    "C104": Explanation(
        msg("The owner moved a deadline of their own case, and the mark own: was removed from the event."),
        msg("Set it again with casectl override, which writes the mark. A waiver accepts the first event."),
    ),
    "C105": Explanation(
        msg("A pause and its notice were recorded together, and only one of them was undone."),
        msg("Record again what was undone. The finding stays; a waiver accepts it."),
    ),
    "C106": Explanation(
        msg("An event of last week was written by hand, with a time of recording in the future."),
        msg("Record it with the command for it and --at TIME, which writes when it was recorded."),
    ),
    "C116": Explanation(
        msg(
            "A call made last month was recorded today, it stopped a clock by its date, and no reason was given"
            " for the delay."
        ),
        msg("Say why with casectl note, and let somebody else look at the entry. A waiver accepts what is on record."),
    ),
    "C117": Explanation(
        msg("Somebody confirmed their own late entry, or one that no clock depends on."),
        msg("Let somebody else with may: [clocks] look at the entry. A waiver accepts what they agree with."),
    ),
    "C180": Explanation(
        msg("A boundary was written by hand, without what the customer had said, or without an end date."),
        msg("casectl undo reverses it; casectl boundary CASE TEXT --abuse TEXT --next TEXT --until DAY states it."),
    ),
    "C125": Explanation(
        msg("A renamed event was written by hand, with a name that is not under renamed: in the template."),
        msg("Take the event out again; casectl adopt templates/NAME.yaml records the names that the template gives."),
    ),
    "C120": Explanation(
        msg("The event of a merge was written by hand, or one of the deadlines in it was edited."),
        msg("Restore the file as it was merged; casectl audit CASE shows who changed it."),
    ),
    "C121": Explanation(
        msg("A merge conflict was decided by an event written by hand, or was decided twice."),
        msg(
            "casectl show CASE lists what is to be decided, casectl reconcile CASE decides it. A waiver accepts"
            " what is on record."
        ),
    ),
}
"""By code."""
