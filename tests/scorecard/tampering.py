"""The ways in which a history is tampered with, each a script on a fresh casebook that returns the commit to be named.

Those of signed commits are in `signed_tampering`, those of merges in `merge_tampering`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from casectl.core.case.ids import case_path
from tests.scorecard.ground import Book, Done, git

Tamper = Callable[[Book], str]
"""Does it, and returns the commit that is to be named."""
COPY = "C-2611-00000001X"
"""The id of a case that is none."""
FAR = {"past": "2001-01-01T00:00:00+00:00", "future": "2099-01-01T00:00:00+00:00"}


def did(book: Book, *words: str) -> Done:
    """Run casectl, which does it."""
    done = book.forked(*words)
    assert done.code == 0, done.err
    return done


def head(book: Book, name: str = "HEAD") -> str:
    """The id of a commit."""
    return book.git("rev-parse", name).out.strip()


def committed(book: Book, message: str = "By hand", **environment: str) -> str:
    """Commit the work tree with plain git."""
    assert git(book.folder, "add", "--all").code == 0
    done = git(book.folder, "commit", "--quiet", "--allow-empty", "-m", message, **environment)
    assert done.code == 0, done.err
    return head(book)


def replaced(book: Book, old: str, new: str, path: str = "") -> None:
    """Edit a file by hand."""
    file = book.folder / (path or book.path)
    text = file.read_text("utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), "utf-8")


def typed(book: Book, event: str, kind: str = "noted", *details: str, by: str = "ada") -> None:
    """Type an event into the journal, as somebody does who knows the format well."""
    at = book.git("log", "-1", "--format=%cI").out.strip()
    lines = [f"  - id: {event}", f"    at: {at}", f"    by: {by}", f"    event: {kind}"]
    lines += [f"    {each}" for each in details or ("text: typed",)]
    file = book.folder / book.path
    file.write_text(file.read_text("utf-8").rstrip("\n") + "\n" + "\n".join(lines) + "\n", "utf-8")


def leave_rules_to_bo(book: Book) -> None:
    """Only Bo, as a specialist, may change the rules from then on."""
    replaced(book, "specialist: {}", "specialist: {may: [rules]}", "casectl.yaml")
    replaced(book, '["bo@example.org"]', '["bo@example.org"]\n    roles: [specialist]', "casectl.yaml")
    committed(book)


def _relaxed_rules(book: Book) -> str:
    """A template relaxed by somebody who may not, and made use of in the same push."""
    path = "templates/complaint.yaml"
    leave_rules_to_bo(book)
    text = (book.folder / path).read_text("utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version:"))
    replaced(book, version, f"{version}9", path)
    replaced(book, "      guards: [reason_given]\n    go_on", "    go_on", path)
    found = committed(book)
    did(book, "note", book.case, "by other rules")
    return found


def _amended(book: Book) -> str:
    lost = head(book)
    replaced(book, "rang twice", "never rang")
    git(book.folder, "commit", "--quiet", "--all", "--amend", "--no-edit")
    return lost


def _reset(book: Book) -> str:
    lost = head(book)
    book.git("reset", "--quiet", "--hard", "HEAD~1")
    return lost


def _recreated(book: Book) -> str:
    """A branch deleted and made again without one commit."""
    lost = head(book)
    book.git("checkout", "--quiet", "--detach", "HEAD~2")
    book.git("branch", "-D", "main")
    book.git("checkout", "--quiet", "-b", "main")
    return lost


def _replace_ref(book: Book) -> str:
    one = head(book, "HEAD~1")
    tree = book.git("rev-parse", "HEAD~1^{tree}").out.strip()
    other = git(book.folder, "commit-tree", tree, "-p", "HEAD~2", "-m", "Nothing", GIT_AUTHOR_NAME="Boss").out.strip()
    book.git("replace", one, other)
    return one


def _graft(book: Book) -> str:
    (book.folder / ".git/info").mkdir(exist_ok=True)
    (book.folder / ".git/info/grafts").write_text(f"{head(book)} {head(book, 'HEAD~2')}\n")
    return head(book)


def _forged_boundary(book: Book) -> str:
    (book.folder / ".git/shallow").write_text(f"{head(book)}\n")
    return head(book)


def _mailmap(book: Book) -> str:
    (book.folder / ".mailmap").write_text("The Boss <boss@example.org> Ada Testwell <ada@example.org>\n")
    return committed(book)


def _attributes(line: str) -> Tamper:
    def tamper(book: Book) -> str:
        with (book.folder / ".gitattributes").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        book.git("add", ".gitattributes")
        book.git("commit", "--quiet", "-m", "By hand")
        return head(book)

    return tamper


def _link(book: Book) -> str:
    file = book.folder / book.path
    file.unlink()
    file.symlink_to("/etc/hostname")
    return committed(book)


def _gitlink(book: Book) -> str:
    place = str(Path(book.path).with_name("sub"))
    book.git("update-index", "--add", "--cacheinfo", f"160000,{head(book)},{place}")
    git(book.folder, "commit", "--quiet", "-m", "By hand")
    return head(book)


def _illegal(book: Book) -> str:
    typed(book, "illegal1", "advanced", "to: closed")
    replaced(book, "state: received", "state: closed")
    return committed(book)


def _moved_due(book: Book) -> str:
    line = next(each for each in book.recorded().decode().splitlines() if each.startswith("  first_response: 20"))
    replaced(book, line, line.replace(": 20", ": 21"))
    return committed(book)


def _dated(which: str) -> Tamper:
    return lambda book: committed(book, GIT_COMMITTER_DATE=FAR[which], GIT_AUTHOR_DATE=FAR[which])


def _forged_trailer(book: Book) -> str:
    return committed(book, f"{book.case} noted\n\nCase: {book.case}\nEvent: forged01\nActor: bo")


def _forged_actor(book: Book) -> str:
    typed(book, "forged02")
    return committed(book, f"{book.case} noted\n\nCase: {book.case}\nEvent: forged02\nActor: bo")


def _in_anothers_name(book: Book) -> str:
    typed(book, "forged03", by="bo")
    return committed(book, f"{book.case} noted\n\nCase: {book.case}\nEvent: forged03\nActor: bo")


def _deleted(book: Book) -> str:
    (book.folder / book.path).unlink()
    return committed(book)


def _renamed(book: Book) -> str:
    file = book.folder / book.path
    file.rename(file.with_name("C-2611-00000001X.yaml"))
    return committed(book)


def _twice(book: Book) -> str:
    event = next(line.split()[-1] for line in book.recorded().decode().splitlines() if line.startswith("  - id: "))
    typed(book, event)
    return committed(book)


def _elsewhere(book: Book) -> str:
    """A case with the journal of another one."""
    text = book.recorded().decode().replace(book.case, COPY)
    (book.folder / case_path(COPY)).parent.mkdir(parents=True, exist_ok=True)
    (book.folder / case_path(COPY)).write_text(text, "utf-8")
    return committed(book)


def _gap(book: Book) -> str:
    """An acknowledged event is taken out, and another put in its place."""
    text = book.recorded().decode()
    start = text.rindex("  - id: ")
    (book.folder / book.path).write_text(text[:start], "utf-8")
    typed(book, "instead1")
    return committed(book)


def _twin(book: Book) -> str:
    blob = book.git("rev-parse", f"HEAD:{book.path}").out.strip()
    place = str(Path(book.path).with_name(f"{book.case.lower()}.yaml"))
    book.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{place}")
    git(book.folder, "commit", "--quiet", "-m", "By hand")
    return head(book)


KINDS: Mapping[str, Mapping[str, Tamper]] = {
    "5 rules relaxed and used in one push": {"template": _relaxed_rules},
    "6 amended, forced": {"amended": _amended},
    "7 branch reset to an older head": {"reset": _reset},
    "8 branch recreated without one commit": {"recreated": _recreated},
    "11 replace ref": {"replaced": _replace_ref},
    "12 graft or shallow boundary forged": {"graft": _graft, "boundary": _forged_boundary},
    "13 .mailmap renames": {"mailmap": _mailmap},
    "14 .gitattributes hides": {"diff": _attributes("cases/** -diff"), "encoding": _attributes(
        "*.yaml working-tree-encoding=UTF-16"), "macro": _attributes("[attr]calm -diff")},
    "15 case replaced by a link": {"link": _link},
    "16 gitlink": {"gitlink": _gitlink},
    "17 illegal transition by hand": {"closed": _illegal},
    "18 due date moved without an event": {"due": _moved_due},
    "19 back-dated or future-dated": {which: _dated(which) for which in FAR},
    "20 trailer forged": {"event": _forged_trailer, "actor": _forged_actor, "person": _in_anothers_name},
    "21 case deleted or renamed": {"deleted": _deleted, "renamed": _renamed},
    "22 event twice, or one missing": {"twice": _twice, "elsewhere": _elsewhere, "gap": _gap},
    "23 twin of a path": {"case": _twin},
}  # fmt: skip

MISSED: Mapping[str, Callable[[Book], bool]] = {
    "9 evil merge": lambda book: "evil0001" not in book.git("log", "-p").out,
    "10 -s ours hides a handoff": lambda book: "offered" not in book.git("log", "--", book.path).out,
    "11 replace ref": lambda book: "Nothing" in book.git("log").out,
    "13 .mailmap renames": lambda book: "Ada Testwell" not in book.git("log").out,
    "14 .gitattributes hides": lambda book: "rang twice" not in book.git("log", "-p", "--", book.path).out,
}
"""The kinds that `git log` does not show, each with whether it is so."""


def prepared(book: Book) -> Book:
    """A casebook in which two calls are noted, and that was verified."""
    os.environ["GIT_MERGE_AUTOEDIT"] = "no"
    for text in ("rang once", "rang twice"):
        did(book, "note", book.case, text)
    did(book, "verify")
    return book
