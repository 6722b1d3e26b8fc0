"""The formats that annotate files: valid by the schemas of their readers, the worst first, known from run to run."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from casectl.core.values.messages import msg
from casectl.render.annotation import SEVERITIES, Annotation, Severity, said
from casectl.render.formats import ANNOTATING_FORMATS, render
from casectl.render.text.terminal import UNSEEN
from casectl.render.view import Annotated, View
from casectl.render.writers import github as github_format
from casectl.render.writers.github import harmless, summary
from tests.render.hostile import TEXTS, hostile

SCHEMAS = Path(__file__).parents[1] / "schemas"


def remark(
    path: str = "cases/a.yaml", code: str = "C050", severity: Severity = "error", what: str = "it is off", line: int = 4
) -> Annotation:
    """A remark about a file."""
    message = msg("{what}", what=what)
    return Annotation(path, code, severity, message, (path, *said(message)), line, 2 if line else 0)


def view(*remarks: Annotation, changed: Sequence[str] = (), folder: str = "") -> View:
    """A view of what `check` might say."""
    meanings = {"C050": msg("the header is not what the journal says")}
    return View("check", (), (), annotated=Annotated(lambda _rows: remarks, meanings, folder, changed))


def parsed(name: str, text: str) -> list[tuple[str, str]]:
    """The path and the words of each annotation, as a reader of the format has them. Fails if it refuses."""
    return _READERS[name](text)


@cache
def json_schema(name: str) -> Draft7Validator:
    """What holds JSON against a schema."""
    return Draft7Validator(json.loads((SCHEMAS / name).read_text("utf-8")))


@cache
def xml_schema(name: str) -> xmlschema.XMLSchema:
    """What holds XML against a schema."""
    return xmlschema.XMLSchema(SCHEMAS / name)


def _sarif(text: str) -> list[tuple[str, str]]:
    log = json.loads(text)
    for name in ("published/sarif-2.1.0.json", "sarif-2.1.0-reduced.json"):
        json_schema(name).validate(log)
    run = log["runs"][0]
    assert {each["ruleId"] for each in run["results"]} == {each["id"] for each in run["tool"]["driver"]["rules"]}
    return [
        (each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], each["message"]["text"])
        for each in run["results"]
    ]


def _gitlab(text: str) -> list[tuple[str, str]]:
    report = json.loads(text)
    json_schema("code-quality-reduced.json").validate(report)
    known = [each["fingerprint"] for each in report]
    assert len(set(known)) == len(known)
    return [(each["location"]["path"], each["description"]) for each in report]


def _junit(text: str) -> list[tuple[str, str]]:
    for name in ("published/junit-10.xsd", "junit-10-reduced.xsd"):
        xml_schema(name).validate(text)
    found = ElementTree.fromstring(text)
    [suite] = found
    assert int(suite.attrib["tests"]) == len(suite)
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error"))
    return [(each.attrib["classname"], each.attrib["name"].partition(" ")[2]) for each in suite]


_COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def _unescaped(text: str) -> str:
    for sign, code in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def _github(text: str) -> list[tuple[str, str]]:
    """What the runner takes for commands, as its ActionCommand does: a line beginning with two colons."""
    found, stopped = [], ""
    for line in text.splitlines():
        if stopped:
            stopped = "" if line == f"::{stopped}::" else stopped
        elif line.startswith("::stop-commands::"):
            stopped = line.removeprefix("::stop-commands::")
        else:
            match = _COMMAND.fullmatch(line)
            assert match, line
            properties = dict(each.split("=", 1) for each in match[2].split(","))
            if "file" in properties:
                found.append((_unescaped(properties["file"]), _unescaped(match[3])))
    assert not stopped
    return found


_READERS = {"github": _github, "gitlab": _gitlab, "sarif": _sarif, "junit": _junit}


def test_every_format_has_its_reader() -> None:
    """So that all of this is asked of a new one too."""
    assert list(_READERS) == list(ANNOTATING_FORMATS)
    assert all(str(row.meaning) and row.machine for row in ANNOTATING_FORMATS.values())


@pytest.mark.parametrize("name", ANNOTATING_FORMATS)
def test_the_worst_comes_first_and_of_these_the_changed_files(name: str) -> None:
    """GitHub drops what comes late, and people stop reading."""
    some = view(
        remark("cases/a.yaml", severity="notice"),
        remark("cases/b.yaml"),
        remark("cases/d.yaml", severity="warning"),
        remark("cases/c.yaml"),
        changed=["cases/c.yaml"],
    )
    paths = [path for path, _text in parsed(name, render(some, name))]
    assert paths == ["cases/c.yaml", "cases/b.yaml", "cases/d.yaml", "cases/a.yaml"]


@pytest.mark.parametrize("name", ANNOTATING_FORMATS)
def test_nothing_found_is_a_report_too(name: str) -> None:
    """Something that can be uploaded; JUnit's readers take a report without a test for a broken job."""
    text = render(view(), name)
    assert parsed(name, text) == ([("casectl", "check")] if name == "junit" else [])


@pytest.mark.parametrize("name", ANNOTATING_FORMATS)
def test_a_file_that_could_not_be_read_is_an_error(name: str) -> None:
    """A green list with a hole in it would be the worst of all."""
    hole = replace(view(remark(severity="notice")), unreadable=[("cases/x.yaml", msg("line 3 is broken"))])
    first = parsed(name, render(hole, name))[0]
    assert first == ("cases/x.yaml", "cannot read cases/x.yaml: line 3 is broken")


@pytest.mark.parametrize("name", ANNOTATING_FORMATS)
@settings(max_examples=20)
@given(texts=st.lists(hostile(), min_size=1, max_size=3))
def test_hostile_texts_and_paths_stay_what_they_are(name: str, texts: list[str]) -> None:
    """No text ends a command, an attribute or a string; none is a command of its own; no control comes through."""
    every = [*texts, *TEXTS, "::set-output name=x::y", "50% off\r\n::error::x", "a:b,c", "\ufffe]]>", "##[error]x"]
    some = view(*(remark(f"cases/{number}:,{text}.yaml", what=text) for number, text in enumerate(every)))
    text = render(some, name)
    assert not re.search(UNSEEN, text.replace("\n", ""))
    count = len(parsed(name, text))
    assert count == (10 if name == "github" else len(every))


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
def test_what_a_remark_is_known_by_does_not_depend_on_its_line(name: str) -> None:
    """Lines come and go above it, and the alert stays the same one."""

    def known(*remarks: Annotation) -> list[str]:
        report: Any = json.loads(render(view(*remarks), name))
        if name == "gitlab":
            return [each["fingerprint"] for each in report]
        return [each["partialFingerprints"]["primaryLocationLineHash"] for each in report["runs"][0]["results"]]

    first = known(remark(line=4), remark(line=9), remark("cases/b.yaml"), remark(code="C060"), remark(what="other"))
    assert len(set(first)) == 5
    moved = known(remark(line=40), remark(line=90), remark("cases/b.yaml", line=0), remark(code="C060"),
                  remark(what="other", line=1))  # fmt: skip
    assert sorted(moved) == sorted(first)


def test_numbers_in_a_sentence_are_no_part_of_what_it_is_known_by() -> None:
    """A deadline that is three days late tomorrow is the same one that is two days late today."""
    assert said(msg("{clock}: {days} days late", clock="answer", days=2)) == ("{clock}: {days} days late", "answer")


@pytest.mark.parametrize("name", ANNOTATING_FORMATS)
def test_paths_begin_at_the_top_of_the_checkout(name: str) -> None:
    """A casebook may be a folder in a repository with other things."""
    assert parsed(name, render(view(remark(), folder="desk/book"), name))[0][0] == "desk/book/cases/a.yaml"


def test_github_shows_ten_of_a_kind_and_says_how_many_it_drops() -> None:
    """The others are in the log, where a line cannot be a command."""
    remarks = [remark(f"cases/{number:03}.yaml", severity=each) for each in SEVERITIES for number in range(12)]
    text = render(view(*remarks), "github")
    assert text.splitlines()[0] == "::notice title=casectl::29 of 36 shown"
    for severity in SEVERITIES:
        assert text.count(f"::{severity} ") == 10
    assert text.count("\ncases/") == 7


@pytest.mark.parametrize("text", ["::error::x", "  ::add-mask::x", "note ##[error]x", "a\n::error::x"])
def test_talk_beside_the_annotations_is_no_command(text: str) -> None:
    """The runner reads stderr too, trims it, and takes the older form anywhere in a line."""
    assert not re.match(r"\s*::", harmless(text))
    assert "##[" not in harmless(text)


def test_the_summary_has_a_section_for_each_file_and_is_cut_between_sections() -> None:
    """GitHub refuses a summary of more than 1,024 KiB as a whole, so that nothing would be seen."""
    remarks = [remark(f"cases/{number:05}.yaml", what="*x* | y" * 20) for number in range(2000)]
    whole = summary(view(*remarks))
    assert len(whole.encode()) < github_format.SUMMARY_BYTES
    assert whole.startswith("## casectl check\n\n2000 errors\n\n### cases/00000.yaml\n\n| Line | Code | Message |\n")
    short = summary(view(*remarks), 5000)
    assert len(short.encode()) <= 5000
    shown = short.count("### ")
    assert shown > 5
    assert short.endswith(f"\n{shown} of 2000 shown\n")
    assert whole.startswith(short[: short.rindex("\n", 0, -2)])
    assert summary(view(*remarks), 50) == ""
    assert r"\*x\* \| y" in short


def test_the_summary_of_nothing_says_so() -> None:
    assert summary(view()) == "## casectl check\n\nnothing found\n"
