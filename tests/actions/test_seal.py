"""seal names a commit once, with what it has."""

from __future__ import annotations

from dataclasses import replace

from casectl.actions.note import note
from casectl.actions.seal import seal, seals
from casectl.core.proof.seal import SealTag
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


def test_a_seal_counts_what_is_recorded(context: FakeContext) -> None:
    """Not what stands in the work tree by hand."""
    case = context.open()
    note(context, case, "rang", AT_ONCE)
    context.rewrite(case, "text: rang", "text: rang twice")
    made = seal(context)
    assert (made.seal.cases, made.seal.events, made.seal.by) == (1, 2, "ada")
    assert made.seal.commit == context.ledger.commits[-1].oid
    assert not made.already


def test_sealing_twice_is_sealing_once(context: FakeContext) -> None:
    """The first seal's time and person stay."""
    context.open()
    first = seal(context)
    again = seal(context.later(hours=1).by("bob"))
    assert (again.seal, again.already) == (first.seal, True)
    assert len(context.seals.all()) == 1


def test_there_is_nothing_to_seal_on_an_unborn_branch(context: FakeContext) -> None:
    with refused(context, Refused, "nothing is recorded"):
        seal(context)


def test_a_tag_in_the_way_is_not_taken_for_a_seal(context: FakeContext) -> None:
    context.open()
    made = seal(context).seal
    context.seals.tags[made.tag] = SealTag(made.tag, made.commit, replace(made, commit="0" * 40))
    with refused(context, Refused, "not a seal", f"git show {made.tag}"):
        seal(context)


def test_a_list_says_which_seals_are_of_this_history(context: FakeContext) -> None:
    context.open()
    first = seal(context).seal
    context.later(hours=1).open()
    second = seal(context).seal
    context.ledger.commits.pop()
    assert [(each.tag.seal, each.is_here) for each in seals(context)] == [(first, True), (second, False)]
