"""Explanations of the codes about packs."""

from __future__ import annotations

from casectl.core.checks.explaining.explanation import Explanation
from casectl.core.values.messages import msg

_ASK = msg("Ask whoever gave you the pack for a new copy, and compare its commit with a seal or another clone.")

EXPLANATIONS: dict[str, Explanation] = {
    "K001": Explanation(
        msg("A file of the pack was edited, added or removed after the pack was made; or a download was incomplete."),
        _ASK,
    ),
    "K002": Explanation(
        msg(
            "The git bundle of another pack was put in, so the pages describe one commit and the bundle"
            " contains another."
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
