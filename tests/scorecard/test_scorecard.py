"""The scorecard itself: a figure that sees nothing, is not there or cannot be measured never counts as passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scorecard import __main__ as scorecard
from tests.scorecard.figure import Figure, NotMeasurable, Score, line
from tests.scorecard.ground import Ground
from tests.scorecard.r05_powercut import Disk
from tests.scorecard.table import EXPECTED, FIGURES


def _figure(ours: int, control: int) -> Figure:
    return Figure("R0", "x", lambda _: Score("a", ours), lambda _: Score("b", control))


def _ground(folder: Path, *, quick: bool = True) -> Ground:
    return Ground(folder, quick, 1)


def test_no_figure_is_missing_and_each_has_a_name_of_its_own() -> None:
    assert len(FIGURES) == EXPECTED
    assert len({figure.id for figure in FIGURES}) == EXPECTED


@pytest.mark.parametrize(("ours", "control", "passes"), [(0, 3, True), (1, 3, False), (0, 0, False), (1, 0, False)])
def test_a_figure_passes_only_if_its_control_fails(tmp_path: Path, ours: int, control: int, passes: bool) -> None:
    said, good = line(_figure(ours, control), _ground(tmp_path))
    assert good is passes
    assert said.endswith("PASS" if passes else "FAIL")


def test_what_cannot_be_measured_fails_in_full_and_is_named_in_quick(tmp_path: Path) -> None:
    def absent(_: Ground) -> Score:
        raise NotMeasurable("needs strace")

    figure = Figure("R0", "x", absent, absent)
    assert line(figure, _ground(tmp_path)) == ("R0 x: not measurable here (needs strace)", None)
    assert line(figure, _ground(tmp_path, quick=False)) == ("R0 x: not measurable here (needs strace) FAIL", False)


def test_a_figure_that_breaks_off_fails(tmp_path: Path) -> None:
    def broken(_: Ground) -> Score:
        raise ZeroDivisionError("x")

    said, good = line(Figure("R0", "x", broken, broken), _ground(tmp_path))
    assert "ZeroDivisionError" in said
    assert not good


def test_fewer_figures_than_expected_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(scorecard, "FIGURES", (_figure(0, 1),))
    monkeypatch.setattr(scorecard, "lay_ground", lambda folder, *, quick, seed: Ground(folder, quick, seed))
    assert scorecard.main(["--quick"]) == 1
    assert f"1 of {EXPECTED}" in capsys.readouterr().out


def test_what_cannot_be_measured_is_not_counted_as_passed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(_: Ground) -> Score:
        raise NotMeasurable("needs strace")

    figures = (_figure(0, 1), Figure("R1", "y", absent, absent))
    monkeypatch.setattr(scorecard, "FIGURES", figures)
    monkeypatch.setattr(scorecard, "EXPECTED", len(figures))
    monkeypatch.setattr(scorecard, "lay_ground", lambda folder, *, quick, seed: Ground(folder, quick, seed))
    assert scorecard.main(["--quick"]) == 0
    assert "1 of 2 figures pass; not measurable here: R1" in capsys.readouterr().out
    assert scorecard.main([]) == 1


TRACE = """\
7 openat(AT_FDCWD</b>, "/b/new"..., O_WRONLY|O_CREAT, 0666) = 3</b/new>
7 write(3</b/new>, ""..., 5) = 5
7 openat(4</b/cases>, "draft", O_WRONLY|O_CREAT|O_EXCL, 0666) = 5</b/cases/draft>
7 write(5</b/cases/draft>, ""..., 5) = 5
7 fsync(5</b/cases/draft>) = 0
7 renameat(4</b/cases>, "draft", 4</b/cases>, "case") = 0
7 write(9</elsewhere/x>, ""..., 5) = 5
"""


def test_the_model_of_a_power_cut_knows_what_was_synced() -> None:
    disk = Disk()
    disk.follow(TRACE, "/b")
    assert disk.contents == {"/b/new"}
    assert disk.names == {"/b/new", "/b/cases/draft", "/b/cases/case"}
    split = "8 fsync(4</b/cases> <unfinished ...>\n7 fdatasync(3</b/new>) = 0\n8 <... fsync resumed>) = 0\n"
    disk.follow(split, "/b")
    assert disk.contents == set()
    assert disk.names == {"/b/new"}
