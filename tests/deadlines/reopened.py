"""Dates of withdrawn, sent back, reopened and corrected cases, worked out by hand; each has its calculation above it.

"d = n" counts day d as the n-th; what is not counted is in brackets. The names D9 to D18 are those under which these
faults were found by use.
"""

from __future__ import annotations

from tests.deadlines.story import Worked, informed, opened, reopens, sets, to, worked

WORKED: list[Worked] = [
    # D9. Complex first, simple when it is reopened: 2 March + 15 = 17 March; closed for an hour, which is no day.
    worked(23, "decision", "found to be simple while it was withdrawn", "2026-03-17T23:59:59+08:00",
           opened("2026-03-02T10:00:00+08:00", complexity="complex"),
           to("2026-03-05T10:00:00+08:00", "withdrawn"),
           sets("2026-03-05T11:00:00+08:00", complexity="simple"),
           reopens("2026-03-05T12:00:00+08:00", "investigating")),
    # D10. Mon 7 September is not counted; 8 = 1, 9 = 2, 10 = 3.
    worked(32, "by_kind", "a question after it was sent back and dispatched again", "2026-09-10T23:59:59+08:00",
           opened("2026-09-07T09:00:00+08:00", dispatched_at="2026-09-07T09:00:00+08:00", matter="urgent"),
           to("2026-09-07T10:00:00+08:00", "sent_back"),
           reopens("2026-09-07T11:00:00+08:00", "investigating"),
           sets("2026-09-07T12:00:00+08:00", matter="consultation")),
    # Found to be a question while it was sent back: the same.
    worked(32, "by_kind", "a question since it was sent back", "2026-09-10T23:59:59+08:00",
           opened("2026-09-07T09:00:00+08:00", dispatched_at="2026-09-07T09:00:00+08:00", matter="urgent"),
           to("2026-09-07T10:00:00+08:00", "sent_back"),
           sets("2026-09-07T10:30:00+08:00", matter="consultation"),
           reopens("2026-09-07T11:00:00+08:00", "investigating")),
    # D11. Thu 18 March = 0; 19 = 1, 22 to 25 = 2 to 5, (26, 29), 30 to 2 April = 6 to 9, 5 to 9 = 10 to 14, 12 = 15.
    # Withdrawn that day at 16:00; the rest of it is on the first working day after 1 May (3 May is a bank holiday).
    worked(4, "reply", "the last day's rest after a reopening on a closed day", "2027-05-04T23:59:59+01:00",
           opened("2027-03-18T10:00:00+00:00"),
           to("2027-04-12T16:00:00+01:00", "withdrawn"),
           reopens("2027-05-01T10:00:00+01:00", "investigating")),
    # On a working day, that day itself.
    worked(4, "reply", "the last day's rest after a reopening on a working day", "2027-04-26T23:59:59+01:00",
           opened("2027-03-18T10:00:00+00:00"),
           to("2027-04-12T16:00:00+01:00", "withdrawn"),
           reopens("2027-04-26T10:00:00+01:00", "investigating")),
    # D12. Thu 10 September as above, and one working day, from Tuesday 09:00 to Wednesday 09:00: Fri 11.
    worked(32, "by_kind", "sent back for one working day", "2026-09-11T23:59:59+08:00",
           opened("2026-09-07T09:00:00+08:00", dispatched_at="2026-09-07T09:00:00+08:00", matter="help"),
           to("2026-09-08T09:00:00+08:00", "sent_back"),
           reopens("2026-09-09T09:00:00+08:00", "investigating")),
    # D14. Mediation was late when the matter turned out to be a report; it did not end.
    worked(29, "notice", "none when a late mediation turns out to be a report", "none",
           opened("2026-02-10T09:00:00+08:00", matter="complaint"),
           to("2026-02-26T16:00:00+08:00", "acknowledged"),
           sets("2026-05-20T16:00:00+08:00", matter="report")),
    worked(29, "mediation", "stays late then", "late",
           opened("2026-02-10T09:00:00+08:00", matter="complaint"),
           to("2026-02-26T16:00:00+08:00", "acknowledged"),
           sets("2026-05-20T16:00:00+08:00", matter="report")),
    # D15. Mon 13 April + 40 = 10 June, worked out under row 12: overdue since then, whatever was said in between.
    worked(12, "outcome", "one breach where the kind is put back", "2026-06-10T23:59:59+01:00",
           opened("2026-04-13T10:00:00+01:00", payment_service="no"),
           sets("2026-07-01T10:00:00+01:00", payment_service="yes"),
           sets("2026-07-01T12:00:00+01:00", payment_service="no")),
    worked(12, "payment_reply", "never applied where the kind is put back", "excused",
           opened("2026-04-13T10:00:00+01:00", payment_service="no"),
           sets("2026-07-01T10:00:00+01:00", payment_service="yes"),
           sets("2026-07-01T12:00:00+01:00", payment_service="no")),
    # D17. 2 March + 56 = 27 April; withdrawn three days later, it was never answered.
    worked(22, "answer", "late when it was withdrawn, and owed again", "2026-04-27T23:59:59-04:00",
           opened("2026-03-02T10:00:00-05:00"),
           to("2026-04-30T10:00:00-04:00", "withdrawn"),
           reopens("2026-05-05T10:00:00-04:00", "investigating")),
    worked(22, "answer", "falls away where it is withdrawn in time", "fell_away",
           opened("2026-03-02T10:00:00-05:00"), to("2026-04-20T10:00:00-04:00", "withdrawn")),
    # D18. Acknowledged Mon 2 March = 0; 3 to 6 = 1 to 4, 9 to 13 = 5 to 9, 16 = 10; withdrawn Tue to Wed, 09:00: 17.
    worked(35, "stage_1", "goes on when it is reopened", "2026-03-17T23:59:59+00:00",
           opened("2026-03-02T09:00:00+00:00"),
           to("2026-03-02T10:00:00+00:00", "acknowledged"),
           to("2026-03-03T09:00:00+00:00", "withdrawn"),
           reopens("2026-03-04T09:00:00+00:00", "investigating")),
    # Received Mon 2 March = 0; 3 to 6 = 1 to 4, 9 = 5; withdrawn for an hour before it was acknowledged.
    worked(35, "acknowledge", "is owed again if it was not done", "2026-03-09T23:59:59+00:00",
           opened("2026-03-02T09:00:00+00:00"),
           to("2026-03-02T10:00:00+00:00", "withdrawn"),
           reopens("2026-03-02T11:00:00+00:00", "investigating")),
    worked(35, "acknowledge", "is not owed again if it was done", "met",
           opened("2026-03-02T09:00:00+00:00"),
           to("2026-03-02T10:00:00+00:00", "acknowledged"),
           to("2026-03-03T09:00:00+00:00", "withdrawn"),
           reopens("2026-03-04T09:00:00+00:00", "investigating")),
    # Dispatched on Mon 7 September, sent back for an hour that day; sent back until the next day, that day.
    worked(32, "same_day", "is owed on the day of the reopening", "2026-09-07T23:59:59+08:00",
           opened("2026-09-07T09:00:00+08:00", dispatched_at="2026-09-07T09:00:00+08:00", matter="urgent"),
           to("2026-09-07T10:00:00+08:00", "sent_back"),
           reopens("2026-09-07T11:00:00+08:00", "investigating")),
    worked(32, "same_day", "is owed on the day of a later reopening", "2026-09-08T23:59:59+08:00",
           opened("2026-09-07T09:00:00+08:00", dispatched_at="2026-09-07T09:00:00+08:00", matter="urgent"),
           to("2026-09-07T10:00:00+08:00", "sent_back"),
           reopens("2026-09-08T09:00:00+08:00", "investigating")),
    # Thu 17 September + 15 = 14 October, worked out under row 29; withdrawn for an hour.
    worked(29, "verification", "goes on when it is reopened", "2026-10-14T23:59:59+08:00",
           opened("2026-09-17T09:00:00+08:00", matter="report"),
           to("2026-09-18T09:00:00+08:00", "withdrawn"),
           reopens("2026-09-18T10:00:00+08:00", "investigating")),
    # 24 hours from Mon 2 March 09:00, withdrawn for one of them before it was acknowledged.
    worked(13, "acknowledge", "is owed again if it was not done", "2026-03-03T10:00:00+11:00",
           opened("2026-03-02T09:00:00+11:00"),
           to("2026-03-02T10:00:00+11:00", "withdrawn"),
           reopens("2026-03-02T11:00:00+11:00", "investigating")),
    worked(13, "acknowledge", "is not owed again if it was done", "met",
           opened("2026-03-02T09:00:00+11:00"),
           informed("2026-03-02T09:30:00+11:00"),
           to("2026-03-02T10:00:00+11:00", "withdrawn"),
           reopens("2026-03-02T11:00:00+11:00", "investigating")),
]  # fmt: skip
