"""Two commits are united file by file: what one side changed is taken, what both changed is merged or named."""

from __future__ import annotations

from hashlib import sha256

import pytest

from casectl.actions.syncing.uniting import United, united, versions
from casectl.core.case.attached import ATTACHED, attached_files
from casectl.core.case.model import Event
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Refused
from casectl.ports.recording import NewCommit
from casectl.ports.syncing import Entry
from tests.fakes.context import FakeContext
from tests.fakes.exchange import FakeExchange, Files

LINES = [f"{number}\n" for number in range(6)]


def _text(*changed: tuple[int, str]) -> bytes:
    lines = [*LINES]
    for number, text in changed:
        lines[number] = f"{text}\n"
    return "".join(lines).encode()


def _united(
    context: FakeContext, base: Files, ours: Files, theirs: Files, *more: Files, prefer: str = ""
) -> tuple[United, FakeExchange]:
    trees = {
        "base": base,
        "ours": ours,
        "theirs": theirs,
        **{f"base {number}": each for number, each in enumerate(more)},
    }
    contents = {f"x/{name}/{path}": data for name, files in trees.items() for path, data in files.items()}
    context.ledger.record(context.ledger.head(), [NewCommit(contents, "all contents")], context.now)
    bases = [name for name in trees if name.startswith("base")]
    exchange = FakeExchange(context.ledger, trees=trees, parted=bases)
    return united(context, versions(exchange, "ours", "theirs"), ("ours", "theirs"), prefer), exchange


def test_what_one_side_changed_counts(context: FakeContext) -> None:
    """Ours already exists; theirs is taken as it is, a file that they deleted too."""
    base = {name: _text() for name in ("mine", "theirs", "gone", "same")}
    ours = {**base, "mine": _text((0, "ours"))}
    theirs = {**base, "theirs": _text((0, "theirs")), "new": b"new\n"}
    del theirs["gone"]
    found, _ = _united(context, base, ours, theirs)
    taken = {path: Entry("100644", context.ledger.blob_id(theirs[path])) for path in ("theirs", "new")}
    assert found == United({"gone": None, **taken}, ())


def test_both_may_change_different_lines(context: FakeContext) -> None:
    found, _ = _united(context, {"a": _text()}, {"a": _text((0, "ours"))}, {"a": _text((5, "theirs"))})
    assert found.changes == {"a": _text((0, "ours"), (5, "theirs"))}


def test_two_contents_under_one_name_are_both_kept(context: FakeContext) -> None:
    """Clones of before gave an attachment the name of the file; each content is where its event is looked for."""
    path, one, other = "attachments/C-1/a.txt", b"one\n", b"two\n"
    first, second = sorted((one, other), key=lambda each: sha256(each).hexdigest())
    journal = [Event(text, context.now, "ann", ATTACHED, {"file": path, "sha256": sha256(data).hexdigest()})
               for text, data in (("e1", one), ("e2", other))]  # fmt: skip
    places = {event.text("sha256"): file for *_, event, file in attached_files(journal)}
    for sides in ((one, other), (other, one)):
        found, _ = _united(context, {}, *({path: each} for each in sides))
        assert found.changes == {places[sha256(each).hexdigest()]: each for each in (first, second)}


def test_one_line_changed_by_both_is_nobodys_to_decide(context: FakeContext) -> None:
    """All such files are named."""
    base, ours, theirs = ({"a": _text(*some), "b": _text(*some)} for some in ((), ((2, "ours"),), ((2, "theirs"),)))
    with pytest.raises(Refused) as error:
        _united(context, base, ours, theirs)
    assert {str(each) for each in error.value.problems} == {
        f"{path}: both sides changed the same lines" for path in "ab"
    }


def test_settings_are_merged_key_by_key(context: FakeContext) -> None:
    """Two people that both added are both there; what both changed in one key is named."""
    base = b"name: Desk\npeople:\n  ann: {}\n"
    ours, theirs = (base + f"  {name}: {{name: {name}}}\n".encode() for name in ("kim", "lou"))
    found, _ = _united(context, {SETTINGS: base}, {SETTINGS: ours}, {SETTINGS: theirs})
    merged = found.changes[SETTINGS]
    assert isinstance(merged, bytes)
    assert context.documents.read(SETTINGS, merged).tree["people"].keys() == {"ann", "kim", "lou"}  # type: ignore[union-attr]
    sides = [{SETTINGS: base.replace(b"Desk", name)} for name in (b"One", b"Other")]
    with pytest.raises(Refused, match=r"casectl.yaml: both sides changed name"):
        _united(context, {SETTINGS: base}, *sides)


@pytest.mark.parametrize("ours_deleted", [True, False])
def test_what_one_side_deleted_and_the_other_changed_is_kept(context: FakeContext, ours_deleted: bool) -> None:
    changed: Files = {"a": _text((0, "changed"))}
    ours, theirs = (dict[str, bytes](), changed) if ours_deleted else (changed, dict[str, bytes]())
    found, exchange = _united(context, {"a": _text()}, ours, theirs)
    assert found.kept == ("a",)
    assert found.changes == ({"a": exchange.entries("theirs", ["a"])["a"]} if ours_deleted else {})


def test_histories_with_nothing_in_common_are_two_casebooks(context: FakeContext) -> None:
    exchange = FakeExchange(context.ledger, trees={"ours": {}, "theirs": {}})
    with pytest.raises(Refused, match="no commit in common"):
        versions(exchange, "ours", "theirs")


def test_after_merges_of_merges_there_are_several_bases(context: FakeContext) -> None:
    """What each side changed since them all is kept."""
    found, _ = _united(
        context, {"a": _text()}, {"a": _text((0, "ours"))}, {"a": _text((5, "theirs"))}, {"a": _text((3, "before"))}
    )
    assert found.changes == {"a": _text((0, "ours"), (5, "theirs"))}


@pytest.mark.parametrize(("prefer", "name"), [("ours", b"One"), ("theirs", b"Other")])
def test_a_side_may_be_preferred_where_both_changed_the_same(context: FakeContext, prefer: str, name: bytes) -> None:
    """In rules for that key alone, in other files for the whole; what else both changed is merged."""
    base = {SETTINGS: b"name: Desk\npeople:\n  ann: {}\n", "a": _text()}
    ours, theirs = (
        {
            SETTINGS: base[SETTINGS].replace(b"Desk", each) + f"  {person}: {{}}\n".encode(),
            "a": _text((2, person)),
        }
        for each, person in ((b"One", "kim"), (b"Other", "lou"))
    )
    found, exchange = _united(context, base, ours, theirs, prefer=prefer)
    merged = found.changes[SETTINGS]
    assert isinstance(merged, bytes)
    tree = context.documents.read(SETTINGS, merged).tree
    assert (tree["name"], {*tree["people"]}) == (name.decode(), {"ann", "kim", "lou"})
    taken = {"ours": None, "theirs": exchange.entries("theirs", ["a"])["a"]}
    assert found.changes.get("a") == taken[prefer]
