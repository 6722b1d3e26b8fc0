"""Many entries, and files that are no case: all of them recorded, or none, and what could not be laid out is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import pytest

from casectl.actions.note import note
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.recording.record import Transaction
from casectl.actions.recording.record_many import record_batch, record_files
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError, Message, RepositoryError, UsageError, msg
from casectl.ports.recording import Head, NewCommit
from tests.actions.recording.restless import restless, state
from tests.fakes.context import FakeContext
from tests.fakes.ledger import FakeLedger


def test_files_that_are_no_case_are_recorded_in_one_commit() -> None:
    context = FakeContext()
    recorded = record_files(context, {"templates/a.yaml": b"a", "templates/b.yaml": b"b"}, "Add templates")
    assert (len(context.ledger.commits), recorded.commits) == (1, (context.ledger.head().commit,))
    assert context.store.files["templates/a.yaml"] == context.ledger.blob("templates/a.yaml") == b"a"


def entries(*files: tuple[str, bytes | None]) -> Callable[[Transaction], Sequence[NewCommit]]:
    return lambda _: [NewCommit({path: data}, f"{path}") for path, data in files]


def test_a_batch_is_recorded_as_a_whole_and_laid_out() -> None:
    context = FakeContext()
    recorded = record_batch(context, entries(("cases/a.yaml", b"1"), ("cases/b.yaml", b"2"), ("cases/a.yaml", b"3")))
    assert (len(recorded.commits), recorded.notes) == (3, ())
    assert (context.store.files["cases/a.yaml"], context.store.files["cases/b.yaml"]) == (b"3", b"2")
    assert set(context.ledger.refreshed[-1][0]) == {"cases/a.yaml", "cases/b.yaml"}


def test_a_batch_with_nothing_in_it_records_nothing() -> None:
    context = FakeContext()
    assert record_batch(context, entries()).commits == ()
    assert context.ledger.commits == []


def test_a_batch_is_made_again_after_somebody_elses_commit() -> None:
    context, ledger, _ = restless(2)
    asked: list[str] = []

    def fresh(transaction: Transaction) -> Sequence[NewCommit]:
        asked.append(transaction.head.commit)
        return [NewCommit({"cases/a.yaml": b"1"}, "a")]

    assert len(record_batch(context, fresh).commits) == 1
    assert len(asked) == 3
    assert not ledger.is_locked


def test_a_batch_that_breaks_off_records_nothing() -> None:
    context = FakeContext()

    def broken(transaction: Transaction) -> Iterable[NewCommit]:
        yield NewCommit({"cases/a.yaml": b"1"}, "a")
        raise UsageError(msg("a faulty row"))

    before = state(context)
    with pytest.raises(CasectlError):
        record_batch(context, broken)
    assert state(context) == before


def test_a_work_tree_that_cannot_be_refreshed_is_a_note_for_files_and_batches_too() -> None:
    context = FakeContext()
    context.store.refuses = RepositoryError(msg("the disk is full"))
    one = record_files(context, {"templates/a.yaml": b"a"}, "Add a template")
    many = record_batch(context, entries(("cases/a.yaml", b"1"), ("cases/b.yaml", b"2")))
    for recorded in (one, many):
        [said] = recorded.notes
        assert "recorded, but the work tree could not be refreshed: the disk is full" in str(said)
    assert many.commits[-1] == context.ledger.head().commit


def test_what_recovery_had_to_say_is_reported_after_files_and_batches_too() -> None:
    class Healing(FakeLedger):
        def recover(self, store: object) -> list[Message]:
            return [msg("finished what was interrupted")]

    context = FakeContext(ledger=Healing())
    for recorded in (record_files(context, {"a": b""}, "a"), record_batch(context, entries(("b", b"")))):
        assert [str(each) for each in recorded.notes] == ["finished what was interrupted"]


def test_a_commit_is_dated_in_the_casebooks_zone() -> None:
    """git shows the hour of the casebook's time zone, not the one of Greenwich."""
    dates: list[datetime] = []

    class Dated(FakeLedger):
        def record(self, head: Head, entries: Iterable[NewCommit], at: datetime) -> list[str]:
            dates.append(at)
            return super().record(head, entries, at)

    context = FakeContext(ledger=Dated())
    note(context, context.open(), "x", EventStamp())
    record_files(context, {"a": b""}, "a")
    record_batch(context, entries(("b", b"")))
    assert {f"{at:%z}" for at in dates} == {"+0800"}
    assert {to_seconds(at) for at in dates} == {to_seconds(context.now)}
