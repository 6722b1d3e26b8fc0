"""What a commit may not do besides what it did to cases: files with any number of lines that hide things."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from casectl.core.history.commit import Commit
from casectl.core.history.step import Side, Step
from casectl.core.history.step_faults import Around, step_faults
from casectl.core.template.person import Person
from casectl.core.template.settings import Casebook

AT = datetime(2026, 11, 30, tzinfo=UTC)
DESK = Casebook("desk", "en", ZoneInfo("UTC"), people=(Person("ada", "Ada Testwell", ("ada@example.org",)),))


class Recorded:
    """Contents by their ids."""

    def __init__(self, **blobs: str) -> None:
        self.blobs = blobs

    def by_id(self, blob_id: str) -> bytes | None:
        """What has this id."""
        return self.blobs[blob_id].encode() if blob_id in self.blobs else None


def codes(path: str, before: str, after: str) -> list[str]:
    around = Around(Recorded(old=before, new=after), lambda _: DESK, lambda _: DESK, lambda _: {}, AT, {})
    step = Step(Commit("c" * 40, "Ada Testwell <ada@example.org>", AT), (), (Side(path, "old", "new"),))
    return [each.code for each in step_faults(step, around)]


@pytest.mark.parametrize(
    ("path", "line", "code"),
    [
        (".gitattributes", "cases/** -diff own{number}", "H008"),
        (".mailmap", "Boss <boss{number}@example.org> <ada@example.org>", "H009"),
    ],
)
def test_of_any_number_of_lines_fifty_are_told_and_none_that_was_there_before(path: str, line: str, code: str) -> None:
    """A hundred thousand of them cost `verify` three seconds, and 240 MB."""
    every = "\n".join(line.format(number=number) for number in range(3000))
    assert codes(path, "", every) == [code] * 50
    assert codes(path, every, every + "\n") == []
    assert codes(path, every, every + "\n" + line.format(number="x")) == [code]


def test_a_mailmap_about_others_hides_nothing() -> None:
    assert codes(".mailmap", "", "Somebody <new@example.org> <old@example.org>\n" * 3) == []
