"""A commit as the trail of a case has it, and who made it among the people of the casebook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from casectl.core.case.model import Event
from casectl.core.template.settings import Casebook
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import NamedTuple, value_class


@value_class
class Commit:
    """A commit: id, author, instant, and its trailers: ids of events, who acted, who recorded it in that name (`via`),
    the id of the `case`, the mapping that `imported` cases, whether it adopts `rules`.

    `author`, `committer` and who else `wrote` it are ``Name <address>``. `cut`: the history before it is not in this
    clone, so that its content may have been recorded earlier. `counted_at` is when it was made at the earliest, where
    that is known: no earlier than its parents, whatever its own date says. `authored_at` is what git shows first, and
    takes from anybody. `met_at` is when a merge brought it together with what other clones had recorded, where one side
    of that alone had had it, and where that is known.
    """

    id: str
    author: str
    committed_at: datetime
    events: tuple[str, ...] = ()
    actor: str = ""
    imported: str = ""
    cut: bool = False
    committer: str = ""
    counted_at: datetime | None = None
    via: str = ""
    case: str = ""
    wrote: tuple[str, ...] = ()
    authored_at: datetime | None = None
    met_at: datetime | None = None
    rules: bool = False

    @property
    def address(self) -> str:
        """The e-mail address of who committed it."""
        return _address(self.committer or self.author)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The e-mail addresses of who wrote and who committed it."""
        return tuple(dict.fromkeys(_address(each) for each in (self.author, self.committer) if each))

    @property
    def made_at(self) -> datetime:
        """When it was made, as far as anybody can tell."""
        return self.counted_at or self.committed_at


class RecordedChange(NamedTuple):
    """What a commit changed in one file: from blob `before` to blob `after` ("": no file); of several `parents`, from
    one of them.
    """

    commit: Commit
    path: str
    before: str
    after: str
    parents: int = 1


class BookHistory(Protocol):
    """git: what is recorded about all cases."""

    def changes(self, folder: str, since: datetime | None = None) -> Iterator[RecordedChange]:
        """Every change below `folder` by a commit made at `since` (aware) or later, oldest first.

        A merge has one for each parent from which it differs. A commit counts as no older than its parents.
        """
        ...


_GITHUB = "noreply@github.com"
"""The committer of what is merged, squashed or rebased on GitHub's pages."""


class Committers(NamedTuple):
    """The people of the casebook by their addresses in small letters, the names of all of them, and the addresses by
    which servers commit what people wrote. `then` gives those of a version of the settings, since an address may have
    been handed on; those of the present ones, where nobody knows them.
    """

    addresses: Mapping[str, str] = {}
    names: frozenset[str] = frozenset()
    servers: frozenset[str] = frozenset((_GITHUB,))
    then: Callable[[str], Committers] | None = None

    @classmethod
    def of(cls, settings: Casebook | None) -> Committers:
        """The people and servers of these settings."""
        if settings is None:
            return cls()
        addresses = {address.casefold(): each.name for each in settings.people for address in each.emails}
        servers = {address.casefold() for each in settings.forges for address in each.emails}
        return cls(addresses, frozenset(each.name for each in settings.people), frozenset((_GITHUB, *servers)))

    def by_settings(self, version: str) -> Committers:
        """Those of a version of the settings ("": the present ones)."""
        return self.then(version) if self.then and version else self

    def made_by(self, commit: Commit) -> tuple[str, ...]:
        """Who wrote a commit and who committed it."""
        return tuple(map(self.called, (commit.author, commit.committer or commit.author)))

    def called(self, identity: str) -> str:
        """The person whose ``Name <address>`` that is; itself, if nobody's."""
        return self.addresses.get(_address(identity), identity)

    def is_by_server(self, commit: Commit) -> bool:
        """Whether a server made the commit, of what others had written: a squash names them all."""
        return _address(commit.committer) in self.servers - self.addresses.keys()

    def knows(self, identity: str) -> bool:
        """Whether that is somebody's ``Name <address>``."""
        return self.called(identity) != identity

    def remark(self, commit: Commit, event: Event) -> Message | None:
        """That the commit is by others than who acted and who recorded it; None if it is theirs.

        Of people who are not in the settings, as those who have left, nobody knows the address.
        """
        said = {event.by, event.text("via")}
        if not said & self.names:
            return None
        committer, author = self.called(commit.committer or commit.author), self.called(commit.author)
        if self.is_by_server(commit):
            wrote = {author, *map(self.called, commit.wrote)}
            if not wrote & said:
                return msg("written by {author}, not by {by}", author=author, by=event.by)
            return self._recorder(event, wrote)
        if committer not in said:
            return msg("committed by {committer}, not by {by}", committer=committer, by=event.by)
        if author not in said:
            return msg("written by {author}, not by {by}", author=author, by=event.by)
        return self._recorder(event, {committer, author})

    def _recorder(self, event: Event, made: Collection[str]) -> Message | None:
        """That whom an event names as having recorded it in another's name is not among those who `made` the commit."""
        via = event.text("via")
        if via not in self.names or via in made:
            return None
        return msg("it says that {via} recorded it, but {via} neither committed nor wrote it", via=via)

    def stranger(self, commit: Commit, event: Event) -> Message | None:
        """That who committed it neither acted nor recorded it; None if they did.

        A colleague may carry somebody's commit elsewhere: then git still names who wrote it, and the commit the event.
        Of a commit that casectl did not make, whoever typed it could name anybody as its author.
        """
        wrote = [commit.author] if event.id in commit.events or not commit.committer else []
        by = {self.called(each) for each in (commit.committer, *wrote) if each}
        if self.is_by_server(commit) or not by & {event.by, event.text("via")}:
            return self.remark(commit, event)
        return self._recorder(event, by)


def _address(identity: str) -> str:
    return identity.rpartition("<")[2].rstrip(">").casefold()


NOBODY = Committers()
