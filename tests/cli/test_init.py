"""init makes a casebook, and adds to one."""

from __future__ import annotations

import json

from tests.cli.casebook import CliCasebook


def test_the_schema_for_editors_is_brought_up_to_date_unasked(book: CliCasebook) -> None:
    """It is casectl's own: a newer casectl, or one in another language, adds a template all the same."""
    schema = book.folder / ".casectl/case.schema.json"
    schema.write_text("{}\n")
    book.commit()
    book.done("init", ".", "--template", "refund")
    assert (book.folder / "templates/refund.yaml").is_file()
    assert json.loads(schema.read_text())


def test_a_template_is_added_and_what_it_needs_stays_as_the_desk_has_it(book: CliCasebook) -> None:
    """Found by use: a desk with its own complaint.yaml could add no other template, or lost it to --yes."""
    for yes in ([], ["--yes"]):
        for path in ("templates/complaint.yaml", "templates/after-sales.yaml", "calendars/office.yaml"):
            (book.folder / path).write_text((book.folder / path).read_text("utf-8") + "# ours\n", "utf-8")
        book.commit()
        before = {path: path.read_bytes() for path in book.folder.glob("[tc]*/*.yaml")}
        book.done("init", "--template", "vip" if yes else "refund", *yes)
        assert before.items() <= {path: path.read_bytes() for path in book.folder.glob("[tc]*/*.yaml")}.items()
    assert (book.folder / "templates/refund.yaml").is_file()
    assert "templates/complaint.yaml exists already" in book.refused(2, "init", "--template", "complaint")


def test_what_init_writes_names_its_schema_for_editors(book: CliCasebook) -> None:
    """Settings, templates and calendars, those that are written later too; cases do so anyway."""
    home = book.folder.parent / "ours"
    assert book.run("init", str(home), "--yes", "--calendar", "england", "--template", "refund").status == 0
    assert book.run("-C", str(home), "calendar", "new", "late", "--windows", "mon-fri 09:00-20:00").status == 0
    files = [home / "casectl.yaml", *home.glob("templates/*.yaml"), *home.glob("calendars/*.yaml")]
    assert len(files) > 4
    for file in files:
        named = file.read_text("utf-8").splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        kind = "settings" if file.parent == home else file.parent.name.removesuffix("s")
        assert (file.parent / named).resolve() == (home / f".casectl/{kind}.schema.json").resolve()
        assert json.loads((file.parent / named).read_text("utf-8"))["$schema"].endswith("/draft-07/schema#")


def test_init_takes_a_shipped_calendar(book: CliCasebook) -> None:
    home = book.folder.parent / "ours"
    words = ["init", str(home), "--yes", "--calendar", "england", "--zone", "Europe/London", "--template", "complaint"]
    answer = book.run(*words)
    assert answer.status == 0, answer.err
    assert "by default" not in answer.err
    assert "\ncalendar: england\n" in (home / "casectl.yaml").read_text("utf-8")
    assert (home / "calendars/england.yaml").is_file()
    assert not (home / "calendars/office.yaml").exists()
    assert "did you mean england" in book.refused(4, "init", str(home.with_name("b")), "--calendar", "englnd")


def test_init_adds_a_calendar_to_a_casebook_and_leaves_its_settings_alone(book: CliCasebook) -> None:
    settings = (book.folder / "casectl.yaml").read_text("utf-8")
    answer = book.run("init", "--calendar", "scotland", "--yes")
    assert answer.status == 0, answer.err
    assert (book.folder / "calendars/scotland.yaml").is_file()
    assert (book.folder / "casectl.yaml").read_text("utf-8") == settings
    assert "write calendar: scotland in casectl.yaml" in answer.err


def test_whoever_makes_it_is_one_person_whatever_they_type(book: CliCasebook) -> None:
    """Found by use: one's own address typed with one's name made two people, and a casebook that no verb could use."""
    home = book.folder.parent / "ours"
    book.done(
        "init", str(home), "--yes", "--person", "Ann Q. Reed <Ann@example.org>", "--person", "Bo <bo@example.org>"
    )
    rows = book.rows("-C", str(home), "people", "list")
    assert [(row["person"], row["name"]) for row in rows] == [("ann", "Ann Q. Reed"), ("bo", "Bo")]
    assert book.run("-C", str(home), "check").status == 0
    words = ["--person", "Bo <bo@example.org>", "--person", "Bob <BO@example.org>"]
    said = book.refused(2, "init", str(home.with_name("b")), "--yes", *words)
    assert "an address belongs to one person" in said
    assert not home.with_name("b").exists()


def test_settings_that_are_there_before_git_is_are_kept_and_adopted(book: CliCasebook) -> None:
    """A folder with a casectl.yaml of somebody's own becomes a casebook, and what to do next is named."""
    home = book.folder.parent / "ours"
    home.mkdir()
    settings = (book.folder / "casectl.yaml").read_bytes()
    (home / "casectl.yaml").write_bytes(settings)
    assert book.run("init", str(home), "--yes").status == 0
    assert "casectl adopt casectl.yaml" in book.run("-C", str(home), "check").err
    assert book.run("-C", str(home), "adopt", "casectl.yaml").status == 0
    assert (home / "casectl.yaml").read_bytes() == settings
    assert book.run("-C", str(home), "check").status == 0
