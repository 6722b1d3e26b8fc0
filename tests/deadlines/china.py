"""Dates worked out by hand from Chinese rules, never copied from the program; each has its calculation above it.

"d = n" counts day d as the n-th; what is not counted is in brackets. A calculation above two dates is for both.
"""

from __future__ import annotations

from tests.deadlines.story import Worked, extends, informed, opened, pauses, restarts, resumes, sets, to, worked

WORKED: list[Worked] = [
    # Row 23: 10 February + 15 = 25 February; the Spring Festival counts, for these are calendar days.
    worked(23, "decision", "15 days over the Spring Festival", "2026-02-25T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", complexity="simple")),
    # 10 February + 18 = 28 February, + 12 = 12 March (30).
    worked(23, "decision", "30 days if complex", "2026-03-12T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", complexity="complex")),
    worked(23, "decision", "found to be complex on the way", "2026-03-12T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", complexity="simple"),
           sets("2026-02-24T09:00:00+08:00", complexity="complex")),
    # 12 March + 19 = 31 March, + 11 = 11 April (30 more, 60 in all).
    worked(23, "decision", "extended by 30 days", "2026-04-11T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", complexity="complex"),
           extends("2026-03-10T09:00:00+08:00", "decision", "30d")),
    # Row 24: out for appraisal from 20 February (10 of 15 days used) to 6 March; 5 days are left: 11 March.
    worked(24, "decision", "appraisal is left out", "2026-03-11T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", complexity="simple"),
           pauses("2026-02-20T09:00:00+08:00", "decision", "external_appraisal"),
           resumes("2026-03-06T10:00:00+08:00", "decision")),
    # Complex on the way back: 30 days, 10 of them used; 20 are left from 6 March: 26 March.
    worked(24, "decision", "what was paused stays so when the limit changes", "2026-03-26T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", complexity="simple"),
           pauses("2026-02-20T09:00:00+08:00", "decision", "external_appraisal"),
           resumes("2026-03-06T10:00:00+08:00", "decision"),
           sets("2026-03-07T10:00:00+08:00", complexity="complex")),
    # Row 25: new facts on 20 February: + 8 = 28 February, + 7 = 7 March (15).
    worked(25, "decision", "new facts restart it", "2026-03-07T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", complexity="simple"),
           restarts("2026-02-20T09:00:00+08:00", "decision", "new_facts")),
    worked(25, "decision", "withdrawal ends it that day", "fell_away",
           opened("2026-02-10T09:00:00+08:00", complexity="simple"), to("2026-02-20T09:00:00+08:00", "withdrawn")),
    # Row 26: three years from closing.
    worked(26, "records", "kept for three years", "2029-03-31T09:00:00+08:00",
           opened("2026-02-10T09:00:00+08:00", complexity="simple"),
           to("2026-02-20T09:00:00+08:00", "resolved"),
           to("2026-03-31T09:00:00+08:00", "closed")),
    # Row 28: 10 February + 15 = 25 February; extended by 45 to 60 days: + 3 = 28 February, + 31, + 11 = 11 April.
    worked(28, "pboc_answer", "15 days", "2026-02-25T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", regime="pboc")),
    worked(28, "pboc_answer", "60 with notice", "2026-04-11T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", regime="pboc"),
           extends("2026-02-20T09:00:00+08:00", "pboc_answer", "45d")),
    # Row 29. Tue 10 February = 0; 11 to 13 = 1 to 3, Sat 14 is worked = 4, (15 to 23 Spring Festival), 24 = 5, 25 = 6,
    # 26 = 7.
    worked(29, "acceptance", "over the Spring Festival", "2026-02-26T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", matter="complaint")),
    # Accepted on Thu 26 February = 0; 27 = 1, Sat 28 is worked = 2, 2 to 6 March = 3 to 7, 9 to 13 = 8 to 12,
    # 16 to 20 = 13 to 17, 23 to 27 = 18 to 22, 30 to 3 April = 23 to 27, (Mon 6 Tomb-Sweeping), 7 to 10 = 28 to 31,
    # 13 to 17 = 32 to 36, 20 to 24 = 37 to 41, 27 to 30 = 42 to 45.
    worked(29, "mediation", "starts when accepted", "2026-04-30T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", matter="complaint"),
           to("2026-02-26T16:00:00+08:00", "acknowledged")),
    # Mediation ends on Tue 28 April = 0; 29, 30 = 1, 2; (1 to 5 May), 6 to 8 = 3 to 5, Sat 9 is worked = 6, Mon 11 = 7.
    worked(29, "notice", "starts when the mediation stops", "2026-05-11T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", matter="complaint"),
           to("2026-02-26T16:00:00+08:00", "acknowledged"),
           to("2026-04-28T16:00:00+08:00", "resolved")),
    worked(29, "notice", "informed in time", "met",
           opened("2026-02-10T09:00:00+08:00", matter="complaint"),
           to("2026-02-26T16:00:00+08:00", "acknowledged"),
           to("2026-04-28T16:00:00+08:00", "resolved"),
           informed("2026-05-11T18:00:00+08:00")),
    worked(29, "notice", "a complaint that is withdrawn starts none", "none",
           opened("2026-02-10T09:00:00+08:00", matter="complaint"),
           to("2026-02-26T16:00:00+08:00", "acknowledged"),
           to("2026-03-02T16:00:00+08:00", "withdrawn")),
    # Thu 17 September = 0; 18 = 1, Sun 20 is worked = 2, 21 to 24 = 3 to 6, (25 Mid-Autumn), 28 to 30 = 7 to 9,
    # (1 to 7 October), 8 = 10, 9 = 11, Sat 10 is worked = 12, 12 = 13, 13 = 14, 14 = 15.
    worked(29, "verification", "a report, over the National Day", "2026-10-14T23:59:59+08:00",
           opened("2026-09-17T09:00:00+08:00", matter="report")),
    # Found to be a report on the way: 14 October as above, counted from receipt.
    worked(29, "verification", "a complaint that turns out to be a report", "2026-10-14T23:59:59+08:00",
           opened("2026-09-17T09:00:00+08:00", matter="complaint"),
           sets("2026-09-22T09:00:00+08:00", matter="report")),
    worked(29, "acceptance", "falls away with it", "excused",
           opened("2026-09-17T09:00:00+08:00", matter="complaint"),
           sets("2026-09-22T09:00:00+08:00", matter="report")),
    worked(29, "acceptance", "is not started by what stops it", "none",
           opened("2026-09-17T09:00:00+08:00", matter="report"),
           to("2026-09-22T09:00:00+08:00", "acknowledged", matter="complaint")),
    # A report that turns out to be a complaint after it was accepted: mediation counts from that, 45 as above.
    worked(29, "mediation", "counts from the acceptance, whenever the kind was put right", "2026-04-30T23:59:59+08:00",
           opened("2026-02-10T09:00:00+08:00", matter="report"),
           to("2026-02-26T16:00:00+08:00", "acknowledged"),
           sets("2026-03-03T09:00:00+08:00", matter="complaint")),
    # Row 31: hours and days as they pass, at the wall clock's time.
    worked(31, "by_grade", "2 hours over midnight", "2026-02-17T01:30:00+08:00",
           opened("2026-02-16T23:40:00+08:00", dispatched_at="2026-02-16T23:30:00+08:00", grade="two_hours")),
    worked(31, "by_grade", "24 hours over a month's end", "2026-02-01T10:00:00+08:00",
           opened("2026-01-31T10:00:00+08:00", dispatched_at="2026-01-31T10:00:00+08:00", grade="day")),
    # 30 January + 1 = 31 January, + 6 = 6 February (7).
    worked(31, "by_grade", "7 days", "2026-02-06T10:00:00+08:00",
           opened("2026-01-30T10:00:00+08:00", dispatched_at="2026-01-30T10:00:00+08:00", grade="week")),
    # 20 February + 9 = 29 February, + 6 = 6 March (15).
    worked(31, "by_grade", "15 days over a leap day", "2028-03-06T10:00:00+08:00",
           opened("2028-02-20T10:00:00+08:00", dispatched_at="2028-02-20T10:00:00+08:00", grade="fortnight")),
    # 30 January + 15 = 14 February: what is not graded yet has a deadline all the same.
    worked(31, "by_grade", "before it is graded", "2026-02-14T10:00:00+08:00",
           opened("2026-01-30T10:00:00+08:00", dispatched_at="2026-01-30T10:00:00+08:00", matter="graded")),
    # 30 January + 7 = 6 February as above, though the grade came a day later.
    worked(31, "by_grade", "the grade is filled in later", "2026-02-06T10:00:00+08:00",
           opened("2026-01-30T10:00:00+08:00", dispatched_at="2026-01-30T10:00:00+08:00"),
           sets("2026-01-31T10:00:00+08:00", grade="week")),
    # Row 32: the same day, be it a holiday.
    worked(32, "same_day", "urgent, in the Spring Festival", "2026-02-16T23:59:59+08:00",
           opened("2026-02-16T15:10:00+08:00", dispatched_at="2026-02-16T15:00:00+08:00", matter="urgent")),
    # Fri 13 February is not counted; Sat 14 is worked = 1, (15 to 23), 24 = 2, 25 = 3.
    worked(32, "by_kind", "3 working days from the next day", "2026-02-25T23:59:59+08:00",
           opened("2026-02-13T10:00:00+08:00", dispatched_at="2026-02-13T10:00:00+08:00", matter="help")),
    # Tue 10 is not counted; 11 to 13 = 1 to 3, Sat 14 = 4, (15 to 23), 24 to 27 = 5 to 8, Sat 28 is worked = 9,
    # 2 to 5 March = 10 to 13.
    worked(32, "by_kind", "13 working days from the next day", "2026-03-05T23:59:59+08:00",
           opened("2026-02-10T10:00:00+08:00", dispatched_at="2026-02-10T10:00:00+08:00", matter="complaint")),
    # Row 33: Fri 13 February = 0; Sat 14 is worked = 1, (15 to 23), Tue 24 = 2.
    worked(33, "send_back", "1 working day is a Saturday that is worked", "2026-02-14T23:59:59+08:00",
           opened("2026-02-13T16:00:00+08:00", dispatched_at="2026-02-13T16:00:00+08:00")),
    worked(33, "send_back", "2 if it is hard to tell", "2026-02-24T23:59:59+08:00",
           opened("2026-02-13T16:00:00+08:00", dispatched_at="2026-02-13T16:00:00+08:00", hard_to_tell="yes")),
    worked(33, "send_back", "sent back in time", "met",
           opened("2026-02-13T16:00:00+08:00", dispatched_at="2026-02-13T16:00:00+08:00"),
           to("2026-02-14T11:00:00+08:00", "sent_back")),
]  # fmt: skip
