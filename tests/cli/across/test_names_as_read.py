"""What lists show can be typed: states, people, teams, templates, fields and choices by their titles, and ``me``."""

from __future__ import annotations

import pytest

from tests.cli.casebook import NEW, CliCasebook


@pytest.mark.parametrize("word", ["Ben Okoro", "ben okoro", "BEN", "ben@example.org", "ｂｅｎ", "Ben  Okoro"])
def test_a_person_is_meant_by_code_name_or_address(book: CliCasebook, case: str, word: str) -> None:
    """Whatever the case and the width of the letters."""
    book.done("assign", case, word)
    assert book.rows("list", f"id:{case}")[0]["owner"] == "ben"


@pytest.mark.parametrize("word", ["me", "我"])
def test_me_is_who_types(book: CliCasebook, case: str, word: str) -> None:
    """In verbs as in queries."""
    book.done("assign", case, "ben")
    book.done("assign", case, word, "--reason", "I know the customer")
    assert book.rows("list", f"id:{case}")[0]["owner"] == "ann"


@pytest.mark.parametrize("word", ["After-sales", "after sales", "售后", "AFTER_SALES"])
def test_a_team_is_meant_by_its_title(book: CliCasebook, case: str, word: str) -> None:
    """In every language, with or without its hyphen."""
    book.run("return", case, "--reason", "To be offered again")
    book.done("handoff", case, "--team", word, "--reason", "Needs the packing list")
    assert [row["id"] for row in book.rows("list", "offered:after-sales")] == [case]


def test_a_team_in_the_place_of_a_person_is_named_as_one(book: CliCasebook, case: str) -> None:
    """The hint is not to add a person of that name."""
    said = book.refused(4, "assign", case, "after-sales")
    assert "hint: after-sales is a team: casectl handoff CASE --team after-sales" in said
    said = book.refused(4, "handoff", case, "--team", "Ben Okoro", "--reason", "x")
    assert "hint: Ben Okoro is a person: casectl handoff CASE ben" in said


@pytest.mark.parametrize("word", ["withdrawn", "Withdrawn", "WITHDRAWN", "已撤销", "已撤诉", "撤销投诉", "Withdraw"])
def test_a_state_is_meant_by_its_title(book: CliCasebook, case: str, word: str) -> None:
    """The title that show and list have, or had, and that of the step that leads there."""
    book.done("contact", case, "in", "I have it", "--channel", "phone")
    book.done("advance", case, word, "--reason", "The customer took it back")
    assert book.rows("list", f"id:{case}")[0]["state"] == "withdrawn"


@pytest.mark.parametrize("word", ["Complaint", "投诉", "COMPLAINT"])
def test_a_template_is_meant_by_its_title(book: CliCasebook, word: str) -> None:
    """A case is opened by what lists call its kind."""
    book.done("new", word, *NEW[2:], "--title", "Creased", "--customer.name", "P. Customer")
    assert [row["template"] for row in book.rows("list", "title:creased")] == ["complaint"]


@pytest.mark.parametrize("typed", ["Channel=Email", "来源渠道=电子邮件", "channel=EMAIL", "fields.channel=e-mail"])
def test_a_field_and_a_choice_are_meant_by_their_titles(book: CliCasebook, case: str, typed: str) -> None:
    """As the form shows them."""
    book.done("set", case, typed)
    assert book.rows("list", f"id:{case}", "--fields", "id,channel")[0]["fields.channel"] == "email"


def test_an_option_of_a_new_case_may_have_a_fields_title(book: CliCasebook) -> None:
    """``--姓名`` is the customer's name."""
    book.done(*NEW, "--title", "Creased", "--客户.姓名", "测试客户")
    rows = book.rows("list", "title:creased", "--fields", "id,Name")
    assert [row["fields.customer.name"] for row in rows] == ["测试客户"]


def test_an_ambiguous_title_lists_the_codes(book: CliCasebook, case: str) -> None:
    """Two people of one name differ in their codes."""
    settings = book.folder / "casectl.yaml"
    twin = "  ben2:\n    name: Ben Okoro\n    emails: [ben2@example.org]\n"
    settings.write_text(settings.read_text("utf-8") + twin, "utf-8")
    book.commit()
    said = book.refused(4, "assign", case, "Ben Okoro")
    assert "Ben Okoro may mean ben (Ben Okoro), ben2 (Ben Okoro)" in said


def test_a_map_among_the_columns_is_all_its_parts(book: CliCasebook, case: str) -> None:
    """A column of the map itself would be empty."""
    [row] = book.rows("list", f"id:{case}", "--fields", "id,customer")
    assert row["fields.customer.contact"] == "0100"


@pytest.mark.parametrize("typed", ["Callback", "call-back", "CALLBACK"])
def test_a_follow_up_is_meant_by_what_is_to_be_done_however_it_is_written(
    book: CliCasebook, case: str, typed: str
) -> None:
    """As lists show it."""
    book.done("followup", "add", case, "+2h", "call back")
    book.done("followup", "done", case, typed)
    assert "call back" not in book.done("followup", "list", case)


@pytest.mark.parametrize("title", ["Call back after 24 hours", "24 小时回访"])
def test_a_follow_up_of_the_template_is_meant_by_its_title(book: CliCasebook, case: str, title: str) -> None:
    """In every language."""
    template = book.folder / "templates" / "complaint.yaml"
    titles = "{en: Call back after 24 hours, zh: 24 小时回访}"
    rule = f"  check_back: {{title: {titles}, on: state:withdrawn, after: 24h, what: x}}\n"
    template.write_text(template.read_text("utf-8").replace("follow_ups:\n", f"follow_ups:\n{rule}"), "utf-8")
    book.commit()
    book.done("contact", case, "in", "Solved", "--channel", "phone")
    book.done("advance", case, "withdrawn", "--reason", "The customer took it back")
    book.done("followup", "done", case, title)


@pytest.mark.parametrize("word", ["out", "OUT", "to the customer", "告知客户", "呼出", "外呼", "outbound"])
def test_a_direction_is_meant_by_what_the_journal_shows(book: CliCasebook, case: str, word: str) -> None:
    """In both languages, whatever the case of the letters."""
    book.done("contact", case, word, "We look into it")
    assert "direction: out" in next(each for each in book.cases if case in each.name).read_text("utf-8")


@pytest.mark.parametrize("word", ["duplicate-of", "Duplicate of", "DUPLICATE-OF", "重复于", "重复", "duplicate"])
def test_a_type_of_link_is_meant_by_its_title(three: CliCasebook, word: str) -> None:
    """As receipts and show have it."""
    one, other = (row["id"] for row in three.rows("list")[:2])
    assert "duplicate of" in three.done("link", one, word, other)


@pytest.mark.parametrize("words", [["状态:已受理"], ["--state", "已受理"], ["-状态:已受理"]])
def test_a_title_whose_meaning_has_moved_says_what_it_means_now(book: CliCasebook, words: list[str]) -> None:
    """已受理 was the title of received: neither state is taken for the other in silence."""
    case = book.cases[0].stem
    said = book.run("list", *words, "--format", "json")
    assert "已受理 now means state:acknowledged; if you mean what it meant before, write state:received" in said.err
    assert (case in said.out) is (words == ["-状态:已受理"])
    assert "now means" not in book.run("list", "状态:待受理").err


@pytest.mark.parametrize("word", ["3", "三级", "L3", "复杂", "Complex, several departments", "complex"])
def test_a_level_is_meant_by_its_title_or_the_beginning_of_one(book: CliCasebook, case: str, word: str) -> None:
    """Where a case is escalated, opened or given another template."""
    book.done("escalate", case, "--level", word, "--reason", "Two departments")
    assert book.rows("list", f"id:{case}")[0]["level"] == 3
    book.done(*NEW, "--title", "Creased", "--customer.name", "P. Customer", "--level", word)
    assert book.rows("list", "title:creased")[0]["level"] == 3
    assert len(book.rows("list", "--level", word)) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("set", "--request", "A refund"),
        ("set", "--客户诉求=A refund"),
        ("set", "--reason", "She rang", "--request", "A refund"),
        ("advance", "withdrawn", "--request", "A refund", "--reason", "Solved"),
    ],
)
def test_a_field_is_an_option_wherever_fields_are_set(book: CliCasebook, case: str, words: tuple[str, ...]) -> None:
    """By its name or title, as it is for `new`."""
    verb, *rest = words
    book.done("contact", case, "in", "She likes it after all", "--channel", "phone")
    book.done(verb, case, *rest)
    assert book.rows("list", f"id:{case}", "--fields", "id,request")[0]["fields.request"] == "A refund"
    assert [row["id"] for row in book.rows("list", "--客户诉求", "A refund")] == [case]


def test_options_are_known_by_their_chinese_names(book: CliCasebook, case: str) -> None:
    """Those of the verb itself; one that is a field's title means the field where fields are set."""
    book.done("contact", case, "来电", "--渠道", "电话", "She asks again")
    assert "channel: phone" in next(each for each in book.cases if case in each.name).read_text("utf-8")
    book.done("advance", case, "已撤诉", "--原因=客户撤回")
    book.done(*NEW, "--标题", "Creased", "--customer.name", "P. Customer", "--级别=复杂")
    assert [(row["level"], row["state"]) for row in book.rows("list", "--状态", "received", "title:creased")] == [
        (3, "received")
    ]


@pytest.mark.parametrize("word", ["closed", "已办结", "CLOSED", "办结"])
def test_a_category_is_meant_by_the_words_for_it(book: CliCasebook, case: str, word: str) -> None:
    """In its option as in queries."""
    book.done("contact", case, "in", "Solved", "--channel", "phone")
    book.done("advance", case, "withdrawn", "--reason", "Solved")
    assert [row["id"] for row in book.rows("list", "--category", word)] == [case]
