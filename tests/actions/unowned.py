"""A case that nobody has, as an import brings it."""

from __future__ import annotations

from casectl.core.case.ids import case_path
from tests.fakes.context import FakeContext


def unowned(context: FakeContext, title: str = "The parcel came open") -> str:
    """A new case of the actor's team without an owner; its id."""
    case = context.open([("title", title)])
    path = case_path(case)
    lines = context.store.files[path].decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("owner:", "    owner:"))]
    assert len(kept) == len(lines) - 2
    context.store.files[path] = "".join(kept).replace(f"\n    who: {context.person}", "").encode()
    context.commit(case)
    return case
