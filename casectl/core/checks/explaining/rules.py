"""Templates (T) and calendars (L): what causes a finding, and what to do next."""

from __future__ import annotations

from casectl.core.checks.explaining.explanation import Explanation
from casectl.core.values.messages import msg

EXPLANATIONS: dict[str, Explanation] = {
    "T001": Explanation(
        msg("A clock says witihn: instead of within:."),
        msg("Correct the key. A key of your own begins with x-. casectl help templates lists the keys."),
    ),
    "T002": Explanation(
        msg("A field has no title, or the template has no version."),
        msg("Write what is missing; casectl help templates says what each key means."),
    ),
    "T003": Explanation(
        msg("states: is a list, but it needs names, each with its title."),
        msg("Write it in the form that the message gives; the templates that casectl init copies are examples."),
    ),
    "T004": Explanation(
        msg("A field says type: string, or a text has choices."),
        msg("Use one of the types in casectl help templates: text, number, date, choice …"),
    ),
    "T005": Explanation(
        msg("A choice lists nothing to choose, or two of its choices have the same title."),
        msg("Give each choice its own name and title."),
    ),
    "T006": Explanation(
        msg("A number has min: 1 and default: 0."),
        msg("Give a default that the field takes, or none."),
    ),
    "T007": Explanation(
        msg("A step has the line to: resolved, but the workflow calls that state solved."),
        msg("Correct the name, or add the state under states."),
    ),
    "T008": Explanation(
        msg("A role is listed twice."),
        msg("Remove one of them."),
    ),
    "T009": Explanation(
        msg("A new state was added, and no step leads to it."),
        msg("Add a step to it under transitions, or take the state out."),
    ),
    "T010": Explanation(
        msg("No step leads out of a waiting state, so its cases stay open for ever."),
        msg("Add a step that leads towards a closed state."),
    ),
    "T011": Explanation(
        msg("A step says guards: [has_ownr]."),
        msg("Use one of the guards in casectl help templates."),
    ),
    "T012": Explanation(
        msg("A guard about a checklist names a checklist that the template does not have."),
        msg("Correct the name in the guard; casectl help templates lists the parameters of each guard."),
    ),
    "T013": Explanation(
        msg("A clock has the line starts: open, but the moment is called opened."),
        msg("Use one of the moments listed in casectl help templates, such as opened or state:solved."),
    ),
    "T014": Explanation(
        msg("A duration says 5 working days, or a date says 31 June."),
        msg("Write durations such as 24h, 3d or 5wd, and days such as 2026-12-25."),
    ),
    "T015": Explanation(
        msg("A row says when: tier: vip, and the template has no field tier."),
        msg("Correct the name of the field or the value, or add the field."),
    ),
    "T016": Explanation(
        msg("extends: names a template that was renamed, or two templates extend each other."),
        msg("Correct the name, or write the rules out in this template."),
    ),
    "T017": Explanation(
        msg("templates/refund.yaml says template: refunds."),
        msg("Give the template and its file the same name, in letters, digits, - and _."),
    ),
    "T018": Explanation(
        msg("A state has category: done, which is not one of open, waiting, resolved, closed."),
        msg("Use one of the words that the message names."),
    ),
    "T019": Explanation(
        msg("The row without conditions is first, so no row below it is ever used."),
        msg("Put rows with conditions first, the strictest at the top, and the row without conditions last."),
    ),
    "T020": Explanation(
        msg("A clock stops at a state that no step leads to."),
        msg("Under stops, name a moment that can happen."),
    ),
    "T021": Explanation(
        msg("Clock a is excused by clock b, and b by a."),
        msg("Take excused_by out of one of them."),
    ),
    "T022": Explanation(
        msg("A clock that never pauses lists a reason to pause."),
        msg("Remove the reason, or list under pauses the reasons for which the clock may pause."),
    ),
    "T023": Explanation(
        msg("A clock of 2wd says warn: 2wd, so that every case is due soon from the start."),
        msg("Write a shorter warning, such as 4wh."),
    ),
    "T024": Explanation(
        msg("Cases can be reopened, and a clock has no reopening: line."),
        msg("Say what a reopening does to it: resume, owed, restart, new or none."),
    ),
    "L001": Explanation(
        msg("A calendar says holiday: instead of holidays:."),
        msg("Correct the key; casectl help calendars lists the keys."),
    ),
    "L002": Explanation(
        msg("calendars/office.yaml says calendar: shop."),
        msg("Give the calendar and its file the same name."),
    ),
    "L003": Explanation(
        msg("A window is one text where a list is needed, or a weekday is called monday."),
        msg("Write it as casectl help calendars shows: mon: [09:00-17:30]."),
    ),
    "L004": Explanation(
        msg("The zone says London."),
        msg("Write a name of the time zone database, such as Europe/London."),
    ),
    "L005": Explanation(
        msg("A window says 17:30-09:00."),
        msg("Write the opening time first. Split a night shift at midnight, over two days."),
    ),
    "L006": Explanation(
        msg("A day says 09:00-13:00 and 12:00-17:00."),
        msg("Join the windows, or end the first before the second begins."),
    ),
    "L007": Explanation(
        msg("A holiday is on 2026-02-30."),
        msg("Write a date that exists, such as 2026-02-28."),
    ),
    "L008": Explanation(
        msg("A day is listed both as a holiday and as a day on which the desk works in place of another day."),
        msg("Remove one of them."),
    ),
    "L009": Explanation(
        msg("No weekday has a window."),
        msg("Give at least one weekday its hours under windows."),
    ),
    "L020": Explanation(
        msg("verified_until says 2026-12-31, and it is 2027."),
        msg("Update the holidays and verified_until. casectl calendar new makes a new calendar."),
    ),
    "L021": Explanation(
        msg("The date of a holiday depends on the moon and was not announced yet."),
        msg("Correct the day when it is announced; deadlines across it may move."),
    ),
    "L022": Explanation(
        msg("There are holidays for 2026 and 2028, and none for 2027."),
        msg("Add the year that is missing."),
    ),
    "L023": Explanation(
        msg("Holidays were typed in, and verified_until was not written."),
        msg("Compare them with the official list, and enter the last day that you checked under verified_until."),
    ),
    "L024": Explanation(
        msg("The last verified day is before the first one."),
        msg("Correct the dates."),
    ),
}
"""By code."""
