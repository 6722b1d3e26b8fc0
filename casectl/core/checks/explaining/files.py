"""Settings (B), the files of cases and their journals (C0): what causes a finding, and what to do next."""

from __future__ import annotations

from casectl.core.checks.explaining.explanation import Explanation
from casectl.core.values.messages import msg

EXPLANATIONS: dict[str, Explanation] = {
    "B001": Explanation(
        msg("A key is misspelt (zonee), a person has a role that is not under roles, a waiver has no end date."),
        msg("Correct the line, then run casectl adopt casectl.yaml. casectl help settings lists the keys."),
    ),
    "B002": Explanation(
        msg("A clock says calendar: night-shift, and there is no calendars/night-shift.yaml."),
        msg("Correct the name, or make the calendar: casectl calendar new."),
    ),
    "B003": Explanation(
        msg("A template says may: [manager], and casectl.yaml has no role manager."),
        msg("Add the role under roles in casectl.yaml, or use an existing one. Until then nobody has that permission."),
    ),
    "B004": Explanation(
        msg("The view says ownr:me, refers to itself, or is empty."),
        msg("Correct it under views in casectl.yaml. Try the query first: casectl list --where 'owner:me'."),
    ),
    "B005": Explanation(
        msg("A clock has kind: regulatory and no source: or no verified: line."),
        msg("Give the clause under source:, and say under verified: how far you compared it with the law."),
    ),
    "B006": Explanation(
        msg("A template has the line team: returns, but that team was renamed in casectl.yaml."),
        msg("Correct the template, or add the team or the person to casectl.yaml."),
    ),
    "B007": Explanation(
        msg("Somebody edited templates/complaint.yaml and did not commit it."),
        msg("Record the edit with casectl adopt FILE, or drop it with git checkout -- FILE."),
    ),
    "B008": Explanation(
        msg("A file in imports/ was edited, renamed or removed."),
        msg(
            "Restore it: git checkout COMMIT -- FILE. Without the record, the cases of that import are checked"
            " like any others."
        ),
    ),
    "B009": Explanation(
        msg("A waiver says until: 2026-06-30, and that day has passed."),
        msg("Fix the problem and remove the waiver, or agree on a new date with the person responsible."),
    ),
    "B010": Explanation(
        msg("What the waiver covers has been fixed, or its cases: pattern matches no file."),
        msg("Take the waiver out of casectl.yaml, or correct its code or cases."),
    ),
    "B011": Explanation(
        msg("Rule files were committed with git by somebody without permission, or without raising the version."),
        msg("Somebody with permission restores the file, or raises the version: casectl adopt FILE."),
    ),
    "B013": Explanation(
        msg("No role in casectl.yaml has may: [rules], so every clerk may change deadlines for all."),
        msg("Give a role may: [rules] and may: [clocks], then: casectl adopt casectl.yaml."),
    ),
    "B014": Explanation(
        msg("A script asks for {{{{customer.nmae}}}}, or its own text lacks a passage that it requires."),
        msg("Correct the file in scripts/. casectl reply CASE --script NAME --dry-run shows the letter."),
    ),
    "B017": Explanation(
        msg("An article has no line --- at its top, or names an owner who left."),
        msg("Write title, owner and verified_until between two lines ---; casectl help knowledge shows an article."),
    ),
    "B022": Explanation(
        msg("Three complaints in 90 days have one root cause, and no improvement case is linked to them."),
        msg("casectl problem lists them; casectl new improvement, then casectl link NEW related CASE."),
    ),
    "B018": Explanation(
        msg("An article says verified_until: 2026-06-30, and that day has passed."),
        msg("Ask its owner to review it, correct it and update verified_until."),
    ),
    "B023": Explanation(
        msg("A waiver has person: ann, and the finding is about something that Ann did herself."),
        msg(
            "Have somebody else look at it, and put that name under person:. If casectl.yaml has only one"
            " person, the waiver is valid."
        ),
    ),
    "B019": Explanation(
        msg(
            "There is an ann and an Ann, or an ann in letters of another alphabet. As advice only: two people"
            " have the same name:."
        ),
        msg(
            "Find out who added the second one; give that person another short name, and a name: such as Ann"
            " Reed (Leeds)."
        ),
    ),
    "B012": Explanation(
        msg("The view says 状态:已受理, which was the title of received and is now that of acknowledged."),
        msg("Write the state's code into the view: state:received, or state:acknowledged."),
    ),
    "C122": Explanation(
        msg("Two colleagues gave the case to different people before they had seen each other's work."),
        msg("See both sides: casectl show CASE. Keep what counts, or take the other: casectl reconcile CASE."),
    ),
    "C123": Explanation(
        msg("The clone was made with --depth 1, and the template of the time when the case was opened is not in it."),
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
        msg("Write the key again; for keys of the header, casectl adopt --refold CASE does it."),
    ),
    "C004": Explanation(
        msg("The file says owners: instead of owner:."),
        msg("Correct the key. If it is your own, begin it with x- and it is left alone."),
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
        msg("Somebody changed owner: in an editor, so that the header says what no event recorded."),
        msg("Undo it: casectl adopt --refold CASE. To change it, use the command that the message names."),
    ),
    "C060": Explanation(
        msg("An event was copied within the journal, or a merge by hand kept it twice."),
        msg("Remove the copy. The journal as recorded is in git show HEAD:FILE."),
    ),
    "C061": Explanation(
        msg("The event was written by a newer casectl, or its kind is misspelt."),
        msg("Update casectl. If the event was written by hand, remove it and use the command for it."),
    ),
    "C062": Explanation(
        msg("Lines of the journal were deleted, in the file or in a commit or merge made without casectl."),
        msg(
            "Restore them: casectl adopt --refold CASE; of an archived case: casectl archive --restore CASE."
            " casectl audit CASE shows who did it."
        ),
    ),
    "C063": Explanation(
        msg("A recorded event was edited, or an event was inserted before events recorded earlier."),
        msg("Restore it: casectl adopt --refold CASE. Record what is missing with its command and --at TIME."),
    ),
    "C064": Explanation(
        msg("The first event was removed, or another one was put before it."),
        msg("Restore the journal: git checkout -- FILE."),
    ),
    "C065": Explanation(
        msg("The file was deleted, or moved to another folder."),
        msg(
            "Get it back: git checkout HEAD -- FILE; if that was committed, git checkout COMMIT~ -- FILE, git"
            " commit. Close cases, never delete them."
        ),
    ),
    "C141": Explanation(
        msg("A line was typed into archive/2024.tsv, or removed; or a file of the archive was changed there."),
        msg("git log -p -- FILE shows who did it. Undo it; casectl archive records what belongs there."),
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
        msg("A scan was copied to attachments/C-2611-7QK3XM4TV/ and committed, or only left there."),
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
        msg("The case that is linked to was deleted, or is not in this casebook."),
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
        msg("The merge of two cases was typed into one file by hand, or undone in only one of the two."),
        msg("Undo it in both: casectl undo --batch BATCH; the id of the event begins with the batch."),
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
        msg("A note quotes a Chinese identity card, a British NI or an American social security number."),
        msg("Keep it in a private field, and only if you need it. A recorded note stays; write the next one without."),
    ),
    "P004": Explanation(
        msg("A note quotes the card that was charged twice."),
        msg("Write its last four digits only. Tell the person responsible for card data, since a recorded note stays."),
    ),
    "C101": Explanation(
        msg("Somebody typed source: into a case to get around the rules."),
        msg("Remove the key from the case. To bring in cases from another system, use casectl import."),
    ),
    "C190": Explanation(
        msg("A refund above the limit was offered, and nobody has approved it yet."),
        msg(
            "casectl redress approve CASE, by a second person whose role allows it; casectl redress list --stage waits."
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
