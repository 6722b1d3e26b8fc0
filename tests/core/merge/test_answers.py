"""What two clones decided of one thing, neither knowing of the other: nobody gets it twice unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from casectl.actions.approve import Approval, approve, reject
from casectl.actions.confirm import Confirmation, confirm
from casectl.actions.contact import Contact, contact
from casectl.actions.inspect import Marked, appeal, decide, inspect
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.actions.recording.outgoing import Envelope
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.redress import Offer, accept, offer, pay, refuse
from casectl.actions.reply import Wanted, draft, reply
from casectl.core.case.compose import drift, read_case
from casectl.core.case.ids import case_path
from casectl.core.case.model import Event
from casectl.core.merge import reckoning
from casectl.core.merge.answers import ANSWERED, answered_twice
from casectl.core.merge.histories import Histories
from casectl.core.template.labels import NO_LABELS, changed_title
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import plain_text
from tests.actions.cases import AT_ONCE
from tests.contracts.inspections import MARKS
from tests.contracts.letters import APPROVED, SCRIPT
from tests.core.merge.pairs import faults
from tests.fakes.context import NOW, TEMPLATE, FakeContext

Act = Callable[[FakeContext, str], object]


def _offers(amount: str) -> Act:
    return lambda context, case: offer(context, case, Offer("refund", amount), AT_ONCE)


def _accepts(context: FakeContext, case: str) -> object:
    return accept(context, case, "refund", AT_ONCE)


def _pays(context: FakeContext, case: str) -> object:
    _accepts(context, case)
    return pay(context, case, "refund", "", AT_ONCE)


def _refuses(context: FakeContext, case: str) -> object:
    return refuse(context, case, "refund", "She wants another one", AT_ONCE)


def _clone(number: int = 0, act: Act | None = None) -> tuple[FakeContext, str]:
    """A clone of a casebook with one case and an offer, in which somebody acts, some minutes later."""
    context = FakeContext()
    case = context.open(owner="ada")
    _offers("40 CNY")(context, case)
    context.drawn = 1000 * number
    if act:
        act(context.by(("ada", "cy")[number - 1]).later(minutes=number), case)
    return context, case


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        (_offers("20 CNY"), _offers("30 CNY"), ["redress"]),
        (_pays, _pays, ["redress.OFFER"]),
        (_accepts, _refuses, ["redress.OFFER"]),
        (_accepts, _accepts, []),
        (_pays, _offers("20 CNY"), []),
    ],
)
def test_what_both_did_with_redress_is_to_be_decided(one: Act, other: Act, about: list[str]) -> None:
    """Where both offered it, or recorded of one offer what does not go together; the same whoever merges."""
    (base, case), (first, _), (second, _) = _clone(), _clone(1, one), _clone(2, other)
    path = case_path(case)
    texts = [each.store.files[path] for each in (base, first, second)]
    data = merged_file(first.documents, path, Sides(*texts), first.zone)[1]
    assert merged_file(first.documents, path, Sides(texts[0], texts[2], texts[1]), first.zone)[1] == data
    found = read_case(first.documents.read(path, data))
    first.now = max(first.now, second.now, key=to_seconds)
    assert (faults(first, found), drift(found, first.zone)) == ((), [])
    offered = next(each.id for each in found.journal if each.kind == "redress_offered")
    assert [each.about for each in found.header.conflicts] == [each.replace("OFFER", offered) for each in about]


def _letter(context: FakeContext) -> str:
    """A letter of Ada's that waits for Cy."""
    context.store.files |= {"scripts/holding.yaml": SCRIPT, "templates/plain.yaml": APPROVED.encode()}
    case = context.by("ada").open()
    reply(context, draft(context, case, Wanted(channel="phone")), AT_ONCE)
    return case


def _approves(context: FakeContext, case: str) -> object:
    return approve(context.by("cy"), case, Approval(Envelope(True, "flora@example.org")), AT_ONCE)


def _sends_back(context: FakeContext, case: str) -> object:
    return reject(context.by("cy"), case, "Say when", AT_ONCE)


def _appeal(context: FakeContext) -> str:
    """An inspection of Ada's work by Bob, against which she appeals to Cy."""
    case = context.by("ada").open(owner="ada")
    inspect(context.by("bob"), case, Marked(MARKS, "ada"), AT_ONCE)
    appeal(context.by("ada"), case, "", "It was right", AT_ONCE)
    return case


def _decides(*marks: str) -> Act:
    return lambda context, case: decide(context.by("cy"), case, "", marks, "Heard it again", AT_ONCE)


def _late_entry(context: FakeContext) -> str:
    """A call that Ada recorded days later."""
    context.store.files["templates/plain.yaml"] = TEMPLATE.replace("kind: internal", "kind: regulatory").encode()
    case, late = context.by("ada").open(owner="ada"), EventStamp(plus(NOW, timedelta(hours=1)), late="I was away")
    contact(context.later(days=9), case, Contact("out", "phone", "x"), late)
    return case


def _confirms(*, refused: bool) -> Act:
    return lambda context, case: confirm(context.by("bob"), case, Confirmation(refused=refused, reason="So"), AT_ONCE)


@pytest.mark.parametrize(
    ("begin", "one", "other", "about"),
    [
        (_letter, _approves, _approves, "letter"),
        (_letter, _approves, _sends_back, "letter"),
        (_letter, _sends_back, _sends_back, ""),
        (_appeal, _decides(*MARKS), _decides(), "appeal"),
        (_appeal, _decides(), _decides(), ""),
        (_late_entry, _confirms(refused=True), _confirms(refused=False), "late_entry"),
        (_late_entry, _confirms(refused=False), _confirms(refused=False), ""),
    ],
)
def test_what_both_decided_of_one_thing_is_to_be_looked_at(
    begin: Callable[[FakeContext], str], one: Act, other: Act, about: str
) -> None:
    """Where they decided otherwise, or the customer got it twice; the same whoever merges."""
    contexts, texts = [], []
    for number, act in enumerate((None, one, other)):
        context = FakeContext(recorder="")
        case = begin(context)
        context.drawn = 1000 * number
        if act:
            act(context.later(minutes=number), case)
        contexts.append(context)
        texts.append(context.store.files[path := case_path(case)])
    first = contexts[1]
    data = merged_file(first.documents, path, Sides(*texts), first.zone)[1]
    assert merged_file(first.documents, path, Sides(texts[0], texts[2], texts[1]), first.zone)[1] == data
    found = read_case(first.documents.read(path, data))
    first.now = max(first.now, contexts[2].now, key=to_seconds)
    assert (faults(first, found), drift(found, first.zone)) == ((), [])
    assert [each.about.partition(".")[0] for each in found.header.conflicts] == ([about] if about else [])


@pytest.mark.parametrize("about", ["", "letter"])
def test_a_merge_of_an_earlier_release_stays_right(monkeypatch: pytest.MonkeyPatch, about: str) -> None:
    """It says nothing of a letter that both sides decided; what it does say of one is held against the histories."""
    contexts = [FakeContext(recorder="") for _ in range(3)]
    case, *_ = map(_letter, contexts)
    for number, act in enumerate((_approves, _sends_back), 1):
        contexts[number].drawn = 1000 * number
        act(contexts[number].later(minutes=number), case)
    texts, first = [each.store.files[case_path(case)] for each in contexts], contexts[1]

    def as_then(both: Histories) -> Iterator[tuple[str, Event, Event]]:
        for name, one, other in answered_twice(both):
            yield from [(name, other, one)] if about else ()

    with monkeypatch.context() as then:
        then.setattr(reckoning, "answered_twice", as_then)
        data = merged_file(first.documents, case_path(case), Sides(*texts), first.zone)[1]
    found = read_case(first.documents.read(case_path(case), data))
    first.now = max(first.now, contexts[2].now, key=to_seconds)
    assert bool(faults(first, found)) == bool(about)


@pytest.mark.parametrize("about", sorted(ANSWERED))
def test_what_both_decided_has_a_title(about: str) -> None:
    """The journal and receipts never say it by the id of an event."""
    assert ".e1" not in plain_text(changed_title(NO_LABELS, f"{about}.e1"))
