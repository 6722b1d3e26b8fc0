"""reply records a letter as the contact that it is, and nothing that is not fit to go out."""

from __future__ import annotations

import hashlib

import pytest

from casectl.actions.contact import Contact, contact
from casectl.actions.note import note
from casectl.actions.recording.outgoing import Envelope
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reply import Wanted, copy, draft, reply
from casectl.core.values.messages import NotFound, Refused, UsageError
from casectl.core.values.value_class import replace
from tests.actions.cases import AT_ONCE, refused
from tests.contracts.letters import SCRIPT, written
from tests.fakes.context import FakeContext


@pytest.fixture
def desk(context: FakeContext) -> FakeContext:
    """A casebook with one script."""
    context.store.files["scripts/holding.yaml"] = SCRIPT
    return context


def test_a_letter_is_a_contact_with_its_script_and_the_digest_of_what_leaves_the_desk(desk: FakeContext) -> None:
    done = written(desk)
    [event] = done.receipt.events
    assert (event.kind, event.text("direction"), event.text("channel")) == ("contacted", "out", "mail")
    assert (event.text("script"), event.text("letter")) == ("holding", "holding")
    assert event.text("text").startswith("Dear Flora Fiction, C-")
    assert done.content
    assert event.text("sha256") == hashlib.sha256(done.content).hexdigest()
    assert event.text("message_id").encode() in done.content
    assert done.receipt.case.header.due.keys() == {"update", "resolve"}


def test_doing_it_twice_is_doing_it_once_and_a_copy_has_the_same_bytes(desk: FakeContext) -> None:
    case, once = desk.open(), EventStamp(event_id="letter-1")
    mail = draft(desk, case, Wanted(is_email=True, channel="mail", recipient="flora@example.org"))
    first, second = reply(desk, mail, once), reply(desk.later(hours=1), mail, once)
    assert (first.content, second.receipt.already) == (second.content, True)
    assert copy(desk, case, Envelope(True, "flora@example.org")) == first.content


def _ack(desk: FakeContext, kind: bytes = b"acknowledgement") -> None:
    desk.store.files["scripts/holding.yaml"] = SCRIPT.replace(b"kind: holding", b"kind: " + kind)


@pytest.mark.parametrize("kind", [b"acknowledgement", b"final"])
def test_what_a_customer_gets_once_goes_out_again_only_on_demand_or_after_an_answer(
    desk: FakeContext, kind: bytes
) -> None:
    """In whatever words, from whomever; what never arrived does not count as sent."""
    _ack(desk, kind)
    case = desk.open()
    reply(desk, draft(desk, case, Wanted()), AT_ONCE)
    other = replace(draft(desk, case, Wanted()), text="Dear Flora, once more.")
    for by in (desk, desk.later(hours=2)):
        with refused(by, Refused, "the customer has not written since", "--again"):
            reply(by, other, AT_ONCE)
    again = replace(other, wanted=replace(other.wanted, again=True))
    assert reply(desk.later(hours=3), again, AT_ONCE).content
    contact(desk.later(hours=4), case, Contact("in", "mail", "Where is it?"), AT_ONCE)
    assert reply(desk.later(hours=5), other, AT_ONCE).content


def test_news_may_go_out_as_often_as_there_are_any_but_not_in_the_same_words(desk: FakeContext) -> None:
    case = desk.open()
    reply(desk, draft(desk, case, Wanted()), AT_ONCE)
    with refused(desk, Refused, "the customer has not written since"):
        reply(desk, draft(desk, case, Wanted()), AT_ONCE)
    letter = draft(desk, case, Wanted())
    assert reply(desk, replace(letter, text=f"{letter.text} We know more on Friday."), AT_ONCE).content


def test_what_is_not_fit_to_go_out_is_refused_with_all_that_is_wrong(desk: FakeContext) -> None:
    case = desk.open()
    note(desk, case, "Give her nothing at all", AT_ONCE)
    letter = replace(draft(desk, case, Wanted()), text="{{?why}} We give her nothing at all.")
    with refused(desk, Refused, "{{?why}}", "give her nothing at all"):
        reply(desk, letter, AT_ONCE)
    with refused(desk, UsageError, "is not an e-mail address"):
        reply(desk, draft(desk, case, Wanted("", "", "mail", True, "a\nBcc: b@example.org")), AT_ONCE)


def test_a_script_is_found_by_name_or_title_and_a_lack_says_what_to_do(context: FakeContext) -> None:
    case = context.open()
    with refused(context, NotFound, "casectl init --scripts"):
        draft(context, case, Wanted())
    context.store.files["scripts/holding.yaml"] = SCRIPT
    assert draft(context, case, Wanted("进展")).script.name == "holding"
    with refused(context, NotFound, "there is no script holdin"):
        draft(context, case, Wanted("holdin"))
    context.store.files["scripts/second.yaml"] = SCRIPT.replace(b"script: holding", b"script: second")
    with refused(context, NotFound, "several scripts fit", "--script holding"):
        draft(context, case, Wanted())
