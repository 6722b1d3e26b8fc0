"""survey: who is to be asked what they think, who was, and what they answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.matching_cases import matching_cases
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, recorded_text
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.case.surveys import ANSWERED, SENT, survey_of
from casectl.core.clocks.recurring import rule_of
from casectl.core.importing.rows import BadRow, Row
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, Condition
from casectl.core.query.references import customer_marks, customers_of
from casectl.core.query.survey_list import (
    ALREADY,
    ASK,
    EMPTY,
    RECORDED,
    REFUSED,
    REMIND,
    DueSurvey,
    ImportedAnswer,
    SurveyList,
)
from casectl.core.reports import Receipt
from casectl.core.template.clock_rules import ASKS_SCORE
from casectl.core.template.model import FINISHED, Template
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError, UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import replace, value_class

_DAY = 24 * 60 * 60


@value_class
class Answer:
    """What a customer answered, as it was typed; or that they want no surveys."""

    score: str = ""
    nps: str = ""
    ces: str = ""
    text: str = ""
    channel: str = ""
    declined: bool = False


def due(context: Reading, query: Condition, never: Condition | None) -> SurveyList:
    """Whom to ask or to remind now, of the cases that meet the query and not `never`, longest wait first.

    A customer is asked some time after closing, or when a survey that the template plans is due; reminded once; not
    asked about two cases within the pause; and never again once they said so. Whose customer nobody knows is not asked.
    """
    titles = TemplateTitles(context)
    cases, unreadable = matching_cases(context, EVERY, titles)
    keys = customers_of({each.id: customer_marks(each.fields) for each in cases})
    quiet = {keys[each.id] for each in cases if each.survey.declined and each.id in keys}
    last: dict[str, int] = {}
    for each in cases:
        asked = max(each.survey.asked or 0, each.survey.answered or 0)
        if each.id in keys and asked:
            last[keys[each.id]] = max(last.get(keys[each.id], 0), asked)
    rows = []
    for each in cases:
        who = keys.get(each.id)
        if who is None or who in quiet or not query.matches(each, titles.category):
            continue
        if never is not None and never.matches(each, titles.category):
            continue
        if found := _due(context, each, last.get(who, 0), titles):
            rows.append(found)
    rows.sort(key=lambda row: (to_seconds(row.since), row.case.id))
    once = {keys[row.case.id]: row for row in reversed(rows)}  # of two cases of one customer the first one
    return SurveyList([row for row in rows if once[keys[row.case.id]] is row], unreadable)


def _due(context: Reading, case: Excerpt, last: int, titles: TemplateTitles) -> DueSurvey | None:
    """That the customer is to be asked or reminded about this case now; None if not."""
    settings, now, survey = context.casebook.surveys, to_seconds(context.now), case.survey
    if survey.answered or survey.reminded or not case.text("closed_at"):
        return None
    labels = titles.of(case.text("template"))
    if titles.category(case.text("template"), case.text("state")) != "closed" or case.text("state") in labels.withdrawn:
        return None
    closed = to_seconds(datetime.fromisoformat(case.text("closed_at")))
    if survey.asked:
        at = survey.asked + settings.remind * _DAY
        late = now > survey.asked + settings.within * _DAY
        return DueSurvey(case, REMIND, datetime.fromtimestamp(at, UTC)) if at <= now and not late else None
    rules = labels.follow_ups
    planned = [to_seconds(each.at) for each in case.owed if each.rule in rules and rules[each.rule].kind == ASKS_SCORE]
    at = min(planned, default=closed + settings.after * _DAY)
    too_late = now > max(closed, at) + settings.within * _DAY
    if at > now or too_late or (last and now < last + settings.pause * _DAY):
        return None
    return DueSurvey(case, ASK, datetime.fromtimestamp(at, UTC))


def ask(context: Recording, case_ref: str, channel: str, when: EventStamp) -> Receipt:
    """Record that the customer was asked; the second time it is a reminder. Raises NotFound for an unknown case,
    Refused before it is resolved, after an answer, and the third time.
    """

    def propose(case: Case, template: Template) -> Proposal:
        details: dict[str, Tree] = {"channel": channel} if channel else {}
        return Proposal([EventDraft(SENT, details | ({"reminder": Plain("yes")} if _was_asked(case) else {}))])

    return record(context, find(context, case_ref), propose, when)


def _was_asked(case: Case) -> bool:
    return survey_of(case.journal).asked is not None


def answer(context: Recording, case_ref: str, given: Answer, when: EventStamp) -> Receipt:
    """Record what the customer answered; a survey that the template plans is done by that.

    Raises NotFound for an unknown case, UsageError for numbers out of range and for nothing at all, Refused for a
    second answer.
    """
    details = _details(given)

    still_open = set[str]()

    def propose(case: Case, template: Template) -> Proposal:
        if template.workflow.category(case.header.state) not in FINISHED:
            still_open.add(case.id)
        planned = [] if given.declined or not given.score else _planned(case, template)
        if not planned:
            return Proposal([EventDraft(ANSWERED, details)])
        call: dict[str, Tree] = {"follow_up": planned[0][0], "what": planned[0][1], "result": "reached",
                                 "score": Plain(given.score)}  # fmt: skip
        rest = {name: each for name, each in details.items() if name != "score"}
        drafts = [EventDraft("followup_done", call)]
        return Proposal([EventDraft(ANSWERED, rest), *drafts] if {*rest} - {"channel"} else drafts)

    receipt = record(context, find(context, case_ref), propose, when)
    return replace(receipt, notes=(*receipt.notes, _NOT_RESOLVED)) if receipt.case.id in still_open else receipt


_NOT_RESOLVED = msg("the case is not resolved yet; casectl survey ask asks the customer once it is")


def _planned(case: Case, template: Template) -> list[tuple[str, str]]:
    """The surveys that the template plans and that are not done: the follow-ups that ask for a score."""
    rules = ((each, rule_of(each, template)) for each in case.header.follow_ups)
    return [(each.id, each.what) for each, rule in rules if rule and rule.asks == ASKS_SCORE and each.what == "survey"]


def _details(given: Answer) -> dict[str, Tree]:
    numbers = {"score": given.score, "nps": given.nps, "ces": given.ces}
    details: dict[str, Tree] = {name: Plain(text) for name, text in numbers.items() if text}
    details |= {"text": recorded_text(given.text)} if given.text.strip() else {}
    details |= {"channel": given.channel} if given.channel else {}
    return details | ({"declined": Plain("yes")} if given.declined else {})


COLUMNS: dict[str, tuple[str, ...]] = {
    "case": ("id", "工单", "工单号", "工单编号", "case_id"),
    "score": ("csat", "satisfaction", "满意度", "评分"),
    "nps": ("推荐度", "净推荐值"),
    "ces": ("effort", "费力度", "轻松度"),
    "text": ("comment", "comments", "answer", "意见", "留言"),
    "at": ("time", "answered_at", "时间", "答复时间"),
    "channel": ("渠道",),
    "declined": ("不再调查", "拒绝"),
}
"""The columns of a table of answers, each with what else it may be called."""

_YES = ("yes", "y", "1", "true", "是")


def import_answers(
    context: Recording, rows: Iterable[Row], channel: str, at: Callable[[str], datetime], *, dry_run: bool
) -> Iterator[ImportedAnswer]:
    """Record the answers of a table, one row after another; what a row says that was recorded before is left alone.

    Raises UsageError if the table has no column for the case.
    """
    for row in rows:
        if isinstance(row, BadRow):
            yield ImportedAnswer(row.line, "", REFUSED, row.reason)
            continue
        cells = _cells(row.cells)
        if "case" not in cells:
            raise UsageError(
                msg("the table has no column for the case id; its columns are {names}", names=[*row.cells]),
                hint=msg("column names to use: {names}", names=[*COLUMNS]),
            )
        try:
            yield _imported(context, row.line, {"channel": channel, **cells}, at, dry_run=dry_run)
        except CasectlError as error:
            yield ImportedAnswer(row.line, cells["case"], REFUSED, error.what)


def _imported(
    context: Recording, line: int, cells: Mapping[str, str], at: Callable[[str], datetime], *, dry_run: bool
) -> ImportedAnswer:
    case = find(context, cells["case"])
    texts = {name: cells.get(name, "") for name in ("score", "nps", "ces", "text", "channel")}
    given = Answer(**texts, declined=cells.get("declined", "").casefold() in _YES)
    if not any((given.score, given.nps, given.ces, given.text, given.declined)):
        return ImportedAnswer(line, case, EMPTY)
    when = at(cells["at"]) if cells.get("at") else None
    said = "\0".join((case, given.score, given.nps, given.ces, given.text, str(given.declined), cells.get("at", "")))
    event_id = f"survey-{sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    if read(context, case).event(event_id):
        return ImportedAnswer(line, case, ALREADY)
    if not dry_run:
        late = msg("imported from a table of answers") if when else msg("")
        answer(context, case, given, EventStamp(when, event_id, str(late)))
    return ImportedAnswer(line, case, RECORDED)


def _cells(cells: Mapping[str, str]) -> dict[str, str]:
    given = {name.strip().casefold(): text.strip() for name, text in cells.items()}
    found = {}
    for name, others in COLUMNS.items():
        column = next((each for each in (name, *others) if each in given), None)
        if column is not None:
            found[name] = given[column]
    return found
