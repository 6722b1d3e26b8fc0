"""contact records a contact with the customer."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_an_outbound_contact_stops_the_clock_of_the_first_response(book: CliCasebook) -> None:
    """An inbound one does not."""
    case = book.cases[0].stem
    for direction, state in (("in", "running"), ("out", "late")):
        book.done("contact", case, direction, "--channel", "phone", "About the bag", CASECTL_NOW="2026-11-21T09:00:00Z")
        states = {row["clock"]: row["state"] for row in book.rows("due", case)}
        assert states["first_response"] == state


def test_direction_and_channel_are_those_that_are_known(book: CliCasebook) -> None:
    """The channels are the template's."""
    case = book.cases[0].stem
    assert "in" in book.refused(2, "contact", case, "inward", "Where is it?")
    assert "is not one of" in book.refused(2, "contact", case, "in", "--channel", "drum", "Where is it?")
    assert "the text is blank" in book.refused(2, "contact", case, "in", " ")


def test_a_channel_in_place_of_the_direction_gets_the_line_that_was_meant(book: CliCasebook) -> None:
    """Beside the direction, or without one: then the customer was told. Other words are named as they are."""
    case = book.cases[0].stem
    for words, meant in (
        (("phone", "hello"), "out --channel phone hello"),
        (("email", "in", "Where is it?"), "in --channel email 'Where is it?'"),
        (("Phone",), "out --channel Phone TEXT"),
        (("out", "phone", "hello"), "out --channel phone hello"),
        (("in", "phone", "Where", "is it?"), "in --channel phone 'Where is it?'"),
        (("去电", "电话", "你好"), "'去电' --channel '电话' '你好'"),
        (("phone", "hello", "--at", "-2h"), "out --channel phone --at -2h hello"),
    ):
        assert f"try casectl contact {case} {meant}\n" in f"{book.refused(2, 'contact', case, *words)}\n"
    assert "try" not in book.refused(2, "contact", case, "drum", "hello")


def test_nothing_is_answered_before_it_was_asked(book: CliCasebook) -> None:
    """Found by use (D5): a first response was met eight days before the complaint was received."""
    case = book.cases[0].stem
    before = book.rows("due", case)
    answer = book.refused(3, "contact", case, "out", "Hi", "--at", "2026-10-01 10:00")
    assert "before the case was received" in answer
    assert book.rows("due", case) == before
    said = book.refused(3, "contact", case, "in", "Hi", "--at", "2026-10-01 10:00")
    assert f"casectl set {case} received_at=" in said


def test_chasers_are_shown_and_asked_for(book: CliCasebook) -> None:
    """By both names of the field, and they put a case ahead of others."""
    case, other = (path.stem for path in book.cases)
    for text in ("Where is it?", "And now?"):
        book.done("contact", case, "in", "--chaser", text)
    for query in ("chasers>1", "chasers:2", "催办>=1", "chasers:1..3"):
        assert [row["id"] for row in book.rows("list", query)] == [case], query
    assert [row["id"] for row in book.rows("list", "chasers:0")] == [other]
    assert "x is not a number" in book.refused(2, "list", "chasers>x")
    assert "Chasers" in book.done("show", case)
    assert "chaser: from the customer" in book.done("show", case)
    first = book.rows("today", CASECTL_NOW="2026-11-22T12:00:00+00:00")[0]
    assert (first["id"], first["ahead"], first["chasers"]) == (case, "chased by the customer", 2)
