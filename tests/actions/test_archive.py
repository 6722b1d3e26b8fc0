"""archive takes closed cases that owe nothing out of the casebook; their ids stay known, and one comes back whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from casectl.actions import followup
from casectl.actions.adopt import adopt
from casectl.actions.advance import advance
from casectl.actions.archive import archive, bring_back
from casectl.actions.attach import attach
from casectl.actions.check import check
from casectl.actions.link import link
from casectl.actions.lookup.archived import all_archived
from casectl.actions.lookup.counted import Question
from casectl.actions.lookup.find import find
from casectl.actions.lookup.lives import as_of_commit
from casectl.actions.note import note
from casectl.actions.recording.bulk import Bulk
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.show import show
from casectl.actions.stats import stats
from casectl.actions.verify import verify
from casectl.core.case.archived import ArchivedCase, list_path, written
from casectl.core.case.ids import case_path
from casectl.core.figures.periods import Period
from casectl.core.figures.table import FIGURES
from casectl.core.query.conditions import OneOf
from casectl.core.query.model import EVERY
from casectl.core.reports import Batch
from casectl.core.time.instants import plus
from casectl.core.values.messages import NotFound, Refused, RepositoryError, Unreadable, UsageError, msg
from casectl.ports.recording import NewCommit
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.archive import COMMIT, FakeArchive
from tests.fakes.context import FakeContext

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
_CLOSED = Bulk(OneOf("state", ("dropped",)))


def dropped(context: FakeContext) -> str:
    """A case that is closed and owes nothing."""
    case = context.by("cy").open(owner="cy")
    advance(context, case, "dropped", FieldChanges(reason="Wrong number"), AT_ONCE)
    return case


def archived(context: FakeContext, beside: FakeArchive, bulk: Bulk = _CLOSED) -> Batch:
    """What became of the closed cases."""
    return archive(context, beside, bulk, "old", AT_ONCE)


@pytest.fixture
def beside(context: FakeContext) -> FakeArchive:
    """An archive."""
    return FakeArchive(context)


def _line(context: FakeContext, case: str) -> ArchivedCase:
    [found] = [each for each in all_archived(context) if each.id == case]
    return found


def test_a_closed_case_goes_with_what_was_attached_and_leaves_a_line(context: FakeContext, beside: FakeArchive) -> None:
    """The line has the id of the content that the archive has, and the archive's commit."""
    case, open_one = dropped(context), context.open()
    attach(context, case, "a.txt", b"a letter", AT_ONCE)
    assert [(row.case_id, row.done) for row in archived(context, beside).rows] == [(case, True)]
    assert context.case_ids() == [open_one]
    assert [path for path in context.store.files if case in path] == []
    assert _line(context, case) == ArchivedCase(case, beside.kept[case_path(case)], COMMIT)
    assert verify(context).findings == []
    assert check(context).findings == []


def test_it_is_found_and_shown_and_gets_nothing_new(context: FakeContext, beside: FakeArchive) -> None:
    """By its whole id and by a part of it; the refusal says how to bring it back."""
    case = dropped(context)
    archived(context, beside)
    assert find(context, case[-6:]) == case
    view = show(context, case)
    assert (view.is_archived, view.case.journal[-1].kind, view.steps) == (True, "archived", [])
    for record in (note, lambda *words: adopt(*words)):
        with refused(context, Refused, "is in the archive", f"casectl archive --restore {case}"):
            record(context, case, "late", AT_ONCE)


def test_a_file_that_is_copied_back_by_hand_is_no_new_case(context: FakeContext, beside: FakeArchive) -> None:
    """It would have its events without a history."""
    case = dropped(context)
    archived(context, beside)
    context.store.files[case_path(case)] = context.ledger.by_id(_line(context, case).blob) or b""
    with refused(context, Refused, "is in the archive"):
        adopt(context, case, "", AT_ONCE)


def test_what_is_owed_keeps_a_case_here(context: FakeContext, beside: FakeArchive) -> None:
    """All of it is said."""
    case = dropped(context)
    followup.add(context, case, followup.NewFollowUp(plus(context.now, timedelta(hours=1)), "visit"), AT_ONCE)
    [row] = archived(context, beside).rows
    assert (row.done, "follow-ups: " in str(row.refusal and row.refusal.problems[0])) == (False, True)
    assert context.case_ids() == [case]


@pytest.mark.parametrize("from_it", [True, False])
def test_a_link_to_a_case_that_is_not_over_keeps_it_here(
    context: FakeContext, beside: FakeArchive, *, from_it: bool
) -> None:
    """Whichever of the two has the link; one to a closed case does not."""
    case, other, free = dropped(context), context.open(owner="cy"), dropped(context)
    link(context, *((case, "related", other) if from_it else (other, "part-of", case)), AT_ONCE)
    link(context, free, "related", case, AT_ONCE)
    rows = {row.case_id: row for row in archived(context, beside).rows}
    assert (rows[case].done, other in str(rows[case].refusal)) == (False, True)
    assert rows[free].done


def test_an_open_case_does_not_go(context: FakeContext, beside: FakeArchive) -> None:
    """Whatever the query means."""
    case = context.open()
    [row] = archived(context, beside, Bulk(OneOf("state", ("new",)))).rows
    assert (row.done, "is New, not closed" in str(row.refusal)) == (False, True)
    assert context.case_ids() == [case]


def test_a_case_that_cannot_be_read_keeps_all_here(context: FakeContext, beside: FakeArchive) -> None:
    """It may be open, and linked to one that would go."""
    dropped(context)
    context.rewrite(context.open(), "title: ", "title: [")
    with refused(context, Unreadable, "whether they are linked to open cases is unknown"):
        archived(context, beside)


def test_a_case_that_got_a_link_before_it_had_gone_stays(context: FakeContext, beside: FakeArchive) -> None:
    """The run that said that it goes was interrupted."""
    case = dropped(context)
    beside.trouble = RepositoryError(msg("the disk is full"))
    with pytest.raises(RepositoryError):
        archived(context, beside)
    beside.trouble = None
    link(context, context.open(owner="cy"), "related", case, AT_ONCE)
    assert [row.done for row in archived(context, beside).rows] == [False]


def test_a_dry_run_records_nothing(context: FakeContext, beside: FakeArchive) -> None:
    case = dropped(context)
    before = len(context.ledger.commits)
    [row] = archived(context, beside, Bulk(_CLOSED.query, dry=True)).rows
    assert (row.done, len(context.ledger.commits), context.case_ids(), beside.kept) == (True, before, [case], {})


def test_a_run_that_was_interrupted_goes_on_with_no_second_event(context: FakeContext, beside: FakeArchive) -> None:
    """The archive was not there: the case still is, and says where it is going."""
    case = dropped(context)
    beside.trouble = RepositoryError(msg("the disk is full"))
    with pytest.raises(RepositoryError):
        archived(context, beside)
    assert context.case_ids() == [case]
    beside.trouble = None
    assert [row.done for row in archived(context, beside).rows] == [True]
    assert [each.kind for each in show(context, case).case.journal].count("archived") == 1
    assert verify(context).findings == []


def test_a_case_that_got_something_meanwhile_stays(context: FakeContext, beside: FakeArchive) -> None:
    """The archive has it without that; the next run takes all of it."""
    case = dropped(context)
    beside.meanwhile = lambda: note(context, case, "She rang", AT_ONCE)
    [row] = archived(context, beside).rows
    assert (row.done, "has changed in the meantime" in str(row.refusal), context.case_ids()) == (False, True, [case])
    beside.meanwhile = lambda: None
    assert [row.done for row in archived(context, beside).rows] == [True]
    assert _line(context, case).blob == beside.kept[case_path(case)]


def test_a_file_with_an_edit_that_is_not_recorded_stays(context: FakeContext, beside: FakeArchive) -> None:
    case = dropped(context)
    beside.meanwhile = lambda: context.rewrite(case, "title: ", "title: Not ")
    assert [row.done for row in archived(context, beside).rows] == [False]
    assert b"Not " in context.store.files[case_path(case)]


def _no_line(case: str, blob: str) -> bytes:
    del case, blob
    return b""


def _another(case: str, blob: str) -> bytes:
    del blob
    return written([ArchivedCase(case, "b" * 40, COMMIT)])


def _right(case: str, blob: str) -> bytes:
    return written([ArchivedCase(case, blob, COMMIT)])


@pytest.mark.parametrize("says", [_no_line, _another, _right])
def test_a_removal_that_no_event_and_line_account_for_is_a_finding(
    context: FakeContext, says: Callable[[str, str], bytes]
) -> None:
    """No line, one that names other content, or the right one about a case that was never archived."""
    case = dropped(context)
    blob = context.ledger.listed("cases")[case_path(case)]
    files = {case_path(case): None, list_path(case): says(case, blob)}
    check(context)
    context.ledger.record(context.ledger.head(), [NewCommit(files, "by hand")], context.now)
    context.store.write_many(files.items())
    assert "C065" in [row.finding.code for row in verify(context).findings]
    assert "C065" in [each.code for each in check(context).findings]


def test_its_id_is_not_given_out_again(
    context: FakeContext, beside: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = dropped(context)
    archived(context, beside)
    monkeypatch.setattr(context, "new_case_id", lambda: case, raising=False)
    with refused(context, RepositoryError, "already exists"):
        context.open()


def test_an_imported_one_is_known_by_its_number(context: FakeContext, beside: FakeArchive) -> None:
    """As before it went."""
    case = dropped(context)
    archived(context, beside)
    line = _line(context, case)._replace(source="crm:2026-4711")
    entry = NewCommit({list_path(case): written([line])}, "as an import brings it")
    context.ledger.record(context.ledger.head(), [entry], context.now)
    assert find(context, "crm:2026-4711") == case


def test_a_link_to_it_leads_somewhere(context: FakeContext, beside: FakeArchive) -> None:
    """And one to a case that never was does not."""
    case = dropped(context)
    archived(context, beside)
    other = context.open()
    link(context, other, "follow-up-of", case, AT_ONCE)
    assert check(context).findings == []
    with pytest.raises(NotFound):
        link(context, other, "related", "C-2611-00000000X", AT_ONCE)


def test_a_case_comes_back_with_all_that_it_had(context: FakeContext) -> None:
    """Its file, what was attached to it, and its history; then it is worked on as any other, and may go again."""
    case, beside = dropped(context), FakeArchive(context)
    file = attach(context, case, "a.txt", b"a letter", AT_ONCE).events[0].text("file")
    archived(context, beside)
    receipt = bring_back(context, case[-6:], "She asks again", AT_ONCE)
    assert [event.kind for event in receipt.events] == ["restored"]
    assert (context.case_ids(), all_archived(context)) == ([case], [])
    assert context.store.files[file] == b"a letter"
    note(context, case, "Answered", AT_ONCE)
    assert (verify(context).findings, check(context).findings) == ([], [])
    assert [row.done for row in archived(context, beside).rows] == [True]
    assert (verify(context).findings, beside.lacking(all_archived(context))) == ([], [])


def test_it_takes_a_reason_and_a_case_that_is_there(context: FakeContext) -> None:
    case, beside = dropped(context), FakeArchive(context)
    with refused(context, Refused, "is not in the archive"):
        bring_back(context, case, "why not", AT_ONCE)
    archived(context, beside)
    with refused(context, UsageError, "say why"):
        bring_back(context, case, " ", AT_ONCE)


def test_a_file_that_is_here_all_the_same_loses_nothing(context: FakeContext) -> None:
    """Somebody kept it in a merge made by hand, with what they had recorded in it."""
    case, beside = dropped(context), FakeArchive(context)
    note(context, case, "Kept", AT_ONCE)
    kept = context.store.files[case_path(case)]
    archived(context, beside)
    context.store.files[case_path(case)] = kept
    context.commit(case)
    bring_back(context, case, "kept by hand", AT_ONCE)
    assert [each.kind for each in context.case(case).journal][-3:] == ["noted", "archived", "restored"]
    assert all_archived(context) == []


def test_figures_say_how_many_cases_are_in_the_archive(context: FakeContext, beside: FakeArchive) -> None:
    """Whoever archives a case before the report takes it out of its period; also as of a commit."""
    dropped(context)
    archived(context, beside)
    for known in (None, as_of_commit(context, context.ledger.commits[-1].oid)):
        report = stats(context, EVERY, Question(NOVEMBER, (FIGURES["received"],), as_of=known))
        assert [*map(str, report.missing)] == ["1 case is in the archive and not counted"]
