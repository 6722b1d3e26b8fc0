"""Jobs of a figure in two processes; what a job leaves in memory goes with its process."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


def two_at_a_time(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
    """What `work` returns for each job, in their order; an error of one ends them all.

    The processes end by themselves: `Pool.terminate` would send SIGTERM, which a process in which a command has
    recorded something ignores, and wait for it for ever.
    """
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        yield from pool.imap(work, jobs)
        pool.close()
        pool.join()
