"""A casebook that casectl 0.1.0 wrote is read, checked and continued by every later version (`tests/frozen`).

The bundle and the recorded answers are never written again: where a test here fails, the program has broken its
promise to the casebooks that exist. An answer may gain keys, and lists of what is due may gain rows; nothing that was
recorded may change or go.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git
from tests.frozen_answers import CASES, FROZEN, GROWING, kept, recorded, rows_kept, table

BUNDLE = FROZEN / "casebook-0.1.0.bundle"
ANSWERS = sorted((FROZEN / "answers-0.1.0").glob("*.txt"))
MATERIAL = FROZEN / "material"
NOW = "2026-12-01T09:00:00+00:00"
"""The instant of the recorded answers."""
COMMITS = 110

KINDS = {
    *("opened", "advanced", "reopened", "escalated", "assigned", "offered", "accepted", "returned", "linked"),
    *("unlinked", "contacted", "noted", "changed", "adopted", "attached", "followup_added", "followup_done"),
    *("followup_cancelled", "paused", "resumed", "extended", "restarted", "overridden", "recomputed", "undone"),
}
"""Every kind of event that 0.1.0 knew."""


def person(name: str) -> dict[str, str]:
    """The environment of somebody at work, with plain git's clock as well."""
    full = {"ann": "Ann Reed", "ben": "Ben Okoro", "mia": "Mia Lund"}[name]
    facts = {"NAME": full, "EMAIL": f"{name}@example.org", "DATE": NOW}
    return {f"GIT_{role}_{fact}": text for role in ("AUTHOR", "COMMITTER") for fact, text in facts.items()}


@pytest.fixture(scope="session")
def frozen(hermetic_session: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the frozen casebook, for tests that only read."""
    folder = tmp_path_factory.mktemp("frozen") / "book"
    run_git(folder.parent, "clone", "--quiet", "--branch", "main", str(BUNDLE), str(folder))
    return folder


@pytest.fixture
def reading(frozen: Path) -> CliCasebook:
    """Mia at the shared clone."""
    return CliCasebook(frozen, {"CASECTL_NOW": NOW, **person("mia")})


@pytest.fixture
def writing(frozen: Path, tmp_path: Path) -> CliCasebook:
    """Mia at a clone of this test's own."""
    book = Path(shutil.copytree(frozen, tmp_path / "book", symlinks=True))
    return CliCasebook(book, {"CASECTL_NOW": NOW, **person("mia")})


def file_of(book: CliCasebook, title: str) -> Path:
    """Where a case is kept."""
    [file] = book.folder.glob(f"cases/*/*/{CASES[title]}.yaml")
    return file


def test_the_comparison_notices_what_changes_and_what_goes() -> None:
    """New keys are allowed, and new rows where rows may grow; nothing else is."""
    assert kept({"a": [1], "why": "so"}, {"a": [1], "why": "thus", "b": 2})
    for changed in ({"a": [1, 2], "why": "so"}, {"a": [2], "why": "so"}, {"why": "so"}, {"a": [1], "why": ""}):
        assert not kept({"a": [1], "why": "so"}, changed)
    assert rows_kept([{"a": 1}, {"a": 2}], [{"a": 1}, {"a": 3}, {"a": 2, "b": 1}])
    assert not rows_kept([{"a": 1}, {"a": 2}], [{"a": 2}, {"a": 1}])
    at = "2026-11-21T15:00:00+00:00"
    assert kept({"next_due": ""}, {"next_due": at})
    assert not kept({"next_due": at}, {"next_due": "2026-11-21T15:00:01+00:00"})
    assert not kept({"next_due": at}, {"next_due": ""})


def test_git_finds_the_history_whole(reading: CliCasebook) -> None:
    """All objects are in the bundle, and the work tree is as it was committed."""
    run_git(reading.folder, "fsck", "--strict", "--no-dangling")
    assert run_git(reading.folder, "status", "--porcelain") == ""
    assert run_git(reading.folder, "rev-list", "--count", "HEAD").strip() == str(COMMITS)


def test_every_kind_of_event_of_its_time_is_in_it(reading: CliCasebook) -> None:
    """What 0.1.0 could record was recorded, so that reading it is tested."""
    text = "".join(path.read_text("utf-8") for path in reading.cases)
    assert set(re.findall(r"^    event: (\w+)$", text, re.MULTILINE)) == KINDS


def test_it_checks_clean(reading: CliCasebook) -> None:
    """Every file loads, follows its template and folds to its header."""
    answer = reading.run("check")
    assert (answer.status, answer.out) == (0, "")
    assert "\nnothing found" in f"\n{answer.err}"
    assert len(reading.cases) == len(CASES) == 20


@pytest.mark.parametrize("name", [path.stem for path in ANSWERS])
def test_what_was_answered_is_answered_still(reading: CliCasebook, name: str) -> None:
    """Machine formats keep each recorded row, key and value."""
    words, before = recorded(name)
    after = reading.done(*words)
    if "tsv" in words:
        assert kept(table(before), table(after))
        return
    old, new = json.loads(before), json.loads(after)
    if name in GROWING:
        assert rows_kept(old.pop("rows"), new.pop("rows"))
    assert kept(old, new)


def test_a_shallow_clone_lists_it_as_well(reading: CliCasebook, tmp_path: Path) -> None:
    """History is not needed to know what is open and due."""
    shallow = tmp_path / "shallow"
    run_git(tmp_path, "clone", "--quiet", "--depth", "1", reading.folder.as_uri(), str(shallow))
    book = CliCasebook(shallow, reading.env)
    for name in ("list", "overdue", "agenda"):
        words, _ = recorded(name)
        assert book.done(*words) == reading.done(*words)
    book.done("note", CASES["Label unreadable"], "Seen at the depot")
    assert book.run("check").err.startswith("nothing found")


NOTICE = ("--notice", "It takes until Friday", "--notice-channel", "phone")
DAYS = {
    "workflow": [
        ("ann", "advance", "Mirror cracked", "done"),
        ("mia", "advance", "Driver rude", "investigating", "-f", "category=complaint"),
        ("ann", "escalate", "Driver rude", "--reason", "Threatens to go to the press"),
        ("ben", "advance", "Parcel arrived open", "waiting", "--reason", "The depot looks for it"),
        ("ann", "undo", "Refund not arrived", "--reason", "The money went to another account"),
        ("ben", "reopen", "Driver did not ring", "--reason", "Again"),
    ],
    "holder": [
        ("ben", "accept", "订单错发，退款延迟两天"),
        ("ben", "accept", "Depot closed"),
        ("mia", "assign", "Charged twice # and once more", "ann", "--reason", "Nobody had it"),
        ("ann", "handoff", "Insurance of a parcel not paid", "ben", "--reason", "Knows the insurer"),
        ("ben", "return", "Insurance of a parcel not paid", "--reason", "The insurer has written to Ann"),
    ],
    "clocks": [
        ("ann", "pause", "重复扣费", "--reason-code", "external_appraisal", *NOTICE),
        ("ann", "resume", "Vase broken", "--reason", "The expert has answered"),
        ("mia", "extend", "Mirror cracked", "answer", "--by", "2wd", "--reason", "The carrier is slow", *NOTICE),
        ("ann", "set", "Mirror cracked", "received_at=2026-11-19 12:00", "--reason", "Stamped"),
        ("ann", "restart", "Mirror cracked", "answer", "--reason-code", "new_facts"),
        ("mia", "override", "Charged twice", "reply", "--due", "2026-12-21 12:00", "--reason", "Agreed"),
        ("mia", "recompute", "Vase broken", "--retarget", "--apply", "--reason", "New rules"),
    ],
    "follow-ups": [
        ("ann", "followup add", "Insurance of a parcel not paid", "+3wd", "ask the insurer"),
        ("ben", "followup done", "Label unreadable", "ask the depot", "--outcome", "It is there"),
        ("ann", "followup cancel", "Refund not arrived", "survey_30d", "--reason", "Has moved"),
        ("ben", "return", "订单错发，退款延迟两天", "--reason", "缺少订单截图"),
        ("ann", "reopen", "Refund not arrived", "--reason", "It was sent back"),
    ],
    "words and files": [
        ("ann", "note", "Label unreadable", "The depot has it: row 4, “box 7”"),
        ("ben", "note", "包裹外箱破损，里面的茶杯碎了两只", "仓库已回复"),
        ("ann", "contact", "商家拒绝退货", "out", "已联系商家", "--channel", "phone"),
        ("ann", "set", "Parcel arrived open", "customer.tier=special", "watch=yes"),
        ("ann", "attach", "Label unreadable", str(MATERIAL / "tickets.csv")),
        ("ann", "link", "Vase broken", "related", CASES["Lamp lost"]),
        ("ann", "link", "Charged twice", "part-of", CASES["Insurance of a parcel not paid"], "--remove"),
    ],
}
"""What is done in the frozen casebook: by whom, which verb, to which case (by its title), and the rest of the words."""


@pytest.mark.parametrize("day", DAYS)
def test_it_takes_events(writing: CliCasebook, day: str) -> None:
    """Each verb records on what 0.1.0 wrote and touches no other case, and the casebook still checks clean."""
    for who, verb, title, *words in DAYS[day]:
        before = {path.stem: path.read_bytes() for path in writing.cases}
        writing.done(*verb.split(), CASES[title], *words, **person(who))
        assert [path.stem for path in writing.cases if path.read_bytes() != before[path.stem]] == [CASES[title]]
        assert run_git(writing.folder, "status", "--porcelain") == ""
    assert writing.run("check").err.startswith("nothing found")


def test_what_was_written_by_hand_is_left_as_it_is(writing: CliCasebook) -> None:
    """An event adds its lines; comments, quotes and keys of the user's own keep theirs."""
    writing.done("note", CASES["Label unreadable"], "Seen")
    changes = run_git(writing.folder, "diff", "--numstat", "HEAD~1", "--", "cases").split("\t")
    assert (int(changes[0]) > 0, changes[1]) == (True, "0")
    text = file_of(writing, "Label unreadable").read_text("utf-8")
    by_hand = ("# Ben: keep the label", "reference: 'A-1001'   # as printed", "shelf: {row: 4, box: [7, 8]}")
    assert [line for line in by_hand if line not in text] == []


def test_the_next_due_of_then_is_no_finding_and_is_renewed_by_the_next_event_or_the_doctor(
    writing: CliCasebook,
) -> None:
    """It left out the follow-ups; the doctor writes all of them in one commit, and what the journal says stays."""
    old = {path.stem for path in writing.cases if "\nfollow_ups:" in path.read_text("utf-8")}
    before = {path.stem: path.read_text("utf-8") for path in writing.cases}
    writing.run("doctor", "--fix")
    changed = {path.stem for path in writing.cases if path.read_text("utf-8") != before[path.stem]}
    assert changed
    assert changed <= old
    assert run_git(writing.folder, "rev-list", "--count", "HEAD").strip() == str(COMMITS + 1)
    assert run_git(writing.folder, "status", "--porcelain") == ""
    assert writing.run("check").err.startswith("nothing found")
    listed = {row["id"]: row["next_due"] for row in writing.rows("list")}
    written = {
        path.stem: re.findall(r"^next_due: (.*)$", path.read_text("utf-8"), re.MULTILINE) for path in writing.cases
    }
    assert {case: [listed[case]] for case in changed} == {case: written[case] for case in changed}
    writing.run("doctor", "--fix")
    assert run_git(writing.folder, "rev-list", "--count", "HEAD").strip() == str(COMMITS + 1)


def test_a_hand_edit_of_an_old_case_is_adopted(writing: CliCasebook) -> None:
    """The file that 0.1.0 wrote is edited by hand, and the change goes on record."""
    file = file_of(writing, "Parcel arrived open")
    file.write_text(file.read_text("utf-8").replace("where: Packing table 3", "where: Packing table 4"), "utf-8")
    writing.done("adopt", CASES["Parcel arrived open"], "--reason", "It was table 4")
    assert "Packing table 4" in writing.done("show", CASES["Parcel arrived open"], "--format", "json")
    assert writing.run("check").err.startswith("nothing found")


def test_many_cases_take_a_batch_and_its_undoing(writing: CliCasebook) -> None:
    """One verb on many of the old cases, and back."""
    writing.done("note", "--where", "template:claim", "The carrier has moved", "--event-id", "moved")
    writing.done("undo", "--batch", "moved", "--reason", "It has not")
    assert run_git(writing.folder, "rev-list", "--count", "HEAD").strip() == str(COMMITS + 6)
    assert writing.run("check").err.startswith("nothing found")


def test_the_same_import_adds_nothing(writing: CliCasebook) -> None:
    """Imported cases are known by their ids elsewhere, whichever version imported them."""
    before = writing.picture()
    writing.done("import", str(MATERIAL / "tickets.csv"), "--map", str(MATERIAL / "old-desk.yaml"))
    assert writing.picture() == before


def test_new_cases_are_opened_from_its_templates(writing: CliCasebook) -> None:
    """Beside the old cases, by templates that were copied or written in the days of 0.1.0."""
    writing.done("new", "claim", "--title", "Clock late", "--amount", "12")
    assert len(writing.cases) == len(CASES) + 1
    assert writing.run("check").err.startswith("nothing found")
