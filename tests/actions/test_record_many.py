"""Many entries, and files that are no case: all of them recorded, or none, and what could not be laid out is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import pytest

from casectl.actions.proposal import When
from casectl.actions.record import Door
from casectl.actions.record_many import record_batch, record_files
from casectl.actions.tell import note
from casectl.core.values.errors import CasectlError, Misused, RepositoryTrouble
from casectl.core.values.messages import Message, msg
from casectl.ports import Entry, Head
from tests.actions.restless import restless, state
from tests.fakes.desk import FakeDesk
from tests.fakes.ledger import FakeLedger


def test_files_that_are_no_case_are_recorded_in_one_commit() -> None:
    desk = FakeDesk()
    recorded = record_files(desk, {"templates/a.yaml": b"a", "templates/b.yaml": b"b"}, "Add templates\n")
    assert (len(desk.ledger.commits), recorded.commits) == (1, (desk.ledger.head().commit,))
    assert desk.store.files["templates/a.yaml"] == desk.ledger.blob("templates/a.yaml") == b"a"


def entries(*files: tuple[str, bytes | None]) -> Callable[[Door], Sequence[Entry]]:
    return lambda _: [Entry({path: data}, f"{path}\n") for path, data in files]


def test_a_batch_is_recorded_as_a_whole_and_laid_out() -> None:
    desk = FakeDesk()
    recorded = record_batch(desk, entries(("cases/a.yaml", b"1"), ("cases/b.yaml", b"2"), ("cases/a.yaml", b"3")))
    assert (len(recorded.commits), recorded.notes) == (3, ())
    assert (desk.store.files["cases/a.yaml"], desk.store.files["cases/b.yaml"]) == (b"3", b"2")
    assert set(desk.ledger.refreshed[-1][0]) == {"cases/a.yaml", "cases/b.yaml"}


def test_a_batch_with_nothing_in_it_records_nothing() -> None:
    desk = FakeDesk()
    assert record_batch(desk, entries()).commits == ()
    assert desk.ledger.commits == []


def test_a_batch_is_made_anew_after_somebody_elses_commit() -> None:
    desk, ledger, _ = restless(2)
    asked: list[str] = []

    def fresh(door: Door) -> Sequence[Entry]:
        asked.append(door.head.commit)
        return [Entry({"cases/a.yaml": b"1"}, "a\n")]

    assert len(record_batch(desk, fresh).commits) == 1
    assert len(asked) == 3
    assert not ledger.is_locked


def test_a_batch_that_breaks_off_records_nothing() -> None:
    desk = FakeDesk()

    def broken(door: Door) -> Iterable[Entry]:
        yield Entry({"cases/a.yaml": b"1"}, "a\n")
        raise Misused(msg("a faulty row"))

    before = state(desk)
    with pytest.raises(CasectlError):
        record_batch(desk, broken)
    assert state(desk) == before


def test_a_work_tree_that_cannot_be_refreshed_is_a_note_for_files_and_batches_too() -> None:
    desk = FakeDesk()
    desk.store.refuses = RepositoryTrouble(msg("the disk is full"))
    one = record_files(desk, {"templates/a.yaml": b"a"}, "Add a template\n")
    many = record_batch(desk, entries(("cases/a.yaml", b"1"), ("cases/b.yaml", b"2")))
    for recorded in (one, many):
        [said] = recorded.notes
        assert "recorded, but the work tree could not be refreshed: the disk is full" in str(said)
    assert many.commits[-1] == desk.ledger.head().commit


def test_what_recovery_had_to_say_is_told_after_files_and_batches_too() -> None:
    class Healing(FakeLedger):
        def heal(self, store: object) -> list[Message]:
            return [msg("finished what was interrupted")]

    desk = FakeDesk(ledger=Healing())
    for recorded in (record_files(desk, {"a": b""}, "a\n"), record_batch(desk, entries(("b", b"")))):
        assert [str(each) for each in recorded.notes] == ["finished what was interrupted"]


def test_a_commit_is_dated_in_the_casebooks_zone() -> None:
    """git shows the hour that stood on the desk's clock, not the one of Greenwich."""
    dates: list[datetime] = []

    class Dated(FakeLedger):
        def record(self, head: Head, entries: Iterable[Entry], at: datetime) -> list[str]:
            dates.append(at)
            return super().record(head, entries, at)

    desk = FakeDesk(ledger=Dated())
    note(desk, desk.open(), "x", When())
    record_files(desk, {"a": b""}, "a\n")
    record_batch(desk, entries(("b", b"")))
    assert {f"{at:%z}" for at in dates} == {"+0800"}
    assert set(dates) == {desk.now}
