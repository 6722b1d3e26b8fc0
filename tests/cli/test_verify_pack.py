"""verify --pack checks what somebody handed over, on a machine without the casebook."""

from __future__ import annotations

import io
import json
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

pytestmark = pytest.mark.slow

Files = dict[str, bytes]


@pytest.fixture
def files(book: CliCasebook, tmp_path: Path) -> Files:
    """The files of a pack with an attachment and a few events."""
    case = book.cases[0].stem
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8photo")
    book.done("attach", case, str(tmp_path / "photo.jpg"))
    book.done("note", case, "The customer rang")
    book.done("pack", case, "-o", str(tmp_path / "pack.zip"))
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Elsewhere(CliCasebook):
    """casectl in a folder that is no casebook, and no repository."""

    def picture(self) -> tuple[str, dict[str, bytes]]:
        """Its files."""
        return "", {path.name: path.read_bytes() for path in self.folder.iterdir()}


@pytest.fixture
def elsewhere(tmp_path: Path) -> CliCasebook:
    """A folder that is no casebook."""
    (tmp_path / "elsewhere").mkdir()
    return Elsewhere(tmp_path / "elsewhere")


def test_a_pack_of_a_rehearsal_is_checked_like_any_other(tmp_path: Path, elsewhere: CliCasebook) -> None:
    """Whose settings changed before the case began: what they said first is not in the pack."""
    CliCasebook(tmp_path).done("init", "--rehearsal", "--yes", "desk")
    desk = CliCasebook(tmp_path / "desk")
    settings = desk.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "# later\n", "utf-8")
    desk.commit()
    case = ("--title", "Torn", "--channel", "phone", "--customer.name", "P", "--customer.contact", "020 7946 0018",
            "--problem", "x", "--request", "y", "--history", "none", "--reference", "A-1")  # fmt: skip
    desk.done("new", "complaint", *case)
    desk.done("pack", desk.cases[0].stem, "-o", str(tmp_path / "pack.zip"))
    answer = elsewhere.run("verify", "--pack", str(tmp_path / "pack.zip"))
    assert (answer.status, answer.out) == (0, "")


def zipped(files: Files, file: Path, *, mend: bool = True) -> Path:
    """An archive of these files; with `mend` its list of sums is right, as a forger would leave it."""
    if mend:
        sums = {name: sha256(data).hexdigest() for name, data in files.items() if name != "SHA256SUMS"}
        files = {**files, "SHA256SUMS": "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()}
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return file


def one(files: Files, end: str) -> str:
    """The name of the only file that ends so."""
    [name] = [each for each in files if each.endswith(end)]
    return name


def test_a_pack_is_checked_without_its_casebook(files: Files, elsewhere: CliCasebook, tmp_path: Path) -> None:
    answer = elsewhere.run("verify", "--pack", str(tmp_path / "pack.zip"))
    assert (answer.status, answer.out) == (0, ""), answer.out
    assert "nothing found" in answer.err
    piped = elsewhere.run("verify", "--pack", "-", stdin=(tmp_path / "pack.zip").read_bytes())
    assert piped == answer, "from standard input too"
    assert elsewhere.run("verify", "--pack", "-", stdin=b"PK").err.startswith("casectl: - is not a zip archive")
    assert list(elsewhere.folder.iterdir()) == []


def changed(end: str, old: bytes, new: bytes) -> Callable[[Files], None]:
    """A file that was altered."""

    def change(files: Files) -> None:
        name = one(files, end)
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    return change


def _without(end: str) -> Callable[[Files], None]:
    return lambda files: files.__delitem__(one(files, end))


def _unnamed_commit(files: Files) -> None:
    """The last commit of the case, left out of the list of those that changed it."""
    tree = json.loads(files["pack.json"])
    tree["cases"][0]["commits"].pop()
    files["pack.json"] = json.dumps(tree).encode()


TAMPERED: dict[str, tuple[Callable[[Files], None], str]] = {
    "the case file": (changed(".yaml", b"owner: ann", b"owner: ben"), "K00"),
    "an attachment": (changed("photo.jpg", b"photo", b"other"), "photo.jpg is not the file that git recorded"),
    "the events": (changed("events.csv", b"Ann Reed", b"Ben Reed"), "K007"),
    "the page": (changed("case.html", b"<pre>", b"<pre>!"), "K007"),
    "a rule": (changed("templates/complaint.yaml", b"version:", b"version: "), "K007"),
    "the list of files": (lambda files: files.update(extra=b"x"), "K007"),
    "a file is gone": (_without("events.json"), "K007"),
    "a commit is not named": (_unnamed_commit, "K005"),
    "the commit": (changed("pack.json", b'"commit": "', b'"commit": "0000'), "is not a valid list"),
    "the bundle": (changed("history.bundle", b"PACK", b"PUCK"), "contains no packed objects"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_whatever_was_changed_is_found_though_the_sums_are_right(
    name: str, files: Files, elsewhere: CliCasebook, tmp_path: Path
) -> None:
    tamper, said = TAMPERED[name]
    if name == "the case file":
        path = next(each for each in files if each.startswith("record/cases"))
        files[path] = files[path].replace(b"owner: ann", b"owner: ben", 1)
    else:
        tamper(files)
    answer = elsewhere.run("verify", "--pack", str(zipped(files, tmp_path / "forged.zip")))
    assert answer.status in (1, 5)
    assert said in answer.out + answer.err


def test_a_changed_byte_is_found_by_the_sums_alone(files: Files, elsewhere: CliCasebook, tmp_path: Path) -> None:
    changed("photo.jpg", b"photo", b"other")(files)
    answer = elsewhere.run("verify", "--pack", str(zipped(files, tmp_path / "forged.zip", mend=False)))
    assert (answer.status, "K001" in answer.out) == (1, True)


def test_an_event_that_broke_the_rules_is_found_in_the_pack(
    book: CliCasebook, elsewhere: CliCasebook, tmp_path: Path
) -> None:
    """The law comes along: here a due date was moved by hand, and committed."""
    path = book.cases[0]
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("level:"))
    path.write_text("".join([*lines[:at], "level: 3\n", *lines[at + 1 :]]), "utf-8")
    book.commit()
    book.done("pack", path.stem, "-o", str(tmp_path / "pack.zip"))
    answer = elsewhere.run("verify", "--pack", str(tmp_path / "pack.zip"))
    assert (answer.status, path.stem in answer.out, " C0" in answer.out) == (1, True, True), answer.out


def test_a_rewritten_journal_is_found_in_the_pack(book: CliCasebook, elsewhere: CliCasebook, tmp_path: Path) -> None:
    case = book.cases[0]
    book.done("note", case.stem, "We promised a refund")
    case.write_text(case.read_text("utf-8").replace("We promised a refund", "We promised nothing"), "utf-8")
    book.commit()
    commit = run_git(book.folder, "rev-parse", "HEAD").strip()
    book.done("pack", case.stem, "-o", str(tmp_path / "pack.zip"))
    answer = elsewhere.run("verify", "--pack", str(tmp_path / "pack.zip"))
    assert (answer.status, f"K006 commit {commit} altered event" in answer.out) == (1, True)


def _archive(*entries: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for info, data in entries:
            archive.writestr(info, data)
    return made.getvalue()


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("pack.json")
    info.external_attr = 0o120777 << 16
    return info


def _packed() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("bomb")
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _overlapping() -> bytes:
    """A thousand names for one content, as in a zip bomb that needs no compression of its own."""
    plain = bytearray(_archive((zipfile.ZipInfo("a"), b"x" * 100_000)))
    start = plain.index(b"PK\x01\x02")
    entry, size = bytes(plain[start : plain.index(b"PK\x05\x06")]), len(plain)
    entries = b"".join(entry[:46] + b"a" for _ in range(1000))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), start, 0)
    assert size > start
    return bytes(plain[:start]) + entries + end


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "leads out": (lambda: _archive((zipfile.ZipInfo("../../etc/passwd"), b"x")), "points outside the pack"),
    "absolute": (lambda: _archive((zipfile.ZipInfo("/etc/passwd"), b"x")), "points outside the pack"),
    "into .git": (lambda: _archive((zipfile.ZipInfo("record/.GIT/config"), b"x")), "points outside the pack"),
    "a link": (lambda: _archive((_link(), b"/etc/passwd")), "is not a regular file"),
    "compressed": (lambda: _archive((_packed(), b"0" * 50_000_000)), "compressed or encrypted"),
    "twice": (lambda: _archive((zipfile.ZipInfo("A"), b"x"), (zipfile.ZipInfo("a"), b"y")), "twice"),
    "overlapping": (_overlapping, "twice"),
    "no archive": (lambda: b"PK not at all", "is not a zip archive"),
    "empty": (lambda: b"", "is not a zip archive"),
    "empty archive": (lambda: _archive(), "is not a valid list of the files in the pack"),
    "another archive": (lambda: _archive((zipfile.ZipInfo("letter.txt"), b"x")), "is not a valid list"),
    "deep JSON": (lambda: _archive((zipfile.ZipInfo("pack.json"), b"[" * 100_000)), "is not a valid list"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_and_touches_nothing(name: str, elsewhere: CliCasebook, tmp_path: Path) -> None:
    """Within two seconds, without writing a file anywhere."""
    make, said = HOSTILE[name]
    file = tmp_path / "hostile.zip"
    file.write_bytes(make())
    began = time.process_time()
    assert said in elsewhere.refused(5, "verify", "--pack", str(file))
    assert time.process_time() - began < 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["elsewhere", "hostile.zip"]


def _bundle(files: Files, *objects: bytes) -> bytes:
    """A bundle with these objects, and the commit that the pack names."""
    commit = json.loads(files["pack.json"])["commit"]
    head = f"# v2 git bundle\n{commit} refs/heads/main\n\n".encode()
    return head + b"PACK" + struct.pack(">II", 2, len(objects)) + b"".join(objects) + b"\0" * 20


def _object(kind: int, said: int, data: bytes) -> bytes:
    head, rest = [kind << 4 | said & 15], said >> 4
    while rest:
        head[-1] |= 128
        head.append(rest & 127)
        rest >>= 7
    return bytes(head) + zlib.compress(data, 9)


SWELLING: dict[str, Callable[[Files], bytes]] = {
    "one that is huge": lambda files: _bundle(files, _object(3, 1 << 30, b"\0" * (1 << 24))),
    "one larger than it says": lambda files: _bundle(files, _object(3, 10, b"\0" * (1 << 24))),
    "many": lambda files: _bundle(files, *[_object(3, 1 << 24, b"\0" * (1 << 24))] * 40),
    "a delta": lambda files: _bundle(files, _object(6, 10, b"0123456789")),
    "cut": lambda files: files["history.bundle"][:-100],
    "no end": lambda files: _bundle(files, b"\xff" * 40),
}


@pytest.mark.parametrize("name", SWELLING)
def test_a_bundle_that_swells_is_refused_before_git_sees_it(
    name: str, files: Files, elsewhere: CliCasebook, tmp_path: Path
) -> None:
    files["history.bundle"] = SWELLING[name](files)
    file = zipped(files, tmp_path / "hostile.zip")
    began = time.process_time()
    assert "not one that casectl made" in elsewhere.refused(5, "verify", "--pack", str(file))
    assert time.process_time() - began < 2


def test_one_thing_is_checked_at_a_time(elsewhere: CliCasebook) -> None:
    assert "use only one of these: check the history, a pack or a seal" in elsewhere.refused(
        2, "verify", "--pack", "a.zip", "--seal", "b"
    )
    assert "cannot read" in elsewhere.refused(4, "verify", "--pack", "nowhere.zip")


def test_a_folder_is_no_pack_and_is_named(elsewhere: CliCasebook, tmp_path: Path) -> None:
    """By the name that was typed."""
    assert f"{tmp_path} is not a regular file" in elsewhere.refused(5, "verify", "--pack", str(tmp_path))
