"""Settings (B): what causes a finding, and what to do next."""

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
        msg(
            "Add the role under roles in casectl.yaml, or name an existing role in the template. Until then"
            " nobody has that permission."
        ),
    ),
    "B004": Explanation(
        msg("The view says ownr:me, refers to itself, or is empty."),
        msg("Correct it under views in casectl.yaml. Try the query first: casectl list --where 'owner:me'."),
    ),
    "B005": Explanation(
        msg("A clock has kind: regulatory and no source: or no verified: line."),
        msg(
            "Name the law or rule and its clause under source:, and write under verified: how far you compared"
            " the clock with it."
        ),
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
        msg("The problem that the waiver covers has been fixed, or its pattern under cases: matches no file."),
        msg("Take the waiver out of casectl.yaml, or correct its code or cases."),
    ),
    "B011": Explanation(
        msg("Rule files were committed with git by somebody without permission, or without raising the version."),
        msg("Somebody with permission restores the file, or raises the version: casectl adopt FILE."),
    ),
    "B013": Explanation(
        msg("No role in casectl.yaml has may: [rules], so every clerk may change the deadlines of everybody."),
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
            "Have somebody else look at it, and put their name under person:. If casectl.yaml has only one"
            " person, the waiver is valid."
        ),
    ),
    "B019": Explanation(
        msg(
            "casectl.yaml has both ann and Ann, or an ann in letters of another alphabet. If only the full"
            " names are the same, this is advice."
        ),
        msg(
            "Find out who added the second one; give that person another short name, and a name: such as Ann"
            " Reed (Leeds)."
        ),
    ),
    "B012": Explanation(
        msg(
            "The view says 状态:已受理. That used to be the title of the state received, and is now the title of"
            " acknowledged."
        ),
        msg("Write the state's code into the view: state:received, or state:acknowledged."),
    ),
}
"""By code."""
