"""pack: cases with everything that proves them, for somebody who has neither the casebook nor casectl."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.context import Cases, Packing
from casectl.actions.lookup.archived import archived
from casectl.actions.lookup.find import case_in, find
from casectl.actions.lookup.packed_case import packed_case
from casectl.actions.lookup.private_values import PrivateFields
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.proof.pack import BUNDLE, Pack, PackedCase, RulesThen
from casectl.core.template.settings import SETTINGS
from casectl.core.time.instants import to_seconds
from casectl.core.values.masking import private_texts
from casectl.core.values.messages import CasectlError, Message, NotFound, Refused, RepositoryError, msg
from casectl.core.values.value_class import NamedTuple
from casectl.ports.recording import Revision

_FOLDERS = ("templates", "calendars")
NO_BRANCH = "refs/heads/packed"
"""What the branch of a bundle is called where none was checked out, as in CI and at a tag."""


def pack(context: Packing, case_refs: Sequence[str], *, masked: bool = False) -> Pack:
    """The cases as HEAD has them, with their history and the rules of each time.

    `masked`: private values are masked, and what could not be masked is left out. Raises NotFound for an unknown case,
    and one that is not recorded; RepositoryError for a clone that has not the whole history.
    """
    if context.ledger.is_shallow():
        raise RepositoryError(
            msg("this clone is shallow: it does not have the whole history"),
            hint=msg("git fetch --unshallow fetches it"),
        )
    branch, made = context.changes.head()[0], context.ledger.commit_named("HEAD")
    ref = branch if branch.startswith("refs/heads/") else NO_BRANCH
    if made is None:
        raise NotFound(msg("nothing is recorded on this branch"))
    then = context.as_if(made.commit)
    context.bundles.prepare()
    ids = dict.fromkeys(find(context, each) for each in case_refs)
    found = [_Found.of(context, then, each, masked=masked) for each in ids]
    cases = tuple(each.packed for each in found)
    rules = tuple(_rules(then, cases, [revision for each in found for revision in each.history]))
    bundle = None if masked else context.bundles.bundle(made.commit, ref, _commits(cases), _paths(cases, rules))
    return Pack(
        made.commit,
        ref,
        max([made.at, *(each.view.at for each in cases)], key=to_seconds),
        then.casebook.zone,
        then.casebook.language,
        cases,
        rules,
        bundle.data if bundle else None,
        bundle.cut if bundle else (),
        tuple(_left_out(cases, masked=masked)),
        frozenset[str]().union(*(each.private for each in found)),
    )


class _Found(NamedTuple):
    """A case with its history, and the private texts that a masked pack may not have."""

    packed: PackedCase
    history: list[Revision]
    private: frozenset[str]

    @classmethod
    def of(cls, context: Packing, then: Packing, case_id: str, *, masked: bool) -> _Found:
        """The case of that id as of the commit whose casebook is `then`."""
        history = _recorded(context, case_id)
        private = _private(then, history) if masked else frozenset()
        return cls(packed_case(then, case_id, history, private if masked else None), history, private)


def _recorded(context: Cases, case_id: str) -> list[Revision]:
    history = context.ledger.history(case_path(case_id))
    if history and history[-1].after is None and archived(context, case_id):
        raise Refused(
            msg("{id} is in the archive; pack it from there", id=case_id),
            hint=msg("casectl -C DIR pack {id} -o FILE, where DIR is the folder of the archive", id=case_id),
        )
    if not history or history[-1].after is None:
        raise NotFound(
            msg("{id} is not recorded yet", id=case_id), hint=msg("casectl adopt {id} records it", id=case_id)
        )
    return history


def _private(context: Packing, history: Iterable[Revision]) -> frozenset[str]:
    """The private texts that the case has or ever had, and each line of them."""
    fields, found = PrivateFields(context), set[str]()
    for each in history:
        for case in _readable(context, each):
            for text in private_texts(dict(case.fields), fields.paths(case)):
                found |= {text, *(line.strip() for line in text.splitlines())}
    return frozenset(found - {""})


def _readable(context: Cases, revision: Revision) -> Iterator[Case]:
    for data in (revision.before, revision.after):
        try:
            if data is not None:
                yield case_in(context, revision.path, data)
        except CasectlError:  # a version that nobody can read is in no masked pack either
            continue


def _commits(cases: Iterable[PackedCase]) -> list[str]:
    return list(dict.fromkeys(commit for each in cases for commit in each.commits))


def _paths(cases: Iterable[PackedCase], rules: Iterable[RulesThen]) -> list[str]:
    """What of the files of a commit is in the bundle: the cases, the rules, and which attachments there are."""
    files = {path for each in rules for path in each.files}
    return sorted({SETTINGS, *_FOLDERS, *files, *(each.path for each in cases), *_attachments(cases)})


def _attachments(cases: Iterable[PackedCase]) -> Iterator[str]:
    return (file.path.rpartition("/")[0] for each in cases for file in each.attachments)


def _rules(context: Packing, cases: Sequence[PackedCase], history: Sequence[Revision]) -> Iterator[RulesThen]:
    """The rules by which each commit is judged, those of its parent; where they are the same, once."""
    names = sorted({name for each in cases for name in each.labels})
    found: dict[tuple[str | None, ...], list[Revision]] = {}
    for each in history:
        top = context.ledger.files_in("", each.parent or each.commit)
        found.setdefault(tuple(top.get(name) for name in (SETTINGS, *_FOLDERS)), []).append(each)
    for same in found.values():
        first = same[0]
        files = _rule_files(context.as_if(first.parent or first.commit), names)
        versions = {path: context.ledger.blob_id(data) for path, data in files.items()}
        yield RulesThen(first.commit[:12], tuple(dict.fromkeys(each.commit for each in same)), files, versions)


def _rule_files(context: Packing, names: Iterable[str]) -> dict[str, bytes]:
    paths = {SETTINGS}
    for name in names:
        try:
            paths |= {*context.versions(name)}
        except CasectlError:  # rules that could not be used: all that there were
            paths |= {path for folder in _FOLDERS for path in context.store.paths(folder)}
    return {path: data for path in sorted(paths) if (data := context.store.read(path)) is not None}


def _left_out(cases: Iterable[PackedCase], *, masked: bool) -> Iterator[tuple[str, Message]]:
    if masked:
        yield BUNDLE, msg("git's history contains the private values and cannot be masked")
    for each in cases:
        for file in each.attachments:
            if masked:
                yield file.path, msg("an attachment cannot be masked")
            elif file.content is None:
                yield file.path, msg("it was attached, but is missing")
