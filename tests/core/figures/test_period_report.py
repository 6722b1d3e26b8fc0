"""A report names what chance does not explain, and shows some of many in order."""

from __future__ import annotations

from casectl.core.figures.control_charts import LEAST_POINTS
from casectl.core.figures.period_report import LANES, begun, lanes_of, ranks_of, trends_of, warnings_of
from casectl.core.figures.series import Tally
from casectl.core.history.life import Act, Life, Stand


def tally(**words: int) -> Tally:
    """A period with so many cases of each kind."""
    found = Tally()
    found.words.update({("fields.category", word): count for word, count in words.items()})
    found.words["owner", "ada"] = found.received = sum(words.values())
    return found


def test_a_kind_that_leaves_its_limits_is_named() -> None:
    """Twelve periods of 20 and 22 late parcels, then 60: that is named, and what is as usual or too few is not.

    Nor is an owner: how many of the cases of then somebody has now says nothing of then.
    """
    before = [tally(late=20 + place % 2 * 2, lost=3, odd=0) for place in range(LEAST_POINTS)]
    found = [*warnings_of([*before, tally(late=60, lost=3, odd=4)])]
    assert [(each.key, each.word, each.cases, each.signals) for each in found] == [
        ("fields.category", "late", 60, ("outside",))
    ]
    assert found[0].usual == 21
    assert found[0].high < 30
    assert not [*warnings_of([*before, tally(late=21, lost=3)])]
    assert not [*warnings_of([*before, tally(late=1, lost=3)])]  # fewer is no warning
    assert not [*warnings_of([*before[1:], tally(late=60)])]  # of too few periods nothing is known


def test_trends_are_those_of_which_there_is_anything() -> None:
    """The limits are those of the periods before the last one, from the first one with a case on."""
    tallies = [Tally(), *(tally(late=20 + place % 2 * 2) for place in range(LEAST_POINTS)), tally(late=60)]
    assert begun(tallies) == 1
    assert begun([Tally(), Tally()]) == 1
    trends = trends_of(tallies[1:])
    assert [*trends] == ["received"]
    assert (trends["received"].centre, trends["received"].points[-1].signals) == (21, ("outside",))
    assert ranks_of(tallies[-1], ["fields.category", "owner", "team"]) == {
        "fields.category": [("late", 60)], "owner": [("ada", 60)], "team": []
    }  # fmt: skip


def test_of_many_cases_every_so_many_is_drawn() -> None:
    """By receipt; what comes after the end is not in it."""
    lives = [
        Life(f"C-{place:03}", "plain", 1000 - place, 0, False, "",
             [Stand(1000 - place, "new", "", "", 1, "", False), Stand(1500, "done", "", "", 1, "", True)],
             [Act(1100, "out"), Act(9000, "in")], [], [], {})
        for place in range(2 * LANES + 1)
    ]  # fmt: skip
    shown = lanes_of(lives, 2000)
    assert (len(shown.lanes), shown.all) == (41, 121)
    assert [each.case for each in shown.lanes[:2]] == ["C-120", "C-117"]
    assert (shown.lanes[0].dots, shown.lanes[0].closed) == (((1100, "out"), (1500, "closed")), 1500)
    assert lanes_of(lives[:1], 1200).lanes[0].closed is None
    assert lanes_of([], 0).lanes == ()
