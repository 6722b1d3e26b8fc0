"""All that adopt records: edits of the free part, the header and the form, what is put right, and new names."""

from __future__ import annotations

from casectl.actions.adopt import adopt
from casectl.actions.adopting.renamed import rename
from casectl.actions.note import note
from casectl.core.case.ids import case_path
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def adopted(context: FakeContext) -> None:
    """Hand edits of a case, a note that a commit took out of it, and a template that renames its state and a field."""
    case = context.open()
    without = context.store.files[case_path(case)]
    note(context, case, "She rang", AT_ONCE)
    context.store.files[case_path(case)] = without
    context.commit(case)
    adopt(context, case, "", AT_ONCE, refold=True)
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
        .replace(b"  problem: {", b"  story: {")
        .replace(b"workflow:\n", b"renamed: {fields: {problem: story}}\nworkflow:\n")
    )
    rename(context)
