"""The rules of what a desk does around a complaint, such as letters, absences, surveys and inspections: what causes a
finding, and what to do next."""

from __future__ import annotations

from casectl.core.checks.explaining.explanation import Explanation
from casectl.core.values.messages import msg

EXPLANATIONS: dict[str, Explanation] = {
    "C140": Explanation(
        msg("A case with a call-back still due was moved to the archive by an event written by hand."),
        msg(
            "Bring it back: casectl archive --restore CASE --reason TEXT. Do what is left to do, then archive it again."
        ),
    ),
    "C152": Explanation(
        msg("A clerk gave a colleague an instruction, or took back one that a supervisor had given."),
        msg(
            "Somebody whose role has may: [instruct] in casectl.yaml has to do this; to add a remark, use casectl note."
        ),
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
        msg("A final letter was recorded as a contact, although its template requires approval for such letters."),
        msg(
            "Write such letters with casectl reply CASE, and have them approved. A waiver accepts a letter that"
            " has already been sent."
        ),
    ),
    "C162": Explanation(
        msg("A case was resolved by a commit while its final letter still waited to be approved."),
        msg("Have it approved, or sent back: casectl approve CASE. A waiver accepts the step."),
    ),
    "C155": Explanation(
        msg("An event written by hand says that somebody was reminded of a deadline that the case does not have."),
        msg(
            "Let casectl remind record reminders, as set under remind: for a clock in the template. A waiver"
            " accepts the event."
        ),
    ),
    "C154": Explanation(
        msg(
            "Li Na is away this week, and a case was assigned to her by a commit from a clone that did not yet"
            " know this."
        ),
        msg("Give it to the deputy: casectl assign CASE NAME --reason TEXT; casectl people list shows who that is."),
    ),
    "C170": Explanation(
        msg(
            "Li Na was named as responsible for a complaint, and then recorded a cause herself that names"
            " somebody else."
        ),
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
        msg(
            "Somebody who may offer up to 100 CNY offered a refund of 900 CNY, and the offer was not marked for"
            " approval."
        ),
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
        msg(
            "casectl survey due lists the customers to ask and to remind. If a survey was recorded but never"
            " sent, undo the entry with casectl undo."
        ),
    ),
    "C189": Explanation(
        msg("An answer gives a score of 9 out of 5, or a second answer was recorded for one case."),
        msg("casectl undo reverses it; casectl survey record CASE --score 4 records what was answered."),
    ),
    "C185": Explanation(
        msg("A supervisor inspected a case that she had handled herself for a week."),
        msg("A colleague who never had the case inspects it: casectl inspect score CASE PERSON --mark NAME=MARK …"),
    ),
    "C186": Explanation(
        msg("A team leader appealed against an inspection on behalf of the person inspected."),
        msg("Only the person inspected can appeal: casectl inspect appeal CASE --reason TEXT."),
    ),
    "C187": Explanation(
        msg("The inspector decided on the appeal against the inspector's own marks."),
        msg("A third person decides: casectl inspect decide CASE --reason TEXT."),
    ),
    "C151": Explanation(
        msg("A call to the customer was recorded as a chaser, which only a contact from the customer can be."),
        msg("casectl undo reverses it; casectl contact CASE in --chaser TEXT records what the customer said."),
    ),
    "C150": Explanation(
        msg(
            "A promise for Monday was marked as kept, but only on Tuesday; or a satisfaction call was marked as"
            " done without a score."
        ),
        msg("Say how it ended: casectl followup done CASE FOLLOWUP --outcome broken --note TEXT."),
    ),
}
"""By code."""
