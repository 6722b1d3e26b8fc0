"""R12: case files made to hurt. Every reading command ends soon, in little memory, names the file, lists the rest."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from casectl.core.case.ids import case_path, derived
from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, MOMENT, Book, Done, Ground, process

SECONDS = 2.0
TIMES = 20
"""On a machine so slow that a command takes a tenth of a second of processor time without the bad file, as many times
that are allowed: processor time too becomes more where others compute beside it."""
MEBIBYTES = 200
GOOD = 40
EXPECTED = {
    **dict.fromkeys(("list", "overdue", "agenda", "today", "export", "show"), (5,)),
    "check": (1,),
    "audit": (0, 4, 5),  # the file was never recorded
}
"""Each reading command, and its exit codes when there is one file that cannot be read."""

KEY = "schema: 1\nid: X\ntitle: x\n"


def _bombs() -> dict[str, bytes]:
    """Tables C and D of the list of attacks, as files."""
    billion = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
    )
    text = {
        "billion laughs": billion, "recursive alias": "a: &a [*a]\n", "anchor": "a: &x 1\nb: *x\n",
        "merge key": "base: &b {x: 1}\nnew:\n  <<: *b\n", "deep flow": "a: " + "[" * 10_000,
        "deep closed flow": "a: " + "[" * 10_000 + "]" * 10_000, "deep maps": "{a: " * 5000 + "}" * 5000,
        "deep block": "".join(" " * n + f"k{n}:\n" for n in range(400)), "many keys": "".join(
            f"k{n}: v\n" for n in range(50_000)), "duplicate keys": KEY + "title: y\n",
        "tag": "a: !!python/name:os.system x\n",
        "python object": "a: !!python/object/apply:os.system ['touch pwned']\n", "local tag": "a: !x y\n",
        "directive": "%YAML 1.1\n---\nx: NO\n", "tag directive": "%TAG ! tag:x,2000:\n---\na: 1\n",
        "two documents": "a: 1\n---\nb: 2\n", "three dots": "a: 1\n...\nb: 2\n", "list at the top": "- a\n- b\n",
        "scalar at the top": "just text\n", "empty": "", "only comments": "# nothing\n", "conflict markers":
        KEY + "<<<<<<< ours\nstate: a\n=======\nstate: b\n>>>>>>> theirs\n", "unclosed quote": 'a: "x\n',
        "unclosed bracket": "a: [1, 2\n", "tab indentation": "a:\n\tb: 1\n", "bad indentation": "a: 1\n  b: 2\n",
        "complex key": "? [a, b]\n: c\n", "null key": "? \n: c\n", "escape in text": "a: \x1b]0;owned\x07\n",
        "bell": "a: \x07\n", "lone surrogate": 'a: "\\ud83d"\n', "pair of surrogates": 'a: "\\ud83d\\ude00"\n',
        "nul escape": 'a: "\\0"\n', "bad escape": 'a: "\\q"\n', "huge integer": f"level: {'9' * 5000}\n",
        "infinite": "level: .inf\n", "long line": f"a: {'x' * 300_000}\n", "long key": f"{'k' * 3000}: 1\n",
        "no-break spaces": "a:\xa01\n\xa0b: 2\n", "line separator": "a: x\u2028b: y\n", "next line": "a: x\x85b: y\n",
        "percent": "%\n", "at sign": "@a: 1\n", "backtick": "`a`: 1\n", "question marks": "? ? ? ?\n",
        "colons": ":::: :\n", "ampersands": "& & &: 1\n", "stars": "* *: 1\n", "wrong types":
        "schema: 1\nid: [a]\ntitle: {a: b}\nstate: [x]\njournal: text\ndue: 7\nfields: [1]\n",
        "journal of lists": KEY + "journal:\n  - [a]\n  - b\n",
        "bad instants": KEY + "due: {x: 2026-02-30T10:00:00+08:00}\n",
        "naive instants": KEY + "received_at: 2026-02-03T10:00:00\n",
    }  # fmt: skip
    raw = {
        "byte order mark": b"\xef\xbb\xbfa: 1\n", "UTF-16": "a: 1\n".encode("utf-16"),
        "UTF-32": "a: 1\n".encode("utf-32"),
        "Latin-1": b"a: caf\xe9\n", "cut UTF-8": b"a: \xe9\x80\n", "overlong UTF-8": b"a: \xc0\xaf\n",
        "NUL bytes": b"a: x\0y\n", "ten megabytes": b"a: x\n" * 2_000_000, "binary": bytes(range(256)) * 64,
    }  # fmt: skip
    return {**{name: value.encode("utf-8", "surrogatepass") for name, value in text.items()}, **raw}


def _special() -> dict[str, Callable[[Path], object]]:
    return {
        "link": lambda file: file.symlink_to("/etc/passwd"),
        "dangling link": lambda file: file.symlink_to("nowhere"),
        "link to itself": lambda file: file.symlink_to(file.name),
        "pipe": os.mkfifo,
        "sparse giant": _giant,
    }


def _giant(file: Path) -> None:
    file.touch()
    os.truncate(file, 100 << 30)


def measure(ground: Ground) -> Score:
    """One bad file at a time among forty good cases; every command that reads."""
    bad: dict[str, Callable[[Path], object]] = {
        name: lambda file, data=data: file.write_bytes(data) for name, data in _bombs().items()  # type: ignore[misc]
    }  # fmt: skip
    bad |= _special()
    names = list(bad)[:: ground.size(1, 8)]
    book = _forty(ground)
    # A well-formed id, so that `show` finds the file; it sorts after all others.
    case = derived("ZZ", MOMENT, UTC, "hostile")
    file = book.folder / case_path(case)
    file.parent.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    slowest, largest, runs = 0.0, 0.0, 0
    _used(book, "list", case)  # the index is there from now on
    usual = min(_used(book, "list", case)[0] for _ in range(3))
    limit = max(SECONDS, TIMES * usual)
    for name in names:
        bad[name](file)
        for command, codes in EXPECTED.items():
            seconds, mebibytes, fault = _run(book, command, case, codes, limit)
            slowest, largest, runs = max(slowest, seconds), max(largest, mebibytes), runs + 1
            if fault:
                wrong.append(f"{name}/{command}: {fault}")
        file.unlink()
    listed = f" ({'; '.join(wrong[:5])})" if wrong else ""
    return Score(
        f"{len(names)} files, {runs - len(wrong)} of {runs} runs right, slowest {slowest:.1f} s (list without them:"
        f" {usual:.2f} s), largest {largest:.0f} MiB{listed}",
        len(wrong),
    )


def control(ground: Ground) -> Score:
    """ruamel.yaml's usual reader on the same files: dirty exceptions, and documents that ought not be."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    dirty = accepted = 0
    for name, data in _bombs().items():
        if len(data) > 200_000 or "deep" in name:
            continue
        try:
            YAML(typ="rt", pure=True).load(data)
            accepted += 1
        except YAMLError:
            pass
        except Exception:
            dirty += 1
    return Score(f"{accepted} accepted, {dirty} dirty exceptions", accepted + dirty)


def _forty(ground: Ground) -> Book:
    book = ground.book()
    data = (book.folder / book.path).read_bytes()
    for number in range(GOOD - 1):
        case = derived("C", MOMENT, UTC, f"good {number}")
        file = book.folder / case_path(case)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.replace(book.case.encode(), case.encode()))
    book.git("add", "--all")
    book.git("commit", "--quiet", "--message", "forty")
    return book


def _computed() -> float:
    """Seconds computed by ended children: their elapsed time depends more on the machine's other load."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _used(book: Book, command: str, case: str) -> tuple[float, Done]:
    """The seconds that a command computes, with its git, and how it ended."""
    words = [command, case] if command in ("show", "audit") else [command, "--format", "json"]
    began = _computed()
    done = process(["bash", "-c", f'ulimit -v {900 * 1024}; exec "$@"', "-", *CASECTL, *words], book.folder)
    return _computed() - began, done


def _run(book: Book, command: str, case: str, wanted: tuple[int, ...], limit: float) -> tuple[float, float, str]:
    """Seconds, mebibytes and what is wrong; of a command above the limit, the least of three turns counts."""
    seconds, done = _used(book, command, case)
    for _ in range(2):
        if seconds <= limit:
            break
        seconds = min(seconds, _used(book, command, case)[0])
    mebibytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    if "Traceback" in done.err or "bug in casectl" in done.err or done.code < 0:
        return seconds, mebibytes, f"exit {done.code}: {done.err.strip()[-200:]}"
    if done.code not in wanted:
        return seconds, mebibytes, f"exit {done.code} instead of {wanted[0]}: {done.err.strip()[:200]}"
    if done.code and case not in done.err + done.out:
        return seconds, mebibytes, "the file is not named"
    if "\x1b" in done.out + done.err or "\x07" in done.out + done.err:
        return seconds, mebibytes, "a control character came through"
    if command == "list" and done.out.count('"id":') < GOOD:
        return seconds, mebibytes, f"only {done.out.count('id')} good cases listed"
    if seconds > limit or mebibytes > MEBIBYTES:
        return seconds, mebibytes, f"{seconds:.1f} s, {mebibytes:.0f} MiB"
    return seconds, mebibytes, ""
