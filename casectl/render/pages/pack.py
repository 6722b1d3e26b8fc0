"""Pages of a pack: the case for a browser, and how anybody can check the pack with git and sha256sum alone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from casectl.core.proof.pack import BUNDLE, README, RECORD, SHALLOW, SUMS, Pack, PackedCase
from casectl.core.time.instants import format_instant
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, current_language, translate
from casectl.render.text.terminal import one_line

_HEAD = """\
<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>body {{ font-family: sans-serif; margin: 2em; }} pre {{ font-family: monospace; white-space: pre-wrap; }}
table {{ border-collapse: collapse; font-size: smaller; }} td, th {{ border: 1px solid #999; padding: .2em .5em;
text-align: left; vertical-align: top; }}</style>
</head><body>
"""
_CHECKED = "check"
"""The folder in which the bundle is unpacked."""


def html_page(packed: PackedCase, texts: tuple[str, str], events: str) -> str:
    """A page of one case; no text in it is markup, and it loads nothing."""
    page, deadlines = texts
    title = one_line(f"{packed.case.id}  {packed.case.title}")
    parts = [
        _HEAD.format(language=current_language(), title=escape(title)),
        f"<h1>{escape(title)}</h1>\n<pre>{escape(page)}</pre>\n",
        f"<h2>{escape(_('How the deadlines were calculated'))}</h2>\n<pre>{escape(deadlines)}</pre>\n",
        f"<h2>{escape(_('Events, with the commit that recorded each'))}</h2>\n{events}",
        *_attachments(packed),
        f"<p>{escape(translate(msg('How to check all this: see {file}.', file=README)))}</p>\n</body></html>\n",
    ]
    return "".join(parts)


def _attachments(packed: PackedCase) -> Iterator[str]:
    if not packed.attachments:
        return
    yield f"<h2>{escape(_('Attachments'))}</h2>\n<table>\n"
    yield f"<tr><th>{escape(_('File'))}</th><th>{escape(_('Size'))}</th><th>SHA-256</th></tr>\n"
    for each in packed.attachments:
        cells = (each.path, each.size, each.sha256)
        yield "<tr>" + "".join(f"<td>{escape(one_line(cell))}</td>" for cell in cells) + "</tr>\n"
    yield "</table>\n"


def readme(pack: Pack) -> str:
    """What is in the pack, and how to check it; an indented line is a command to type."""
    lines = [*_about(pack), "", *_contents(pack), "", *_how(pack)]
    return "\n".join(lines) + "\n"


def _about(pack: Pack) -> Iterator[str]:
    ids = [each.case.id for each in pack.cases]
    yield translate(msg("Complaints: {cases}", cases=ids))
    at = format_instant(pack.at, pack.zone)
    yield translate(msg("As recorded in commit {commit}, up to {at}.", commit=pack.commit, at=at))
    if pack.masked:
        yield _("Private values are masked.")
    for path, why in pack.left_out:
        yield one_line(translate(msg("Left out: {path}: {why}", path=path, why=why)))


def _contents(pack: Pack) -> Iterator[str]:
    rows: list[tuple[str, Message]] = [
        ("ID/case.html, ID/case.txt", msg("the complaint, to read")),
        ("ID/events.csv, ID/events.json", msg("what happened: each event with its commit, author and committer")),
        ("ID/deadlines.txt, ID/deadlines.json", msg("how each deadline was calculated, and by which clause")),
        (f"{RECORD}/", _record(pack)),
        (
            "rules/",
            msg("the settings, templates and calendars against which each commit is checked; pack.json says which"),
        ),
        (
            BUNDLE,
            msg(
                "git's own record: the commits since the oldest ones below, with only the files of these"
                " complaints and the rules"
            ),
        ),
        (SHALLOW, msg("the oldest commits in the pack, where its record begins")),
        (SUMS, msg("the SHA-256 of each file")),
    ]
    for name, what in rows:
        if name not in (BUNDLE, SHALLOW) or not pack.masked:
            yield f"  {name}: {translate(what)}"


def _record(pack: Pack) -> Message:
    if pack.masked:
        return msg("the case files, with their private values masked; attachments are not in a masked pack")
    return msg("the case files, and the attachments as they were received")


def _how(pack: Pack) -> Iterator[str]:
    yield _("To check that no file was changed since the pack was made, type in this folder:")
    yield f"    sha256sum --check --strict {SUMS}"
    if pack.masked:
        yield _("A masked pack does not contain git's record: if you doubt the pack, ask for the complete one.")
    else:
        yield from _by_git(pack)
    yield ""
    if pack.masked:
        yield _("With casectl, the same: casectl verify --pack FILE.zip")
    else:
        yield _("With casectl, all of this and whether each step obeyed the rules: casectl verify --pack FILE.zip")


def _by_git(pack: Pack) -> Iterator[str]:
    yield ""
    yield _("To check git's record, in which the id of each commit covers all that came before it:")
    yield f"    git init --quiet {_CHECKED}"
    yield f"    git -C {_CHECKED} bundle verify --quiet ../{BUNDLE}"
    yield f"    git -C {_CHECKED} bundle unbundle ../{BUNDLE}"
    yield f"    cp {SHALLOW} {_CHECKED}/.git/shallow"
    yield ""
    yield _("To check that the case files match what was recorded (this prints nothing if they do):")
    for each in pack.cases:
        recorded = f"git -C {_CHECKED} cat-file blob {pack.commit}:{each.path}"
        yield f"    {recorded} | cmp - {RECORD}/{each.path}"
    yield ""
    yield _("To see who recorded each event and when; events.csv names the same commits:")
    for each in pack.cases:
        yield f"    git -C {_CHECKED} log --no-walk=unsorted --format=fuller {' '.join(each.commits)}"
    yield ""
    yield _("Compare the commit named above with one from elsewhere: another clone, or a seal on paper.")
