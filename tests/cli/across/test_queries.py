"""A query as people type it: by the words that casectl shows them, and with the place shown where it does not read."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.cli.casebook import NEW, CliCasebook


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("state:待受理", 3),
        ("state:Received", 3),
        ("--state=待受理", 3),
        ("状态:待受理 负责人:'Ben Okoro'", 1),
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
def test_what_is_shown_can_be_asked_for(three: CliCasebook, words: str, found: int) -> None:
    """States, people, teams, templates and choices by name or title, times as weeks and months, on every list."""
    given = words.split("=", 1) if words.startswith("--") else [words]
    for verb in ("list", "export"):
        assert len(json.loads(three.done(verb, *given, "--format", "json"))["rows"]) == found


def test_what_does_not_read_is_shown_with_a_mark_under_the_place(book: CliCasebook) -> None:
    """By display width, in a query that is typed and in one that is saved."""
    answer = book.run("list", "退款 ownr:me")
    assert answer.status == 2
    assert answer.err.splitlines()[:3] == [
        "casectl: at character 4: there is no field ownr; did you mean owner?",
        "  退款 ownr:me",
        "       ^",
    ]
    with (book.folder / "casectl.yaml").open("a") as settings:
        settings.write('views: {late: "owner:me dew<1d"}\n')
    answer = book.run("agenda", "@late")
    assert answer.err.splitlines()[:3] == [
        "casectl: at character 10: in the view late: there is no field dew; did you mean due?",
        "  owner:me dew<1d",
        "           ^",
    ]
    assert "at character 7: there is no person bne; did you mean ben?" in book.refused(4, "list", "owner:bne")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "torn state:recieved",
            "at character 12: there is no state recieved; did you mean received? torn state:recieved",
        ),
        ("state:xyz", "available: received, acknowledged,"),
        ("clock:resolv", "at character 7: there is no clock resolv; did you mean resolve?"),
        ("channel:fax", "at character 9: there is no value fax"),
        ("channel:phone,letr", "at character 15: there is no value letr; did you mean letter?"),
        ("state:opne", "at character 7: there is no state opne; did you mean open?"),
        ("state:xyz", "also open, waiting, resolved, closed, active"),
        ("link:ZZZZ", "at character 6: there is no case ZZZZ"),
    ],
)
def test_a_name_that_means_nothing_is_reported_with_its_place(book: CliCasebook, query: str, said: str) -> None:
    """A list that is empty because of a slip would look as if there were nothing."""
    assert said in book.refused(4, "list", query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("fields.custmer.name:x", "at character 1: there is no field custmer.name; did you mean customer.name?"),
        ("custmer.name:x", "at character 1: there is no field custmer.name; did you mean customer.name?"),
        ("urgent:perhaps", "at character 8: perhaps is neither yes nor no"),
        ("channel>phone", "at character 9: channel is neither a number nor a date: it cannot be compared with < or >"),
        ("fields.solution.redress>abc", "at character 25: abc is not a number"),
        ("level:high", "at character 7: high is not a level; available: 1 (Standard), 2 (Slightly"),
        ("received<2026-03-01..2026-03-10", "at character 9: a range needs : instead of <"),
        ("@blank", "at character 1: the view blank has no conditions, so it would list every case"),
    ],
)
def test_what_would_be_answered_wrongly_is_refused(book: CliCasebook, query: str, said: str) -> None:
    """In a list, and where many cases would be changed."""
    with (book.folder / "casectl.yaml").open("a") as settings:
        settings.write("views: {blank: ' '}\n")
    book.commit("Rules")
    assert said in book.refused(2, "list", query)
    assert said in book.refused(2, "set", "--where", query, "request=x")
    assert "perhaps is neither yes nor no" in book.refused(2, "list", "-f", "urgent=perhaps")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["owner:ANN"], 2),
        (["state:RECEIVED"], 3),
        (["--state", "open"], 3),
        (["channel:PHONE"], 2),
        (["problem:TORN"], 3),
        (["level:'sTANDARD'"], 3),
        (["urgent:false"], 0),
        (["紧急:无"], 2),
        (["-f", "urgent=是"], 1),
        (["urgent:TRUE"], 1),
        (["text~t?rn*sleeve"], 1),
        (["text~l?tter"], 1),
        (["title~'t?rn*eeve'"], 1),
        (["owner:我", "&&", "渠道:「phone」"], 2),
    ],
)
def test_letters_case_never_hides_a_case(three: CliCasebook, words: list[str], found: int) -> None:
    """Nor a star, nor a word of the other language."""
    words = [word.replace("渠道", "来源渠道") for word in words]
    three.done("set", three.cases[0].stem, "urgent=yes")
    assert len(json.loads(three.done("list", "--format", "json", *words))["rows"]) == found


def test_counting_by_nothing_lists_nothing(book: CliCasebook) -> None:
    """As a script's empty variable would."""
    for blank in ("", " ", ","):
        assert "--group-by is empty" in book.refused(2, "list", "--group-by", blank)


def test_in_chinese_the_names_are_those_that_are_shown(book: CliCasebook) -> None:
    assert "现有 待受理、" in book.refused(4, "list", "state:xyz", CASECTL_LANG="zh")


def test_a_tag_that_no_case_has_is_refused_but_in_a_view(book: CliCasebook) -> None:
    """A slip is no empty list; whom a view shows the same list each morning waits for the first such case."""
    assert "there is no tag recall" in book.refused(4, "list", "tag:recall")
    file = book.folder / "casectl.yaml"
    file.write_text(file.read_text("utf-8") + "\nviews:\n  recalls: tag:recall\n", "utf-8")
    assert "there is no tag recall" in book.run("list", "@recalls").err


def test_a_state_goes_before_the_category_of_its_name(book: CliCasebook) -> None:
    """However it is asked for: withdrawn is in the category closed, and not in the state."""
    case, other = (path.stem for path in book.cases)
    book.done("contact", case, "in", "It was found", "--channel", "phone")
    book.done("advance", case, "withdrawn", "--reason", "It was found")
    for words in (["state:closed"], ["--state", "closed"], ["状态:已结案"], ["state:Closed"]):
        assert json.loads(book.done("list", *words, "--format", "json"))["rows"] == []
    for words in (["category:closed"], ["--category", "closed"], ["类别:closed"], ["阶段:closed"]):
        assert [row["id"] for row in json.loads(book.done("list", *words, "--format", "json"))["rows"]] == [case]
    assert other in book.done("list", "state:open")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["state:open", "-owner:ben"], 2),
        (["-owner:ben", "state:open"], 2),
        (["-owner:ben", "--sort", "-next_due", "--limit", "5", "-fchannel=phone"], 2),
        (["--field", "channel=letter", "-team:front-line"], 0),
        (["-fields.channel:phone"], 1),
        (["-channel~phone", "or", "-owner:ben"], 3),
        (["-@mine"], 1),
        (["-(owner:ben or channel:phone)"], 0),
        (["-撕裂"], 3),
        (["--", "-owner:ben", "-zebra"], 2),
        (["not", "owner:ben"], 2),
    ],
)
def test_a_condition_that_must_not_hold_may_be_anywhere(three: CliCasebook, words: list[str], found: int) -> None:
    """Options beside it are options still, with their values."""
    with (three.folder / "casectl.yaml").open("a") as settings:
        settings.write('views: {mine: "owner:me"}\n')
    assert len(json.loads(three.done("list", "--format", "json", *words))["rows"]) == found


@pytest.mark.parametrize("verb", ["list", "overdue", "due-soon", "agenda", "export"])
def test_every_verb_with_a_query_takes_it_so(book: CliCasebook, verb: str) -> None:
    book.done(verb, "-owner:me", "--sort", "id")
    assert "at character 2: there is no field ownr; did you mean owner? -ownr:me" in book.refused(2, verb, "-ownr:me")
    said = "-o is only for" if verb == "export" else "there is no option"
    assert said in book.refused(2, verb, "-owner")


@pytest.mark.parametrize("key", ["channel", "fields.channel", "来源渠道", "field.channel"])
def test_cases_are_counted_by_whatever_a_query_asks_for(three: CliCasebook, key: str) -> None:
    """A field by its name or its title, a column by what it is called."""
    rows = json.loads(three.done("list", "--group-by", key, "--format", "json"))["rows"]
    assert sorted((*row.values(),) for row in rows) == [("letter", 1), ("phone", 2)]
    counted = three.done("list", "--group-by", "负责人,due,followup,offered,title,tag", "--format", "tsv")
    assert counted.startswith("owner\tdue\tfollowup\toffered\ttitle\tfields.tags\tcases\n")


def rows_of(book: CliCasebook, *words: str) -> list[tuple[object, ...]]:
    return [(*row.values(),) for row in json.loads(book.done(*words, "--format", "json"))["rows"]]


def test_a_case_with_two_tags_counts_in_both(three: CliCasebook) -> None:
    for file, tags in zip(three.cases, ("[recall, press]", "[press]"), strict=False):
        file.write_text(file.read_text("utf-8").replace("\nfields:\n", f"\nfields:\n  tags: {tags}\n"), "utf-8")
    assert rows_of(three, "list", "--group-by", "tag") == [("press", 2), (None, 1), ("recall", 1)]


@pytest.mark.parametrize("verb", ["overdue", "due-soon"])
def test_deadlines_are_counted_with_their_cases(three: CliCasebook, verb: str) -> None:
    """By their own clock, kind and day; one case may have several deadlines."""
    listed = json.loads(three.done(verb, "--within", "30d", "--format", "json"))["rows"]
    counted = rows_of(three, verb, "--within", "30d", "--group-by", "template")
    assert counted == [("complaint", len(listed), len({row["id"] for row in listed}))]
    for key in ("clock", "kind", "owner", "team", "level", "due"):
        counted = rows_of(three, verb, "--within", "30d", "--group-by", key)
        words = (str(row[key])[:10] if key == "due" else str(row[key]) for row in listed)
        assert {str(word): many for word, many, _ in counted} == Counter(words)


def test_tasks_are_counted_by_who_is_to_do_them_and_when(three: CliCasebook) -> None:
    listed = json.loads(three.done("agenda", "--all", "--format", "json"))["rows"]
    counted = rows_of(three, "agenda", "--all", "--group-by", "day,who,kind")
    expected = Counter((row["day"], row["who"], row["kind"]) for row in listed)
    assert {tuple(words): many for *words, many, _ in counted} == expected


def test_a_month_is_the_one_of_the_casebook_s_zone(book: CliCasebook) -> None:
    """Of a case opened in the first hour of November there, and in October by UTC."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("Europe/London", "Asia/Shanghai"), "utf-8")
    book.commit()
    book.done(*NEW, "--title", "Late", "--customer.name", "Lee", CASECTL_NOW="2026-10-31T16:30:00+00:00")
    assert rows_of(book, "list", "--group-by", "opened") == [("2026-11", 2), ("2026-10", 1)]


def test_counting_keeps_exit_code_and_other_options(three: CliCasebook) -> None:
    """A job that asks whether anything is late may count it at once."""
    assert three.run("overdue", "--within", "30d", "--group-by", "clock", "--exit-code").status == 1
    assert three.run("overdue", "owner:mia", "--group-by", "clock", "--exit-code").status == 0
    assert (
        three.run("overdue", "owner:mia", "--group-by", "clock").err
        == "nothing that matches is overdue\nfiltered by: owner:mia\n"
    )
    assert (
        three.run("agenda", "--person", "mia", "--group-by", "who").err
        == "nothing is planned\nfiltered by: --person mia\n"
    )
    assert three.done("export", "--group-by", "state", "--format", "csv").startswith("state,cases\r\n")


@pytest.mark.parametrize("verb", ["list", "overdue", "due-soon", "agenda", "export"])
def test_every_word_that_nothing_can_be_counted_by_is_named(book: CliCasebook, verb: str) -> None:
    said = book.refused(2, verb, "--group-by", "statt,owner,chanel,zzz")
    assert "cases cannot be grouped by statt, chanel, zzz" in said
    assert "statt: did you mean state?" in said
    assert "chanel: did you mean channel?" in said
    assert "hint: group by " in said


def test_in_chinese_what_is_counted_is_called_as_in_lists(three: CliCasebook) -> None:
    said = three.done("overdue", "--within", "30d", "--group-by", "时限,kind", CASECTL_LANG="zh").splitlines()
    assert said[0].split() == ["时限", "性质", "时限数", "工单数"]
    assert "内部" in said[2]


def test_a_part_of_a_title_finds_it(three: CliCasebook) -> None:
    """Nobody types a whole title, and an empty list would look as if there were nothing."""
    titles = [title for (title,) in rows_of(three, "list", "title:torn", "--fields", "title")]
    assert sorted(map(str, titles)) == ["Torn bag", "Torn box", "Torn sleeve"]
    assert rows_of(three, "list", "标题:SLEEVE", "--fields", "title") == [("Torn sleeve",)]


def test_a_field_that_is_compared_as_a_whole_says_so_where_nothing_is_found(three: CliCasebook) -> None:
    """Not of a choice, nor of tags, of which nobody types a part."""
    meant = "problem: matches the whole text; problem~Tor matches a part of it"
    said = f"{meant}\nno matching cases\nfiltered by: problem:Tor\n"
    assert three.run("list", "problem:Tor").err == said
    assert three.run("list", "problem:Torn").err == ""
    for whole in ("channel:web_form", "urgent:yes", "solution.by:2026-11-21", "solution.redress:5"):
        assert three.run("list", whole).err == f"no matching cases\nfiltered by: {whole}\n"


@pytest.mark.parametrize("blank", ["", "  ", '""'])
def test_a_query_that_says_nothing_never_means_all(book: CliCasebook, blank: str) -> None:
    """As a script's empty variable would."""
    for verb in (
        ("assign", "ben"),
        ("set", "request=x"),
        ("advance", "acknowledged"),
        ("note", "x"),
        ("search", "torn"),
    ):
        assert "missing" in (said := book.refused(2, *verb, "--where", blank)) or "would select every case" in said
