"""Attachments are held against what their events say of them, committed or not."""

from __future__ import annotations

from casectl.actions.attach import attach
from casectl.actions.check import check
from casectl.actions.recording.proposal import EventStamp
from casectl.ports.recording import NewCommit
from tests.actions.test_check import ATTACHED, at, casebook, found


def test_an_attachment_is_held_against_its_size_and_its_digest_committed_or_not() -> None:
    """Found by use (G11): swapped or deleted, and committed, it was silent everywhere."""
    context, case = casebook()
    attach(context, case, "label.txt", b"the label", EventStamp())
    assert found(context) == []
    for content, code, what in (
        (b"the labels", "C067", "had 9 bytes when it was attached, and has 10"),
        (b"the lapel", "C067", "is not what was attached"),
        (None, "C066", "was attached but is missing"),
    ):
        context.store.files.pop(ATTACHED)
        if content is not None:
            context.store.files[ATTACHED] = content
        for committed in (False, True):
            if committed:
                context.ledger.record(context.ledger.head(), [NewCommit({ATTACHED: content}, "by hand")], context.now)
            [finding] = check(context).findings
            assert (finding.code, at(context, finding)) == (code, f"file: {ATTACHED}")
            assert what in str(finding.what)
