"""Work that is not recorded, where a merge would lay out files: it is never touched."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from casectl.actions.context import Cases
from casectl.core.case.folders import CASES
from casectl.core.case.ids import id_of_path
from casectl.core.values.messages import Message, Refused, Unreadable, msg
from casectl.ports.syncing import FILES, Exchange

_NO_FILE = ""


def refuse_in_the_way(context: Cases, exchange: Exchange, before: str, after: str) -> None:
    """Raise Refused, naming all, if a file that differs between two commits is as neither of them has it, in the work
    tree or in git's index. The caller holds the lock.
    """
    changed = exchange.differing(before, after)
    staged = exchange.staged(changed)
    found = []
    for path, sides in changed.items():
        known = {each.blob if each else _NO_FILE for each in sides}
        is_plain = all(each.mode in FILES for each in sides if each)
        if staged.get(path, _NO_FILE) not in known or (is_plain and not _is_known(context, path, known)):
            found.append(path)
    if found:
        raise Refused(
            msg("incoming changes affect files with unrecorded changes here; nothing was touched"),
            problems=[msg("{path}", path=path) for path in found],
            hint=_way_out(context, found, staged),
        )


def _is_known(context: Cases, path: str, known: Collection[str]) -> bool:
    """Whether the file has one of these contents; line ends aside, since a checkout may have turned them into CRLF."""
    try:
        data = context.store.read(path)
    except Unreadable:
        return False
    if data is None:
        return _NO_FILE in known
    return bool({context.ledger.blob_id(each) for each in (data, data.replace(b"\r\n", b"\n"))} & {*known})


def _way_out(context: Cases, paths: list[str], staged: Mapping[str, str]) -> Message:
    if gone := [path for path in paths if not context.store.has(path)]:
        return msg("git checkout HEAD -- {path} brings it back; then casectl sync again", path=gone[0])
    if new := [path for path in paths if path not in staged]:
        return msg("git stash -u -- {path} puts it aside; then casectl sync again", path=new[0])
    cases = [id_of_path(path) for path in paths if path.startswith(f"{CASES}/")]
    if cases:
        return msg(
            "casectl adopt {case} records them; git stash puts them aside; then casectl sync again", case=cases[0]
        )
    return msg("git commit records them, git stash puts them aside; then casectl sync again")
