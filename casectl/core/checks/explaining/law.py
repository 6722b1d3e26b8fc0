"""The rules of the law: what causes a finding, and what to do next. A recorded event is never altered."""

from __future__ import annotations

from casectl.core.checks.explaining.explanation import Explanation
from casectl.core.values.messages import msg

EXPLANATIONS: dict[str, Explanation] = {
    "C041": Explanation(
        msg("An event takes a case from new to closed, and the template has no such step."),
        msg("Go on from the right state: casectl show CASE lists the steps. The finding stays; a waiver accepts it."),
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
        msg("Give the case to whom it was offered: casectl assign CASE NAME. The finding stays; a waiver accepts it."),
    ),
    "C047": Explanation(
        msg("Somebody who is on neither side of the offer sent it back."),
        msg("Offer it again: casectl handoff CASE NAME. The finding stays; a waiver accepts it."),
    ),
    "C048": Explanation(
        msg("The level was lowered in the file, or set to a number that the template does not have."),
        msg("Raise it with casectl escalate CASE. The finding stays; a waiver accepts it."),
    ),
    "C049": Explanation(
        msg("Somebody took back a colleague's event, or one that others had built on."),
        msg("Record what is right as a new event, and say why with casectl note."),
    ),
    "C090": Explanation(
        msg("A clock was paused for a reason that its rule does not list, or extended beyond its limit."),
        msg("Resume the clock: casectl resume CASE. casectl explain CASE shows what the rule allows."),
    ),
    "C131": Explanation(
        msg("A clerk restarted the deadline of a colleague's case, which would have been missed."),
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
        msg("The owner moved a deadline that the law sets: by hand, by another day of receipt, or by a late entry."),
        msg(
            "Somebody with may: [clocks] who has never owned the case decides: casectl override. A waiver"
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
        msg("An event that joins two cases was typed by hand, without a reason, or with a later receipt."),
        msg("Take it out, and join the cases with casectl merge CASE INTO --reason TEXT."),
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
        msg("A complaint about Li Na was joined to one that does not name her, so that she could have been given it."),
        msg(
            "Take it apart: casectl undo --batch BATCH. Join the other one to it: casectl merge OTHER CASE. A"
            " waiver accepts the event."
        ),
    ),
    "C140": Explanation(
        msg("A case with a call-back still to make was taken to the archive, by an event written by hand."),
        msg(
            "Bring it back: casectl archive --restore CASE --reason TEXT. Do what is left to do, then archive it again."
        ),
    ),
    "C152": Explanation(
        msg("A clerk gave a colleague an instruction, or took back one that a supervisor had given."),
        msg("Ask somebody whose role has may: [instruct] in casectl.yaml to do it; for a remark use casectl note."),
    ),
    "C153": Explanation(
        msg("An instruction for Li Na was answered by a colleague, or marked as done without a reason."),
        msg("The person it is for has to answer it: casectl answer CASE TEXT."),
    ),
    "C160": Explanation(
        msg("A clerk approved her own final letter by a commit, or marked the approval as done."),
        msg(
            "A colleague with a role under approve: may: in the template has to approve it: casectl approve CASE -o"
            " FILE."
        ),
    ),
    "C161": Explanation(
        msg("A final letter was recorded as a contact, and its template has such letters approved first."),
        msg("Write it with casectl reply CASE, and have it approved. A waiver accepts what is out already."),
    ),
    "C162": Explanation(
        msg("A case was resolved by a commit while its final letter still waited to be approved."),
        msg("Have it approved, or sent back: casectl approve CASE. A waiver accepts the step."),
    ),
    "C155": Explanation(
        msg("An event written by hand says that somebody was reminded of a deadline that the case does not have."),
        msg(
            "casectl remind records reminders, as remind: of a clock in the template says. A waiver accepts the event."
        ),
    ),
    "C154": Explanation(
        msg("Li Na is away this week, and a case was assigned to her by a commit of the clone that did not know."),
        msg("Give it to the deputy: casectl assign CASE NAME --reason TEXT; casectl people list shows who that is."),
    ),
    "C170": Explanation(
        msg("Li Na was named as responsible for a complaint, and recorded a cause that names somebody else."),
        msg("The person named can dispute it: casectl cause CASE --dispute REASON. Somebody else then decides."),
    ),
    "C171": Explanation(
        msg("A responsibility was disputed by a colleague whom the cause does not name."),
        msg(
            "Only the person named can dispute it: casectl cause CASE --dispute REASON; others can add a note with"
            " casectl note."
        ),
    ),
    "C172": Explanation(
        msg("A refund of 900 CNY was offered by somebody who may grant 100 CNY, and was not marked for approval."),
        msg("Record it with casectl redress offer, and let a second person approve it: casectl redress approve CASE."),
    ),
    "C173": Explanation(
        msg("A refund above the limit was paid before a second person had approved it, or more was paid than offered."),
        msg(
            "Ask somebody whose role allows it to approve it: casectl redress approve CASE. To pay more, offer more"
            " first: casectl redress offer."
        ),
    ),
    "C188": Explanation(
        msg("A customer was sent a survey for the third time."),
        msg("casectl survey due lists whom to ask and whom to remind; casectl undo undoes what was not sent."),
    ),
    "C189": Explanation(
        msg("An answer says 9 of 5, or a second answer was recorded for one case."),
        msg("casectl undo reverses it; casectl survey record CASE --score 4 records what was answered."),
    ),
    "C185": Explanation(
        msg("A supervisor marked a case that she had handled herself for a week."),
        msg("A colleague who never had the case inspects it: casectl inspect score CASE PERSON --mark NAME=MARK …"),
    ),
    "C186": Explanation(
        msg("A team leader appealed against an inspection in the place of the person inspected."),
        msg("Only the person inspected can appeal: casectl inspect appeal CASE --reason TEXT."),
    ),
    "C187": Explanation(
        msg("The inspector decided on the appeal against the inspector's own marks."),
        msg("A third person decides: casectl inspect decide CASE --reason TEXT."),
    ),
    "C151": Explanation(
        msg("A call to the customer was recorded as one in which the customer asked again."),
        msg("casectl undo reverses it; casectl contact CASE in --chaser TEXT records what the customer said."),
    ),
    "C150": Explanation(
        msg("A promise for Monday was marked as kept on Tuesday, or a survey was done without the score it is for."),
        msg("Say how it ended: casectl followup done CASE FOLLOWUP --outcome broken --note TEXT."),
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
        msg("The owner took their own name out of the field with the person complained about, and gave no reason."),
        msg("Restore the right name: casectl set CASE FIELD=VALUE --reason TEXT. The template says who may."),
    ),
    "C111": Explanation(
        msg("A call was recorded on a complaint that the customer had withdrawn."),
        msg(
            "Reopen the case if the complaint continues: casectl reopen CASE; a remark is a note. A waiver accepts"
            " what is on"
            " record."
        ),
    ),
    "C113": Explanation(
        msg("The day on which it happened, or a letter was sent, is next week."),
        msg("Correct it: casectl set CASE FIELD=DATE."),
    ),
    "C114": Explanation(
        msg("The money was promised by Friday; on Monday the date was changed, and nobody said why."),
        msg("Say it with casectl note. casectl set CASE FIELD=DATE --reason TEXT says it from the start."),
    ),
    "C124": Explanation(
        msg(
            "A refund of 100 was agreed, then raised to 5,000 after the step that needs a supervisor for 1,000 or more."
        ),
        msg("Restore the amount, or move the case back to before that step; approval is then needed again."),
    ),
    "C102": Explanation(
        msg("The message that told the customer of a pause was undone, and the pause still runs."),
        msg("Record the contact again, or resume the clock: casectl resume CASE."),
    ),
    "C103": Explanation(
        msg("An event written by hand says that it belongs to what somebody else recorded."),
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
        msg("A call of last month was recorded today, stopped a clock by its date, and nobody wrote why so late."),
        msg("Say why with casectl note, and let somebody else look at the entry. A waiver accepts what is on record."),
    ),
    "C117": Explanation(
        msg("Somebody confirmed their own late entry, or one that no clock waited for."),
        msg("Let somebody else with may: [clocks] look at the entry. A waiver accepts what they agree with."),
    ),
    "C180": Explanation(
        msg("A boundary was written by hand, without what the customer had said, or without an end."),
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
        msg("A conflict was settled in an event written by hand, or twice."),
        msg(
            "casectl show CASE lists what is to be decided, casectl reconcile CASE decides it. A waiver accepts"
            " what is on record."
        ),
    ),
}
"""By code."""
