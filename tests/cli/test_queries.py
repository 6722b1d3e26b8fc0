"""A query as people type it: by the words that casectl shows them, and with the place shown where it does not read."""

from __future__ import annotations

import json

import pytest

from tests.cli.front_desk import NEW, FrontDesk


@pytest.fixture(name="three")
def three_cases(desk: FrontDesk) -> FrontDesk:
    """Two complaints by telephone that Ann has, the first of October, and one by letter that Ben has."""
    desk.done(*NEW, "--customer.name", "Kim", "--title", "Torn sleeve", "--channel", "letter", "--owner", "ben")
    return desk


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("state:已受理", 3),
        ("state:Received", 3),
        ("--state=已受理", 3),
        ("状态:已受理 负责人:'Ben Okoro'", 1),
        ("owner:'ben okoro'", 1),
        ("--owner=Ben Okoro", 1),
        ("team:'Front line'", 3),
        ("--team=一线客服", 3),
        ("template:投诉", 3),
        ("channel:信函", 1),
        ("fields.channel:Letter", 1),
        ("--field=channel=信函", 1),
        ("channel~let", 1),
        ("opened:2026-11", 2),
        ("received:this-week", 2),
        ("received:last-month", 1),
        ("--opened-from=2026-11", 2),
        ("--opened-to=2026-11", 1),
        ("--received-from=本月", 2),
    ],
)
def test_what_is_shown_can_be_asked_for(three: FrontDesk, words: str, found: int) -> None:
    """States, people, teams, templates and choices by name or title, times as weeks and months, on every list."""
    given = words.split("=", 1) if words.startswith("--") else [words]
    for verb in ("list", "export"):
        assert len(json.loads(three.done(verb, *given, "--format", "json"))["rows"]) == found


def test_what_does_not_read_is_shown_with_a_mark_under_the_place(desk: FrontDesk) -> None:
    """By display width, in a query that is typed and in one that is saved."""
    answer = desk.run("list", "退款 ownr:me")
    assert answer.status == 2
    assert answer.err.splitlines()[:3] == [
        "casectl: there is no field ownr; did you mean owner?, at character 4",
        "  退款 ownr:me",
        "       ^",
    ]
    with (desk.folder / "casectl.yaml").open("a") as settings:
        settings.write('views: {late: "owner:me dew<1d"}\n')
    answer = desk.run("agenda", "@late")
    assert answer.err.splitlines()[:3] == [
        "casectl: in the view late: there is no field dew; did you mean due?, at character 10",
        "  owner:me dew<1d",
        "           ^",
    ]
    assert "owner bne: did you mean ben?" in desk.refused(4, "list", "owner:bne")


def test_people_read_titles_and_programs_names(desk: FrontDesk) -> None:
    """Of states, templates, and what cases are counted by."""
    words = ("list", "--fields", "template,state", "--limit", "1")
    assert desk.done(*words, CASECTL_LANG="zh").splitlines()[-1].split() == ["投诉", "已受理"]
    assert desk.done(*words, "--format", "tsv", CASECTL_LANG="zh").splitlines()[-1] == "complaint\treceived"
    counted = ("list", "--group-by", "template,fields.channel,category")
    said = desk.done(*counted, CASECTL_LANG="zh").splitlines()
    assert said[0].split() == ["模板", "来源渠道", "类别", "工单"]
    assert said[-1].split() == ["投诉", "电话", "处理中", "2"]
    assert desk.done(*counted, "--format", "tsv").splitlines()[-1] == "complaint\tphone\topen\t2"
