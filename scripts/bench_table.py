"""The medians of one book's commands, and the lines of the table printed from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from measuring import Failed, Run

Command = Callable[[], Run]


@dataclass(slots=True)
class Table:
    """The medians of one book, in milliseconds, and the lines to print; whether its figures have limits."""

    cases: int
    processor: bool = False
    held: bool = True
    times: dict[str, float] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def measure(self, turns: int, commands: dict[str, Command], warm: int = 1) -> None:
        """Run the commands in turns, after `warm` uncounted turns; a failing one is reported and counts as missed."""
        found: dict[str, list[float]] = {}
        for turn in range(turns + warm):
            for name, command in commands.items():
                try:
                    seconds = self.taken(command())
                except Failed as error:
                    self.fail(name, str(error))
                    continue
                if turn >= warm:
                    found.setdefault(name, []).append(seconds * 1000)
        middle = min if self.processor else median
        self.times |= {name: middle(times) for name, times in found.items()}

    def fail(self, name: str, why: str) -> None:
        """A line, printed once; what cannot be measured counts as missed."""
        if name not in self.missed:
            self.missed.append(name)
            print(f"| {name} | failed: {why} | **missed** | |", flush=True)

    def _has(self, *names: str) -> bool:
        """Whether all were measured; others count as missed."""
        for name in names:
            if name not in self.times:
                self.fail(name, "not measured")
        return all(name in self.times for name in names)

    def taken(self, run: Run) -> float:
        """The measured time of a run, in seconds."""
        taken: float = run.worked if self.processor else run.seconds
        return taken

    def ratio(self, ours: str, theirs: str, most: float | None = None) -> None:
        """A line with the ratio of `ours` to `theirs`."""
        if self._has(ours, theirs):
            value = self.times[ours] / self.times[theirs]
            self.line(f"{ours} / {theirs}", f"{value:.2f}", most, value, f"{self._ms(ours)} to {self._ms(theirs)}")

    def more(self, ours: str, theirs: str, most: float) -> None:
        """A line with how many milliseconds more `ours` takes than `theirs`."""
        if self._has(ours, theirs):
            value = self.times[ours] - self.times[theirs]
            self.line(f"{ours} - {theirs}", f"{value:+.0f} ms", most, value, self._ms(ours))

    def alone(self, ours: str, most: float | None = None) -> None:
        """A line with its time in milliseconds."""
        if self._has(ours):
            self.line(ours, self._ms(ours), most, self.times[ours], "")

    def line(self, name: str, figure: str, most: float | None, value: float, times: str) -> None:
        """A row of the table, marked if it exceeds its limit."""
        most = most if self.held else None
        held = "" if most is None else f"≤ {most:g}" + ("" if value <= most else " **missed**")
        if most is not None and value > most:
            self.missed.append(name)
        print(f"| {name} | {figure} | {held} | {times} |", flush=True)

    def _ms(self, name: str) -> str:
        return f"{self.times[name]:.0f} ms"
