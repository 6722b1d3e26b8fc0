"""All that adopt records: edits of the free part, the header and the form, a header put right, a renamed state."""

from __future__ import annotations

from casectl.actions.adopt import adopt
from casectl.actions.adopting.renamed import rename_states
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def adopted(context: FakeContext) -> None:
    """Hand edits of a case, and a template that calls its state otherwise."""
    case = context.open()
    context.rewrite(case, "level: 1", "level: 2")
    context.rewrite(case, "team: front", "team: back")
    adopt(context, case, "A slip", AT_ONCE)
    context.rewrite(case, "title: ", "# a comment\ntitle: ")
    adopt(context, case, "", AT_ONCE)
    context.rewrite(case, "level: 2", "level: 1")
    adopt(context, case, "", AT_ONCE, refold=True)
    context.store.files["templates/plain.yaml"] = (
        context.store.files["templates/plain.yaml"]
        .replace(b"initial: new", b"renamed: {new: fresh}\n  initial: fresh")
        .replace(b"    new: {", b"    fresh: {")
        .replace(b"from: new,", b"from: fresh,")
        .replace(b"[new,", b"[fresh,")
        .replace(b"to: new,", b"to: fresh,")
    )
    rename_states(context)
