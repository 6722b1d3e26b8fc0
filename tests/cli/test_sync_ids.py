"""sync keeps two cases apart to which two clones gave one id."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casectl.core.case.ids import case_id
from casectl.workspace import Workspace
from tests.cli.casebook import NEW, CliCasebook
from tests.cli.shared import demand_sound, head, told

pytestmark = pytest.mark.slow


@pytest.fixture
def one_id(monkeypatch: pytest.MonkeyPatch) -> str:
    """The id that chance gives to the next two cases."""
    found = case_id("C", datetime(2026, 11, 21, tzinfo=UTC), UTC, b"chance")
    drawn = [found, found]
    by_chance = Workspace.new_case_id
    monkeypatch.setattr(Workspace, "new_case_id", lambda here: drawn.pop() if drawn else by_chance(here))
    return found


def attach(book: CliCasebook, case: str, text: str) -> None:
    """Attach a file of this content, under a name that others take too."""
    (book.folder.parent / "letter.txt").write_text(text)
    book.done("attach", case, "../letter.txt")


def files(book: CliCasebook, case: str) -> list[str]:
    """The contents of what is attached to a case."""
    return sorted(path.read_text() for path in (book.folder / "attachments" / case).iterdir())


def test_two_cases_under_one_id_are_both_kept(shared: CliCasebook, other: CliCasebook, one_id: str) -> None:
    """The one that others have not seen gets another id, its files and what links to it follow, and nothing is
    unlawful.
    """
    for each, title in ((shared, "Ann's"), (other, "Ben's")):
        each.done(*NEW, "--title", title, "--customer.name", "Kit")
        each.done("note", one_id, f"{title} note")
        attach(each, one_id, title)
    other.done("link", other.cases[0].stem, "related", one_id)
    shared.done("sync")
    found = told(other)
    [renamed] = found["renamed"]
    assert renamed["old"] == one_id
    assert found["pushed"]
    attach(other, renamed["new"], "Ben's again")
    other.done("sync")
    shared.done("sync")
    for each in (shared, other):
        titles = {row["id"]: row["title"] for row in each.rows("list")}
        assert (titles[one_id], titles[renamed["new"]]) == ("Ann's", "Ben's")
        [first] = each.rows("show", each.cases[0].stem)
        assert [link["case"] for link in first["links"]] == [renamed["new"]]
        assert f"related to {one_id}" in each.done("show", renamed["new"])
        assert files(each, one_id) == ["Ann's"]
        assert files(each, renamed["new"]) == ["Ben's", "Ben's again"]
        demand_sound(each)
    assert "Ben's note" in shared.done("show", renamed["new"])
    assert head(shared.folder) == head(other.folder)
    for each in (shared, other):
        for case in (one_id, renamed["new"]):
            trail = [(row["what"], row["marks"]) for row in each.rows("audit", case)]
            assert [what.partition(":")[0] for what, _ in trail][:3] == ["opened", "noted", "attached"]
            assert {what.partition(":")[0] for what, _ in trail[3:]} <= {"rekeyed", "linked", "attached"}
            assert not [marks for _, marks in trail if marks]
