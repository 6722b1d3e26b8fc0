"""A look at the folders of the casebook: which are as they were, and what has changed in the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from itertools import accumulate
from pathlib import Path

from casectl.adapters.index.folders import EMPTY, ChangedFolder, Page
from casectl.adapters.index.scan import DISTRUSTED, FOLDER, cannot_read, folder_stamp, listing
from casectl.adapters.system.second_process import in_fork, is_worth_it
from casectl.core.values.messages import Message

_MANY_FILES = 4000
"""So many are worth a second process to look at half of them: it is there in a millisecond."""


class Walk:
    """A look at a folder and all below it, of which `known` has the pages.

    `changed` are the folders that are not as these say, `gone` the pages of those that are there no longer or cannot be
    looked at, `troubles` why these cannot.
    """

    def __init__(self, root: Path, known: Mapping[str, Page], *, trust_folder_times: bool = False) -> None:
        self._root = root
        self._known = known
        self._trust_folder_times = trust_folder_times
        self._there: set[str] = set()
        self.changed: dict[str, ChangedFolder] = {}
        self.gone: dict[str, Page] = {}
        self.troubles: dict[str, Message] = {}

    def compare(self, folder: str) -> None:
        """Compare every folder with its page; where there are many files, a second process does half of it."""
        asked = [here for here in self._known if here == folder or here.startswith(f"{folder}/")]
        theirs = self._half(asked)
        answer = in_fork(lambda: bytes(map(self._is_as_it_was, theirs))) if theirs else bytes
        left = self._visit([folder], frozenset(theirs), frozenset())
        as_before = frozenset(here for here, same in zip(theirs, answer(), strict=False) if same)
        self._visit(left, frozenset(), as_before)
        self.gone = {here: self._known[here] for here in asked if here not in self._there}

    def _half(self, asked: Iterable[str]) -> list[str]:
        """Folders known to hold half of the files, if these are worth a second process."""
        sizes = {here: len(self._known[here].kinds) for here in asked}
        whole = sum(sizes.values())
        if self._trust_folder_times or not is_worth_it(whole, _MANY_FILES):
            return []
        before = accumulate(sizes.values(), initial=0)
        return [here for here, files in zip(sizes, before, strict=False) if files < whole // 2]

    def _is_as_it_was(self, here: str) -> bool:
        try:
            return self._known[here].is_of(listing(self._root / here))
        except OSError:
            return False

    def _visit(self, folders: list[str], theirs: Set[str], as_before: Set[str]) -> list[str]:
        """Look at these folders and all below, but for `theirs`, which are returned; `as_before` are known already."""
        left: list[str] = []
        while folders:
            here = folders.pop()
            if here in theirs:
                left.append(here)
                continue
            page = self._known.get(here, EMPTY)
            if here in as_before or self._seems_as_it_was(here, page):
                self._there.add(here)
                below: Iterable[str] = page.of_kind(FOLDER)
            else:
                below = self._look_into(here, page)
            folders += [f"{here}/{name}" for name in below]
        return left

    def _seems_as_it_was(self, here: str, page: Page) -> bool:
        try:
            return self._trust_folder_times and page.own == folder_stamp(self._root / here) != DISTRUSTED
        except OSError:
            return False

    def _look_into(self, here: str, page: Page) -> Iterable[str]:
        """The names of the folders in it; what has changed is noted."""
        try:
            found = listing(self._root / here)
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                self.troubles[here] = cannot_read(here, error)
            return ()
        self._there.add(here)
        if page.is_of(found):
            return page.of_kind(FOLDER)
        changed = self.changed[here] = ChangedFolder(found, page, self._root / here)
        return changed.folders()
