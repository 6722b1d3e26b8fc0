"""check: report every error in the settings, the templates, the calendars, the saved views and the cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from casectl.actions.checking.archive_lists import list_findings
from casectl.actions.checking.book import namesakes, open_to_all, rules_and_findings, waivers_in_force
from casectl.actions.checking.cases import all_cases, missing_file, some_cases, without_edits
from casectl.actions.checking.commits import DETACHED, Committed, committed
from casectl.actions.checking.imports import Imports
from casectl.actions.checking.linked_cases import circles, left_open, one_sided_joins
from casectl.actions.context import Cases, Checking, Reading
from casectl.actions.lookup.find import path_of
from casectl.actions.lookup.problems import problems_in
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.folders import ATTACHMENTS, attached_to
from casectl.core.case.ids import id_of_path
from casectl.core.checks.attachments import STRAY, stray
from casectl.core.checks.codes import CodeChoice
from casectl.core.checks.dirty_rules import dirty_findings
from casectl.core.checks.law import NOT_JUDGED, all_not_judged, grouped
from casectl.core.checks.table import SHOWN_SINGLY
from casectl.core.checks.verdict import Faults
from casectl.core.checks.waiving import about_waivers, waive
from casectl.core.query.waiting import CAUSED
from casectl.core.reports import CheckReport
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import CasectlError, Finding, Message, NotFound, counted, msg
from casectl.core.values.tree import Position
from casectl.ports.archiving import Archive

_CODE = "B022"
_HEADER = "C050"
EVERY_CODE = CodeChoice()

ONLY_THESE = msg(
    "only these files were checked; casectl check without a case also checks links between cases, attachments/ and the"
    " archive"
)
"""What is said where some cases are asked about."""


def check(
    context: Checking, paths: Sequence[str] = (), codes: CodeChoice = EVERY_CODE, kept_in: Archive | None = None
) -> CheckReport:
    """Every error in the casebook, or only in the case files named in `paths`, each by its path, its id or a part of
    that; the settings are checked either way.

    Of these, those with the `codes` asked for; a look at less than everything does not count as one at the new commits.
    The journal of each case is compared with HEAD's, the lists of the archive with the archive `kept_in`, if it can be
    reached. Raises NotFound for what is not a case, neither in the work tree
    nor in HEAD, and for a part of an id that several have.
    """
    book, findings, advice = rules_and_findings(context)
    on_disk = context.store.paths("cases")
    paths = [path_of(context, each) for each in paths]
    news: Committed | None = None
    if paths:
        judged = some_cases(context, book, on_disk, paths)
        found, gone = judged.findings, judged.gone
        wanted = [path for path in on_disk if path in paths]
        _refuse_unknown_paths(paths, {*wanted, *gone})
    else:
        judged = all_cases(context, book, on_disk)
        found, gone = judged.findings, judged.gone
        wanted = on_disk
        news = committed(context)
        if judged.linked:  # or else no index is needed
            findings += [*circles(context), *left_open(context), *one_sided_joins(context)]
        findings += list_findings(context, kept_in)
        findings += _stray_files(context, judged.attached, {*map(id_of_path, (*gone, *judged.unreadable))})
        if news.unsaid:
            anew = without_edits(context, book, on_disk, news.unsaid)
            found = [*(each for each in found if each.place.file not in news.unsaid), *anew]
        by_commit = {each.place for each in news.findings if each.code == _HEADER}
        found = [each for each in found if each.code != _HEADER or each.place not in by_commit]
        said = {(each.place, each.code) for each in found}
        findings += [each for each in news.findings if (each.place, each.code) not in said]
        advice += news.advice
    advice += _causes_without_record(context) if not paths else ()
    imports = Imports(context)
    findings += [*found, *map(missing_file, gone), *imports.findings()]
    advice += [*dirty_findings(context.dirty_rules()), *open_to_all(book.casebook), *namesakes(book.casebook)]
    once = {(each.place, each.code, str(each.what)): each for each in findings}  # templates share what they extend
    if news and news.branch != DETACHED and codes.is_all:
        context.seen_heads.keep(news.branch, news.looked)
    if news:
        context.verdicts.keep_faults(_by_case(once.values(), news.edits))
    today = context.now.astimezone(context.zone).date()
    kept = waive(once.values(), waivers_in_force(context), today)
    if not paths:
        advice += about_waivers(kept.about, today)
    chosen = [each for each in kept.remaining if codes.has(each.code)]
    notes = [
        *grouped(each for each in chosen if each.is_note and each.code not in (*SHOWN_SINGLY, NOT_JUDGED)),
        *all_not_judged(chosen),
    ]
    personal = (each for each in chosen if each.code in SHOWN_SINGLY)
    more_advice = (each for each in advice if codes.has(each.code))
    return CheckReport(
        sorted((each for each in chosen if not each.is_note), key=Finding.sort_key),
        len(wanted) + len(book.templates) + 1,
        tuple(sorted((*more_advice, *notes, *personal), key=Finding.sort_key)),
        (*_left_out(kept.remaining, codes), *imports.note(), *(news.notes if news else _not_looked_at(context))),
        tuple(each for each in kept.waived if codes.has(each.finding.code)),
    )


def _by_case(findings: Iterable[Finding], edits: Mapping[str, Mapping[str, str]]) -> dict[str, Faults]:
    """What is wrong with each case, by path; `edits` has the commits that changed fields, by path and field."""
    codes: dict[str, list[str]] = {}
    for each in findings:
        if not each.is_note and each.place.file.startswith("cases/"):
            codes.setdefault(each.place.file, []).append(each.code)
    return {path: Faults(found, [*edits.get(path, {}).items()]) for path, found in codes.items()}


def _not_looked_at(context: Checking) -> Iterator[Message]:
    """What a check of some cases leaves out: links between cases, other files, and commits."""
    branch, head = context.changes.head()
    looked = context.seen_heads.looked(branch)
    yield ONLY_THESE
    if looked and (looked.commit != head or looked.open):
        yield msg("casectl check without a case also checks the commits made since the last check")


def _left_out(found: Collection[Finding], codes: CodeChoice) -> Iterator[Message]:
    """How many findings are not shown: none is hidden without a word."""
    if count := sum(not each.is_note and not codes.has(each.code) for each in found):
        yield counted(
            "{count} finding with another code is not shown", "{count} findings with other codes are not shown", count
        )


def _refuse_unknown_paths(paths: Sequence[str], known: set[str]) -> None:
    unknown = sorted(set(paths) - known)
    if unknown:
        raise NotFound(
            msg("there is no case file {paths}", paths=unknown),
            hint=msg(
                "give a case id, part of an id, or cases/<year>/<month>/<id>.yaml; without a case, all"
                " cases are checked"
            ),
        )


def _stray_files(context: Cases, named: Collection[str], unknown: Collection[str]) -> Iterator[Finding]:
    """Those in the work tree that are not `named` by any case; nothing is said of cases, by their ids, of which it is
    `unknown` what they name.
    """
    for path in context.store.paths(ATTACHMENTS, ""):
        if path not in named and attached_to(path) not in unknown:
            yield Finding(Position(path), STRAY, stray(path))


def _causes_without_record(context: Reading) -> Iterator[Finding]:
    """A note for each root cause that needs a record; none where the settings have no causes, or cannot be read."""
    try:
        if not context.casebook.causes:
            return
    except CasectlError:
        return  # which is a finding
    cases = context.excerpts(CAUSED).cases
    for each in problems_in(context, cases, TemplateTitles(context)):
        if not each.record:
            what = counted("{cause}: {count} complaint, no problem record yet", "{cause}: {count} complaints, no"
                                                                        " problem record yet",
                           len(each.cases), cause=each.title)  # fmt: skip
            yield Finding(Position(SETTINGS), _CODE, what, is_note=True)
