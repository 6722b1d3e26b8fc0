"""Commits (H) and packs (K): what causes a finding, and what to do next."""

from __future__ import annotations

from casectl.core.checks.explaining.explanation import Explanation
from casectl.core.values.messages import msg

EXPLANATIONS: dict[str, Explanation] = {
    "H001": Explanation(
        msg("Somebody typed Event:, Case: or Actor: into a commit message, or took the event out before committing."),
        msg("git show COMMIT shows what the commit changed. Ask who made it; the message itself has no effect."),
    ),
    "H002": Explanation(
        msg("The case file was edited by hand and committed with git."),
        msg("Nothing has to be done: the event was checked like any other. Next time, record it with casectl."),
    ),
    "H003": Explanation(
        msg("bo committed an event that has by: ann, but not via: bo."),
        msg(
            "Ask both people. To record for others, use --as with a role that allows it. If the person has a"
            " new address, add it to casectl.yaml."
        ),
    ),
    "H004": Explanation(
        msg(
            "A computer's clock was wrong, or a date was given to git, so that a commit is older than the one"
            " before it."
        ),
        msg("Correct the computer's clock (casectl doctor); deadlines calculated at that time depend on it."),
    ),
    "H005": Explanation(
        msg(
            "Somebody ran git merge --no-commit, typed an event or a value into a case, or restored the value"
            " of one side, and then ran git commit."
        ),
        msg("git show -m COMMIT compares it with each parent. Ask who made the merge; casectl set records a value."),
    ),
    "H006": Explanation(
        msg(
            "There is a file cases/2026/11/c-2611-….yaml beside C-2611-….yaml, or a file Casectl.yaml: the"
            " names differ only in capital letters."
        ),
        msg("Take the second file away: git rm FILE."),
    ),
    "H007": Explanation(
        msg("A case file was replaced by a symbolic link, or a folder by another repository."),
        msg("Restore the file: git checkout COMMIT -- FILE."),
    ),
    "H008": Explanation(
        msg("A line says cases/** -diff, so that git log -p no longer shows changes of cases."),
        msg("Take the line out of .gitattributes. casectl itself ignores it."),
    ),
    "H009": Explanation(
        msg(".mailmap gives the address of somebody in casectl.yaml another name."),
        msg("Take the line out. casectl itself ignores it."),
    ),
    "H010": Explanation(
        msg("git replace or .git/info/grafts puts one commit in the place of another."),
        msg("Run git replace -d COMMIT, or delete .git/info/grafts. casectl ignores both and reads what was recorded."),
    ),
    "H011": Explanation(
        msg("A case file was copied with its journal, or an event was typed with the id of another one."),
        msg("Open the second case with casectl new, and remove the copy; record the event again with casectl."),
    ),
    "H012": Explanation(
        msg("git reset, git commit --amend or a forced push removed commits that were there before."),
        msg(
            "git log HEAD..COMMIT shows what is missing; git merge COMMIT restores it. If you removed it"
            " yourself: casectl verify --all."
        ),
    ),
    "H013": Explanation(
        msg("The version of the template that applies to the event is not in this clone."),
        msg("Fetch the whole history: git fetch --unshallow, or git fetch --refetch --no-filter."),
    ),
    "H014": Explanation(
        msg("Somebody committed without a key, in their own name or in another's."),
        msg(
            "Ask who made it. Set git to sign (casectl help proof). Not pushed yet: git rebase --exec 'git"
            " commit --amend --no-edit -S' origin/main."
        ),
    ),
    "H015": Explanation(
        msg("The key was not yet under people: in casectl.yaml, its last day had passed, or the commit was altered."),
        msg("Ask who made the commit. Add a new key in a separate commit, signed with a key that is already valid."),
    ),
    "H016": Explanation(
        msg("bo signed a commit in which ann recorded an event, and no role lets bo act for others (act_as)."),
        msg(
            "Ask both. A server under forges: may sign merges that change nothing of their own, and squashes of"
            " a signed branch in this clone."
        ),
    ),
    "H017": Explanation(
        msg("ssh-keygen is missing or too old, the signature is by a PGP key, or casectl.yaml names no keys."),
        msg("Install OpenSSH and run casectl verify --all. The commit counts neither as signed nor as unsigned."),
    ),
    "H018": Explanation(
        msg("Somebody who is not in casectl.yaml, or was removed from it, merged a branch with plain git."),
        msg("Ask who it was. The merge adds nothing of its own; what it brings in is checked separately."),
    ),
}

_ASK = msg("Ask whoever gave you the pack for a new copy, and compare its commit with a seal or another clone.")

PACKS: dict[str, Explanation] = {
    "K001": Explanation(
        msg("A file of the pack was edited, added or removed after the pack was made; or a download was incomplete."),
        _ASK,
    ),
    "K002": Explanation(
        msg(
            "The git bundle was replaced by that of another pack, so the pages describe one commit and the"
            " bundle contains another."
        ),
        _ASK,
    ),
    "K003": Explanation(msg("Commits or files are missing from the bundle, or its bytes were altered."), _ASK),
    "K004": Explanation(
        msg(
            "The case or an attachment was edited and the list of checksums recalculated, but git's record has"
            " the original text."
        ),
        msg("Rely on git's record: README.txt in the pack says how. Ask who made the pack."),
    ),
    "K005": Explanation(
        msg("The case was changed between two commits of the pack, and the commit that did it is not among them."),
        msg("Ask for the full history of the case: casectl pack CASE -o FILE, run in a complete clone."),
    ),
    "K006": Explanation(
        msg("Somebody committed a journal with an event missing, or with a different reason or time in it."),
        msg("git show COMMIT in the unpacked bundle shows both texts. Ask who committed it, and why."),
    ),
    "K007": Explanation(
        msg("A page, a table or the explanation of a deadline was edited, and the list of checksums was recalculated."),
        msg("Rely on git's record, not on the page. Ask who made the pack."),
    ),
}
