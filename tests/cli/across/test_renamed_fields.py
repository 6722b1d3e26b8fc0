"""A template that renames fields and clocks: cases get the new names of fields, and clocks that run keep theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.scenes import Scenes
from tests.cli.shared import clone, share
from tests.conftest import run_git

TEMPLATE = """\
template: tiny
version: 1
title: Tiny
fields:
  pace: {type: choice, title: Pace, choices: {fast: Fast, slow: Slow}, required: opening}
  ref: {type: text, title: Reference, required: answered}
  till: {type: date, title: Told by, promise: yes}
  phone: {type: text, title: Phone, private: yes}
workflow:
  initial: fresh
  reopens_to: fresh
  states:
    fresh: {title: Fresh, category: open}
    answered: {title: Answered, category: resolved}
    done: {title: Done, category: closed}
  transitions:
    answer: {title: Answer, from: fresh, to: answered}
    close: {title: Close, from: answered, to: done}
clocks:
  reply:
    title: Reply
    kind: regulatory
    starts: received
    stops: state:answered
    within: [{when: {pace: fast}, duration: 2d}, {duration: 30d}]
    source: Rule 1
    verified: own
follow_ups:
  thanks: {title: Thanks, on: "met:reply", after: 1d, what: thanks, who: owner}
"""
RENAMED = """\
renamed:
  fields: {pace: speed, ref: customer.ref, till: told_by, phone: customer.phone}
  clocks: {reply: answer}
"""


def renamed(text: str) -> str:
    text = text.replace("version: 1", "version: 2").replace("pace", "speed").replace("  till:", "  told_by:")
    text = text.replace("  ref: {", "  customer: {type: map, title: Customer, fields: {ref: {")
    text = text.replace("required: answered}", "required: answered}, phone: {type: text, title: Phone, private: yes}}}")
    text = text.replace("  phone: {type: text, title: Phone, private: yes}\n", "")
    text = text.replace("  reply:", "  answer:").replace("met:reply", "met:answer")
    return text.replace("workflow:\n", f"{RENAMED}workflow:\n", 1)


@pytest.fixture
def tiny(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A casebook with two cases of the template: an open one, and one that is over."""
    scenes.lay(book, _two_cases)
    return book


def _two_cases(book: CliCasebook) -> None:
    (book.folder / "templates/tiny.yaml").write_text(TEMPLATE, "utf-8")
    book.commit("Rules")
    fields = ("pace=slow", "ref=R-1", "till=2030-01-01", "phone=0100 200")
    for title in ("here", "over"):
        [row] = book.rows("new", "tiny", "--title", title, *(part for each in fields for part in ("-f", each)))
    book.done("advance", str(row["id"]), "answered")
    book.done("advance", str(row["id"]), "done")
    assert book.run("check").status == 0


def ids(book: CliCasebook, *query: str) -> set[str]:
    rows = book.rows("list", "template:tiny", "category:open,waiting,resolved,closed", *query)
    return {str(row["title"]) for row in rows}


def here(book: CliCasebook) -> Path:
    return next(path for path in book.cases if "title: here" in path.read_text("utf-8"))


def write(book: CliCasebook) -> None:
    (book.folder / "templates/tiny.yaml").write_text(renamed(TEMPLATE), "utf-8")


def is_lawful(book: CliCasebook) -> None:
    """For check, however often it is asked, and for verify, which minds the dates that this test gives commits."""
    for words in (("check",), ("check",), ("verify",)):
        said = book.run(*words).out.splitlines()
        assert [line for line in said if " H004 " not in line and "nothing found" not in line] == [], words


def test_the_cases_get_the_new_names_and_all_goes_on(tiny: CliCasebook) -> None:
    """Values, promises and clocks are as before; rows of clocks that began by the old names still count."""
    case = here(tiny).stem
    due = tiny.rows("due", case)
    write(tiny)
    said = tiny.run("adopt", "templates/tiny.yaml")
    assert (said.status, "2 cases now use the new names" in said.err) == (0, True), said.err
    text = here(tiny).read_text("utf-8")
    assert "speed: slow" in text
    assert "pace: slow" not in text
    assert '  customer:\n    ref: R-1\n    phone: "0100 200"\n' in text
    assert tiny.rows("due", case) == due
    is_lawful(tiny)
    for query in ("pace:slow", "speed:Slow", "ref:R-1", "customer.ref~R-", "told_by:2030", "till:2030"):
        assert ids(tiny, query) == {"here", "over"}, query
    assert ids(tiny, "speed:none") == set()
    for query in ("clock:reply", "clock:answer", "clock:Reply"):
        assert ids(tiny, query) == {"here"}, query
    tiny.done("set", case, "speed=fast")
    [clock] = tiny.rows("due", case)
    assert (clock["clock"], clock["due"] < due[0]["due"]) == ("reply", True)
    tiny.done("set", case, "told_by=2030-02-01", "--reason", "Later")
    assert [row["day"] for row in tiny.rows("followup", "list", case)] == ["2030-02-01"]
    tiny.done("advance", case, "answered")
    assert [row["what"] for row in tiny.rows("followup", "list", case)] == ["thanks", "told_by"]
    is_lawful(tiny)


def test_what_has_the_old_names_still_goes_on(tiny: CliCasebook) -> None:
    """After a plain commit of the template, or with hand edits; private values stay masked."""
    write(tiny)
    tiny.commit("Other names")
    assert tiny.run("check").status == 0
    assert ids(tiny, "speed:slow") == ids(tiny, "pace:slow") == {"here", "over"}
    assert "0100 200" not in tiny.done("export", "--masked", "--format", "json")
    case = here(tiny).stem
    tiny.done("set", case, "pace=fast")
    text = here(tiny).read_text("utf-8").partition("journal:")[0]
    assert ("speed: fast" in text, "pace:" in text) == (True, False)
    tiny.done("advance", case, "answered")
    is_lawful(tiny)
    tiny.done("adopt", "templates/tiny.yaml")
    is_lawful(tiny)
    assert "nothing has changed" in tiny.refused(3, "adopt", "templates/tiny.yaml")


@pytest.mark.slow
def test_a_field_that_two_clones_set_by_either_name(tiny: CliCasebook) -> None:
    """`check` says so, and a word settles it; the same value twice is one, of which adopt leaves one."""
    [row] = tiny.rows("new", "tiny", "--title", "bare", "-f", "pace=slow")
    case, (ours, theirs) = str(row["id"]), (("customer.phone=1", "customer.ref=R-2"), ("phone=2", "ref=R-2"))
    other = clone(share(tiny), "other")
    write(tiny)
    tiny.done("adopt", "templates/tiny.yaml")
    for desk, words in ((tiny, ours), (other, theirs)):
        desk.done("set", case, *words)
        desk.done("sync")
    said = other.run("check")
    assert said.status == 0
    told = "phone is the former name of customer.phone, and the two have different values; to keep the right one:"
    assert f"C021 {told} casectl set {case} customer.phone=VALUE" in " ".join(said.err.split())
    other.done("set", case, "customer.phone=2")
    other.done("adopt", "templates/tiny.yaml")
    text = next(path for path in other.cases if path.stem == case).read_text("utf-8").partition("journal:")[0]
    assert ("phone:" in text.replace("    phone:", ""), "  ref: R-2" in text.replace("    ref:", "")) == (False, False)
    assert "C021" not in other.run("check").err
    other.done("sync")
    is_lawful(other)


def test_a_new_name_hides_no_new_value(tiny: CliCasebook) -> None:
    """A renaming written by hand: one that the template does not give, and one beside which a value changes."""
    write(tiny)
    tiny.done("adopt", "templates/tiny.yaml")
    file = here(tiny)
    text = file.read_text("utf-8")
    start = text.rindex("  - id:")
    event = text[start:].partition("    under:")[0].replace("- id: ", "- id: zz").replace("speed", "customer.ref")
    file.write_text(text + event, "utf-8")
    tiny.commit()
    said = tiny.run("check").out
    assert "C125" in said
    assert "template tiny does not rename pace to customer.ref" in said


def test_a_value_changed_along_with_its_name_is_found(tiny: CliCasebook) -> None:
    write(tiny)
    tiny.done("adopt", "templates/tiny.yaml")
    path = here(tiny)
    old = tiny.folder / path.relative_to(tiny.folder)
    text = path.read_text("utf-8")
    run_git(tiny.folder, "reset", "--quiet", "--soft", "HEAD~2")
    old.write_text(text.replace("speed: slow", "speed: fast"), "utf-8")
    tiny.commit()
    assert "fields.speed (slow → fast) changed, without an event" in tiny.run("verify").out


def test_another_type_or_kind_is_no_new_name(tiny: CliCasebook) -> None:
    path = tiny.folder / "templates/tiny.yaml"
    path.write_text(renamed(TEMPLATE).replace("told_by: {type: date", "told_by: {type: instant"), "utf-8")
    assert "renames till to told_by, which is a field of another type" in tiny.refused(
        3, "adopt", "templates/tiny.yaml"
    )
    path.write_text(renamed(TEMPLATE).replace("kind: regulatory", "kind: internal"), "utf-8")
    assert "renames reply to answer, which is a clock of another kind" in tiny.refused(
        3, "adopt", "templates/tiny.yaml"
    )


def test_what_is_lost_without_a_new_name_is_said(tiny: CliCasebook) -> None:
    """It may be meant so: adopt records it, and says what leads out."""
    path = tiny.folder / "templates/tiny.yaml"
    path.write_text(renamed(TEMPLATE).replace("pace: speed, ", "").replace("  clocks: {reply: answer}\n", ""), "utf-8")
    said = " ".join(tiny.run("adopt", "templates/tiny.yaml").err.split())
    assert "2 cases have a value in pace, which is no longer in template tiny" in said
    assert "reply is running in 1 case, under the rules in force when it started" in said


def test_a_clock_answers_to_both_names(tiny: CliCasebook) -> None:
    write(tiny)
    tiny.done("adopt", "templates/tiny.yaml")
    case = here(tiny).stem
    assert tiny.done("explain", case, "answer") == tiny.done("explain", case, "reply")
    said = tiny.run("recompute", case, "--retarget", "--apply", "--reason", "x")
    assert "keeps the rules that its clocks started under, because" in said.err
    is_lawful(tiny)


def test_what_two_clones_did_before_a_field_was_renamed_is_judged_by_its_former_name(tiny: CliCasebook) -> None:
    """Each side of a merge is judged in its own order; the renaming comes after both."""
    [row] = tiny.rows("new", "tiny", "--title", "fast", "-f", "pace=fast", "-f", "ref=R-3")
    case = str(row["id"])
    other = clone(share(tiny), "other")
    for desk in (tiny, other):
        desk.done("advance", case, "answered")
    for desk in (tiny, other, tiny):
        desk.done("sync")
    write(tiny)
    tiny.done("adopt", "templates/tiny.yaml")
    text = next(path for path in tiny.cases if path.stem == case).read_text("utf-8")
    assert ("speed: fast" in text, "sides:" in text) == (True, True)
    is_lawful(tiny)
