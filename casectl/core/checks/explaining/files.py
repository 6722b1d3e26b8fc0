"""The files of cases and their journals (C0), and personal data (P): what causes a finding, and what to do next."""

from __future__ import annotations

from casectl.core.checks.explaining.explanation import Explanation
from casectl.core.values.messages import msg

EXPLANATIONS: dict[str, Explanation] = {
    "C122": Explanation(
        msg("Two colleagues gave the case to different people before they had seen each other's work."),
        msg(
            "See both sides: casectl show CASE. Then keep the current value, or take the other one, with"
            " casectl reconcile CASE."
        ),
    ),
    "C123": Explanation(
        msg("The clone was made with --depth 1, so it lacks the template that was in use when the case was opened."),
        msg("Get the whole history: git fetch --unshallow. Then check again."),
    ),
    "C000": Explanation(
        msg("A quote was not closed, a key appears twice, or merge markers were left in the file."),
        msg("Open the file at the line shown and correct it, or go back: git checkout -- FILE."),
    ),
    "C001": Explanation(
        msg("A character of the id was changed, so that its check character no longer fits."),
        msg("Restore the id: casectl adopt --refold CASE."),
    ),
    "C002": Explanation(
        msg("A case file was copied or renamed, so that it contains the id of another case."),
        msg("Give the file its name back with git mv. For a new case use casectl new, never a copy."),
    ),
    "C003": Explanation(
        msg("The title: line was deleted."),
        msg("Add the key again; if it belongs to the header, casectl adopt --refold CASE restores it."),
    ),
    "C004": Explanation(
        msg("The file says owners: instead of owner:."),
        msg("Correct the key. If the key is one of your own, begin its name with x- and casectl leaves it alone."),
    ),
    "C010": Explanation(
        msg("The case's template was removed or renamed, or has errors, so that the case cannot be checked."),
        msg("Fix the template, or restore it. To change the kind of complaint, use casectl retype."),
    ),
    "C020": Explanation(
        msg("A date says soon, a number says many, or a choice is not in the template's list."),
        msg("Correct it: casectl set CASE FIELD=VALUE."),
    ),
    "C021": Explanation(
        msg("The file says chanel: and the template's field is channel."),
        msg("Correct the name. For data of your own, begin the name with x-, or add a field to the template."),
    ),
    "C030": Explanation(
        msg("The field is needed in the state that the case is in, and is empty or says TBD."),
        msg("Fill it in: casectl set CASE FIELD=VALUE. If nobody knows the answer, say that in the field."),
    ),
    "C040": Explanation(
        msg("The state was removed from the template while cases were in it."),
        msg("Restore the state in the template, move the cases on, and then remove it."),
    ),
    "C050": Explanation(
        msg("Somebody changed owner: in an editor, so that the header shows a value that no event recorded."),
        msg("Undo the edit: casectl adopt --refold CASE. To change the value, use the command that the message names."),
    ),
    "C060": Explanation(
        msg("An event was copied within the journal, or a merge by hand kept it twice."),
        msg("Remove the copy. git show HEAD:FILE shows the journal as recorded."),
    ),
    "C061": Explanation(
        msg("The event was written by a newer casectl, or its kind is misspelt."),
        msg("Update casectl. If the event was written by hand, remove it and record it with the right command."),
    ),
    "C062": Explanation(
        msg("Lines of the journal were deleted, in the file or in a commit or merge made without casectl."),
        msg(
            "Restore them: casectl adopt --refold CASE, or if it is archived: casectl archive --restore CASE."
            " casectl audit CASE shows who did it."
        ),
    ),
    "C063": Explanation(
        msg("A recorded event was edited, or an event was inserted before events recorded earlier."),
        msg(
            "Restore the event: casectl adopt --refold CASE. If an event is missing, record it with the right"
            " command and --at TIME."
        ),
    ),
    "C064": Explanation(
        msg("The first event was removed, or another one was put before it."),
        msg("Restore the journal: git checkout -- FILE."),
    ),
    "C065": Explanation(
        msg("The file was deleted, or moved to another folder."),
        msg(
            "Restore it: git checkout HEAD -- FILE. If that was committed: git checkout COMMIT~ -- FILE, git"
            " commit. Close cases, never delete them."
        ),
    ),
    "C141": Explanation(
        msg("A line was typed into archive/2024.tsv, or removed; or a file of the archive was changed there."),
        msg("git log -p -- FILE shows who did it. Undo the change, and use casectl archive to archive cases."),
    ),
    "C066": Explanation(
        msg("The file was deleted, or was left out of the clone because of its size."),
        msg("Get it back: git checkout HEAD -- FILE."),
    ),
    "C067": Explanation(
        msg("The file was saved again, or replaced, after it was attached."),
        msg("Restore the original: git checkout COMMIT -- FILE. Attach the new one as another file."),
    ),
    "C142": Explanation(
        msg("A scan was copied by hand into attachments/C-2611-7QK3XM4TV/, whether or not it was committed."),
        msg(
            "Attach it with casectl attach CASE FILE, which makes a copy, then delete the original. git log --"
            " FILE shows who committed it."
        ),
    ),
    "C068": Explanation(
        msg("A field was edited in the file, and git commit was used instead of casectl adopt."),
        msg("Look at it: casectl audit CASE. If it is right, nothing needs doing; next time use casectl adopt."),
    ),
    "C069": Explanation(
        msg("The event was written by hand, or a rebase placed it after a change of the rules."),
        msg(
            "Look at it: git show COMMIT. A waiver accepts it. If the rules before and after the change both"
            " allow the event, it is only a note."
        ),
    ),
    "C070": Explanation(
        msg("The owner left and was removed from casectl.yaml."),
        msg("Give the case to somebody: casectl assign CASE PERSON. Keep people who left in casectl.yaml."),
    ),
    "C071": Explanation(
        msg("The team was renamed in casectl.yaml."),
        msg("Restore the name, or give the case to an existing team: casectl handoff CASE --team TEAM."),
    ),
    "C072": Explanation(
        msg("A follow-up is for somebody who was removed from casectl.yaml."),
        msg("Schedule it for somebody else with casectl followup, or add the person again."),
    ),
    "C080": Explanation(
        msg("A case has a link to a case that was deleted, or that is not in this casebook."),
        msg("Get that case back from git, or correct the link with casectl link."),
    ),
    "C082": Explanation(
        msg("Two cases are each linked as a part of the other, in two clones or by hand."),
        msg("Remove one of the links: casectl link CASE part-of OTHER --remove."),
    ),
    "C119": Explanation(
        msg("A case with two parts was closed by hand while one of them was still being investigated."),
        msg("Finish the part, or reopen the main case: casectl reopen CASE."),
    ),
    "C128": Explanation(
        msg(
            "The merge of two cases was written by hand into only one of the two files, or was undone in only"
            " one of them."
        ),
        msg(
            "Undo the merge in both cases: casectl undo --batch BATCH, where BATCH is the beginning of the event's id."
        ),
    ),
    "P001": Explanation(
        msg("The title contains the customer's e-mail address."),
        msg("Move it to a private field of the template, and change the title: casectl set CASE title=TEXT."),
    ),
    "P002": Explanation(
        msg("A note contains a telephone number, such as the one to call back on."),
        msg("Move it to a private field. If such notes are intended, write personal_data: allowed in the template."),
    ),
    "P003": Explanation(
        msg(
            "A note contains the number of a Chinese identity card, a British NI number or an American social"
            " security number."
        ),
        msg(
            "Keep the number in a private field, and only if you need it. A recorded note cannot be changed;"
            " leave the number out of the next one."
        ),
    ),
    "P004": Explanation(
        msg("A note quotes the card that was charged twice."),
        msg(
            "Write only its last four digits in future. A recorded note cannot be changed, so inform the person"
            " responsible for card data."
        ),
    ),
    "C101": Explanation(
        msg("Somebody typed source: into a case to get around the rules."),
        msg("Remove the key from the case. To bring in cases from another system, use casectl import."),
    ),
    "C190": Explanation(
        msg("A refund above the limit was offered, and nobody has approved it yet."),
        msg(
            "A second person has to approve the offer: casectl redress approve CASE. casectl redress list"
            " --stage waits lists such offers."
        ),
    ),
    "C134": Explanation(
        msg(
            "Somebody was given a role with may: [clocks], postponed a regulatory deadline, and then lost the"
            " role again."
        ),
        msg(
            "Ask who changed casectl.yaml (git log -p casectl.yaml), and let somebody else look at the decision:"
            " casectl explain CASE shows it."
        ),
    ),
    "C118": Explanation(
        msg("casectl.yaml listed only one person, who set a deadline by hand, and the event is marked alone: yes."),
        msg("Nothing is wrong. Let somebody else look at it: casectl explain CASE shows the reason."),
    ),
}
"""By code."""
