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
        msg(
            "A case was offered by a colleague who does not own it, or was offered again by the owner while the"
            " first offer was still open."
        ),
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
            "See how the deadline changed: casectl due CASE. The owner of the case, or somebody with may:"
            " [clocks], can correct it."
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
        msg(
            "The template of a closed case was changed, or the case was given a template whose required fields"
            " are empty."
        ),
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
        msg("Record the event again with the right command. casectl help file-format lists the details of each kind."),
    ),
    "C098": Explanation(
        msg(
            "An event or an edit is by somebody who is not in casectl.yaml, or was recorded for others without"
            " permission (act_as)."
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
            "A complaint about Li Na was merged into a case that does not name her, so nothing prevented it"
            " from being assigned to her."
        ),
        msg(
            "Undo the merge: casectl undo --batch BATCH. Then merge the other case into this one: casectl merge"
            " OTHER CASE. Or add a waiver."
        ),
    ),
    "C100": Explanation(
        msg(
            "A deadline was edited in the file, or a promised date was changed there and no event moved the"
            " deadline of the promise."
        ),
        msg(
            "casectl explain CASE shows how the deadline is calculated. casectl recompute shows what would"
            " move; with --apply it records the change."
        ),
    ),
    "C132": Explanation(
        msg("An event was written by hand, with a calendar that has more holidays than the casebook's."),
        msg(
            "casectl recompute CASE shows what would move, and with --apply records it. A waiver accepts what"
            " is on record."
        ),
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
        msg("The date of the incident, or the date on which a letter was sent, is in the future: next week."),
        msg("Correct it: casectl set CASE FIELD=DATE."),
    ),
    "C114": Explanation(
        msg("The money was promised by Friday; on Monday the date was changed, and nobody said why."),
        msg(
            "Add the reason with casectl note. Next time give it with the change: casectl set CASE FIELD=DATE"
            " --reason TEXT."
        ),
    ),
    "C124": Explanation(
        msg(
            "A refund of 100 was agreed, then raised to 5,000 after the step that needs a supervisor for 1,000 or more."
        ),
        msg(
            "Restore the amount, or move the case back to the state before that step, so that it has to be"
            " approved again."
        ),
    ),
    "C102": Explanation(
        msg("The contact that told the customer about a pause was undone, but the clock is still paused."),
        msg("Record the contact again, or resume the clock: casectl resume CASE."),
    ),
    "C103": Explanation(
        msg("An event written by hand claims to belong to an event that somebody else recorded."),
        msg("Record the event with the right command; casectl audit CASE shows who committed it."),
    ),
    "C104": Explanation(
        msg("The owner moved a deadline of their own case, and the mark own: was removed from the event."),
        msg("Set the deadline again with casectl override, which adds the mark. A waiver accepts the first event."),
    ),
    "C105": Explanation(
        msg("A pause and its notice were recorded together, and only one of them was undone."),
        msg("Record again what was undone. The finding stays; a waiver accepts it."),
    ),
    "C106": Explanation(
        msg("An event of last week was written by hand, with a time of recording in the future."),
        msg("Record the event with the right command and --at TIME; casectl then adds the time of recording itself."),
    ),
    "C116": Explanation(
        msg(
            "A call made last month was recorded today without a reason for the delay, and it stopped a clock"
            " as of last month."
        ),
        msg("Say why with casectl note, and let somebody else look at the entry. A waiver accepts what is on record."),
    ),
    "C117": Explanation(
        msg("Somebody confirmed their own late entry, or one that no clock depends on."),
        msg("Let somebody else with may: [clocks] look at the entry. A waiver accepts what they agree with."),
    ),
    "C180": Explanation(
        msg("A boundary was written by hand, without what the customer had said, or without an end date."),
        msg(
            "casectl undo reverses the boundary; casectl boundary CASE TEXT --abuse TEXT --next TEXT --until"
            " DAY states it again."
        ),
    ),
    "C125": Explanation(
        msg(
            "An event of the kind renamed was written by hand, with a name that the template does not list"
            " under renamed:."
        ),
        msg("Remove the event; casectl adopt templates/NAME.yaml records the renames that are in the template."),
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
