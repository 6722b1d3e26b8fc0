"""edit records what changed in the free part of a case's text, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions.edit import edit
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.set_ import set_fields
from casectl.core.case.ids import case_path
from casectl.core.values.messages import CasectlError, Refused, Unreadable, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


def replacing(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def test_an_edit_records_what_it_changed_in_the_free_part(context: FakeContext) -> None:
    case = context.open()
    receipt = edit(context, case, replacing("title: The", "mine: 1\ntitle: A"), AT_ONCE)
    assert receipt.events[0].data["changed"] == ["title", "mine"]
    assert (receipt.case.title, receipt.case.tree["mine"]) == ("A parcel came open", "1")


def test_an_edit_keeps_the_comments_and_the_form_that_it_gave_the_file(context: FakeContext) -> None:
    case = context.open()
    edit(
        context,
        case,
        replacing("title: The parcel came open", "# rang twice\ntitle:   'A  parcel'   # was: The"),
        AT_ONCE,
    )
    text = context.store.files[case_path(case)].decode()
    assert "\n# rang twice\ntitle:   'A  parcel'   # was: The" in text


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ("state: new", "state: closed", Refused, "cannot be edited: state"),
        ("by: ada", "by: bob", Refused, "cannot be edited: journal"),
        (
            "channel: phone",
            "channel: drum",
            UsageError,
            "channel: drum is not one of Phone (phone), Mail",
        ),
        ("channel: phone", "channel: [phone", Unreadable, ":2"),
        ("nothing", "nothing", Refused, "nothing was changed"),
    ],
)
def test_an_edit_of_what_may_not_be_edited_is_refused(
    context: FakeContext, old: str, new: str, kind: type[CasectlError], said: str
) -> None:
    case = context.open()
    with refused(context, kind, said):
        edit(context, case, replacing(old, new), AT_ONCE)
    with refused(context, Refused, "nothing was changed"):
        edit(context, case, lambda _: None, AT_ONCE)


def test_what_others_recorded_during_an_edit_is_kept_unless_it_is_the_same_key(context: FakeContext) -> None:
    case = context.open()

    def slow(change: Callable[[bytes], bytes], value: tuple[str, str]) -> Callable[[bytes], bytes]:
        def rewrite(data: bytes) -> bytes:
            set_fields(context, case, FieldChanges([value]), AT_ONCE)
            return change(data)

        return rewrite

    receipt = edit(context, case, slow(replacing("title: The", "title: A"), ("cause", "lid")), AT_ONCE)
    assert (receipt.case.title, receipt.case.fields["cause"]) == ("A parcel came open", "lid")
    before = len(context.ledger.commits)
    with pytest.raises(Refused, match="somebody else changed these while you were editing: title"):
        edit(context, case, slow(replacing("title: A", "title: My"), ("title", "Their parcel")), AT_ONCE)
    assert (len(context.ledger.commits), context.case(case).title) == (before + 1, "Their parcel")


def test_an_edit_of_form_alone_is_recorded(context: FakeContext) -> None:
    case = context.open()
    receipt = edit(context, case, replacing("title:", "# a comment\ntitle:"), AT_ONCE)
    assert dict(receipt.events[0].data) == {"form": "yes"}
    assert "# a comment\ntitle:" in context.store.files[case_path(case)].decode()


def test_comments_written_while_others_record_are_kept(context: FakeContext) -> None:
    """Beside what they recorded; if they changed the form too, the edit is refused and nothing is lost."""
    case = context.open()

    def meanwhile(data: bytes) -> bytes:
        set_fields(context, case, FieldChanges([("cause", "lid")]), AT_ONCE)
        return data.replace(b"title:", b"# a comment\ntitle:", 1)

    receipt = edit(context, case, meanwhile, AT_ONCE)
    assert receipt.case.fields["cause"] == "lid"
    assert "# a comment\ntitle:" in context.store.files[case_path(case)].decode()

    def both(data: bytes) -> bytes:
        edit(context, case, replacing("state:", "# theirs\nstate:"), AT_ONCE)
        return data.replace(b"title:", b"# mine\ntitle:", 1)

    with pytest.raises(Refused, match="somebody else edited"):
        edit(context, case, both, AT_ONCE)


def test_hand_edits_are_refused_before_the_editor_opens(context: FakeContext) -> None:
    """Or what is typed there would be typed in vain."""
    case = context.open()
    context.rewrite(case, "title: The", "title: A")
    with pytest.raises(Refused, match=f"casectl adopt {case}"):
        edit(context, case, lambda _: pytest.fail("the editor was opened"), AT_ONCE)
