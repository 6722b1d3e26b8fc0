"""What check found is kept only for cases that are as they were, and nothing in the file of it is believed unread."""

from __future__ import annotations

import json
import os
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.adapters.files.sealed_file import sealed
from casectl.adapters.index import scan
from casectl.adapters.index.verdicts import NOTHING_KEPT, VerdictFile
from casectl.core.checks.verdict import Faults, Verdict, findings_kept
from casectl.core.values.messages import Finding, LocalizedText, Message, counted, msg
from casectl.core.values.tree import Position

SOUND, WRONG, RICH = (f"cases/2026/11/C-{number}.yaml" for number in "123")
NONE = Faults()
LABEL = "attachments/C-3/label.txt"
FINDING = Finding(Position(WRONG, 3, 1), "C050", msg("{key} is {written}", key="owner", written="ada"))
VERDICTS = [Verdict(SOUND), Verdict(WRONG, (FINDING,)), Verdict(RICH, (), ("C-1",), (LABEL,))]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three cases and an attachment, which need not wait to be old enough."""
    monkeypatch.setattr(scan, "_GRAIN_NS", 0)
    for path in (SOUND, WRONG, RICH, LABEL):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)
    return tmp_path


def verdicts(root: Path, version: str = "1") -> VerdictFile:
    return VerdictFile(root, root / "kept/verdicts", version)


def keep(root: Path) -> None:
    book = verdicts(root)
    book.kept("rules", 5, [SOUND, WRONG, RICH])
    book.keep("rules", 5, "tree", VERDICTS, ["cases/gone.yaml"])


def unchanged(root: Path, rules: str = "rules", at: float = 5) -> set[str]:
    return {*verdicts(root).kept(rules, at, [SOUND, WRONG, RICH]).unchanged}


def test_what_was_kept_is_there_at_the_next_look(root: Path) -> None:
    """The sound ones by name, the others with what was found; and what was in HEAD and gone."""
    keep(root)
    found = verdicts(root).kept("rules", 6, [SOUND, WRONG, RICH])
    assert {*found.unchanged} == {*found.known} == {SOUND, WRONG, RICH}
    assert (found.recorded, found.gone) == ("tree", ["cases/gone.yaml"])
    assert [*found.verdicts] == VERDICTS[1:]


def test_other_rules_another_version_or_an_earlier_moment_know_nothing(root: Path) -> None:
    keep(root)
    assert unchanged(root, "others") == unchanged(root, at=4) == set()
    assert verdicts(root, "2").kept("rules", 5, [SOUND]) == NOTHING_KEPT


@pytest.mark.parametrize("path", [SOUND, WRONG, RICH])
def test_a_file_that_changed_is_judged_again(root: Path, path: str) -> None:
    """Also if its size and the time of its content are put back."""
    keep(root)
    file = root / path
    before = file.stat()
    file.write_text(path.swapcase())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert unchanged(root) == {SOUND, WRONG, RICH} - {path}


def test_a_case_is_judged_again_if_what_is_attached_changed_went_or_is_reached_by_a_link(root: Path) -> None:
    keep(root)
    folder, elsewhere = (root / LABEL).parent, root / "elsewhere"
    folder.rename(elsewhere)
    assert unchanged(root) == {SOUND, WRONG}
    folder.symlink_to(elsewhere)
    assert unchanged(root) == {SOUND, WRONG}
    folder.unlink()
    elsewhere.rename(folder)
    assert unchanged(root) == {SOUND, WRONG, RICH}
    (root / LABEL).write_text("another")
    assert unchanged(root) == {SOUND, WRONG}


def test_the_faults_of_one_case_are_told_while_its_file_is_as_it_was(root: Path) -> None:
    """By whatever rules they were found: a verb has no time for them. What is kept later takes its place."""
    book = verdicts(root)
    book.kept("rules", 5, [SOUND, WRONG, RICH])
    two, edited = Faults(("C050", "C050")), Faults(("C094",), (("fields.a b", "c0ffee"),))
    book.keep_faults({WRONG: two})
    assert [verdicts(root).faults(each) for each in (SOUND, WRONG, RICH, "C-2")] == [NONE, two, NONE, NONE]
    assert verdicts(root, "2").faults(WRONG) == NONE
    book.keep_faults({RICH: edited})
    assert [verdicts(root).faults(each) for each in (WRONG, RICH)] == [NONE, edited]
    (root / RICH).write_text("another")
    assert verdicts(root).faults(RICH) == NONE
    book.keep_faults({})
    assert verdicts(root).faults(RICH) == NONE


def test_the_faults_of_a_young_file_are_told_by_what_is_in_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by use: check and the next command came so soon after a commit that nothing was told."""
    monkeypatch.undo()
    book = verdicts(root)
    book.kept("rules", 5, [SOUND, WRONG, RICH])
    book.keep_faults({WRONG: Faults(("C050",))})
    assert verdicts(root).faults(WRONG) == Faults(("C050",))
    (root / WRONG).write_text("another")
    assert verdicts(root).faults(WRONG) == NONE


@pytest.mark.parametrize("damage", [b"", b"x", b"{}", b"[1]", b"[1, 2]", b"[[], [[1]]]", b"[" * 100_000])
def test_faults_that_are_none_of_ours_count_for_nothing(root: Path, damage: bytes) -> None:
    book = verdicts(root)
    book.kept("rules", 5, [WRONG])
    book.keep_faults({WRONG: Faults(("C050",))})
    mark = crc32((root / WRONG).read_bytes())
    (root / "kept/faulty").write_bytes(sealed(f"\n{WRONG}\t={mark}\t".encode() + damage + b"\n", crc32(b"1 ")))
    assert verdicts(root).faults(WRONG) == NONE


def test_what_changed_while_it_was_judged_or_passes_with_time_is_not_kept(root: Path) -> None:
    book = verdicts(root)
    book.kept("rules", 5, [SOUND, WRONG, RICH])
    (root / SOUND).write_text("meanwhile")
    book.keep("rules", 5, "tree", [VERDICTS[0], Verdict(WRONG, passing=True), Verdict(RICH, (), (), ("gone",))], [])
    assert unchanged(root) == set()
    assert {*verdicts(root).kept("rules", 5, [SOUND]).known} == {SOUND, WRONG, RICH}


def test_a_young_file_is_not_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the clock's grain it could change, and look as before."""
    monkeypatch.undo()
    keep(root)
    assert unchanged(root) == set()


@pytest.mark.parametrize("damage", [b"", b"x", b"{}", b"[]", b'{"at": 1}', b"[" * 100_000])
def test_a_file_that_is_none_of_ours_counts_for_nothing(root: Path, damage: bytes) -> None:
    """With our seal or without it."""
    keep(root)
    file = root / "kept/verdicts"
    for data in (damage, sealed(damage, crc32(b"1 rules"))):
        file.write_bytes(data)
        assert verdicts(root).kept("rules", 5, [SOUND, WRONG, RICH]) == NOTHING_KEPT


def test_values_that_do_not_fit_count_for_nothing(root: Path) -> None:
    """Somebody who can write a seal can write no text that we fail to show."""
    keep(root)
    file = root / "kept/verdicts"
    whole = json.loads(file.read_bytes()[:-8])
    message = {"text": "{a.b}", "values": {}, "plural": "", "count": 1}
    for found in ({WRONG: 3}, {WRONG: [[[1, 1, "C050", message]], [], {}]}, {WRONG: [[[1, 1]], [], {}]}, [1]):
        file.write_bytes(sealed(json.dumps(whole | {"found": found}).encode(), crc32(b"1 rules")))
        assert verdicts(root).kept("rules", 5, [SOUND, WRONG, RICH]) == NOTHING_KEPT


values = st.recursive(
    st.text() | st.integers() | st.builds(LocalizedText, st.lists(st.tuples(st.text(), st.text())).map(tuple)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(Message, st.text(), st.dictionaries(st.text(), inner, max_size=3))
        | st.builds(lambda count, some: counted("{count}", "{count}s", count, some=some), st.integers(), inner)
    ),
    max_leaves=8,
)


@given(st.text(), st.dictionaries(st.text(), values))
def test_a_message_is_the_same_after_it_was_kept(text: str, inside: dict[str, object]) -> None:
    """In every language, with numbers, titles, lists and messages in it."""
    finding = Finding(Position(WRONG, 2, 7), "C000", Message(text, inside))  # type: ignore[arg-type]
    kept = json.loads(json.dumps(Verdict(WRONG, (finding,)).to_kept()))
    assert findings_kept(WRONG, kept) == (finding,)


@pytest.mark.parametrize("kind", ["pipe", "giant", "link"])
def test_a_fault_of_what_is_no_file_keeps_nobody_waiting(root: Path, kind: str) -> None:
    """Found by R12: the faults of a young file are kept by its content, and a pipe was waited for."""
    file = root / "cases/2026/11/odd.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "link":
        file.symlink_to("/dev/zero")
    else:
        file.touch()
        os.truncate(file, 100 << 30)
    book = verdicts(root)
    book.kept("rules", 5, [])
    book.keep_faults({"cases/2026/11/odd.yaml": Faults(("C000",))})
    assert verdicts(root).faults("cases/2026/11/odd.yaml").codes in ((), ("C000",))
