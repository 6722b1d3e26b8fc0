"""hook reads what git says of a push, and waivers with their reasons."""

from __future__ import annotations

import pytest

from casectl.actions.hook import PushOption, RefChange, push_options, ref_changes
from casectl.core.values.messages import UsageError

ZERO = "0" * 40


def test_a_line_is_a_change_and_zeros_are_nothing() -> None:
    assert ref_changes([f"{ZERO} {'a' * 40} refs/heads/main", f"{'a' * 40} {ZERO} refs/tags/v1"]) == [
        RefChange("refs/heads/main", "", "a" * 40),
        RefChange("refs/tags/v1", "a" * 40, ""),
    ]


def test_a_waiver_names_codes_and_a_reason_and_other_options_are_not_ours() -> None:
    assert push_options(["ci.skip", "waive=c030,H002 the form was lost"]) == [
        PushOption(("C030", "H002"), "the form was lost")
    ]


@pytest.mark.parametrize("text", ["waive=C030", "waive=C030   "])
def test_a_waiver_without_a_reason_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="does not give a reason"):
        push_options([text])
