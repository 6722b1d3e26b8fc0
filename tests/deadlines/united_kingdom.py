"""Dates worked out by hand from British rules, never copied from the program; each has its calculation above it.

"d = n" counts day d as the n-th; what is not counted is in brackets. A calculation above two dates is for both.
"""

from __future__ import annotations

from tests.deadlines.story import Worked, extends, informed, opened, reopens, sets, to, worked

WORKED: list[Worked] = [
    # Row 1: close of business (17:30) of the 3rd business day after the day of receipt.
    # Easter: Wed 1 April is day 0; Thu 2 = 1, (Fri 3 Good Friday, Sat, Sun, Mon 6 Easter Monday), Tue 7 = 2, Wed 8 = 3.
    worked(1, "summary_resolution", "over Easter", "2026-04-08T17:30:00+01:00",
           opened("2026-04-01T10:00:00+01:00")),
    # After hours on Wed 1 April counts as received on Thu 2 = 0; Tue 7 = 1, Wed 8 = 2, Thu 9 = 3.
    worked(1, "summary_resolution", "received after hours", "2026-04-09T17:30:00+01:00",
           opened("2026-04-02T09:30:00+01:00", "2026-04-01T20:00:00+01:00")),
    # Sat 2 May, then Sunday and May Day: received on Tue 5 = 0; Wed 6 = 1, Thu 7 = 2, Fri 8 = 3.
    worked(1, "summary_resolution", "received on a Saturday before a bank holiday", "2026-05-08T17:30:00+01:00",
           opened("2026-05-02T12:00:00+01:00")),
    # Christmas: Tue 22 = 0; Wed 23 = 1, Thu 24 = 2, (Fri 25, Sat 26, Sun 27, Mon 28 for Boxing Day), Tue 29 = 3.
    worked(1, "summary_resolution", "over Christmas", "2026-12-29T17:30:00+00:00",
           opened("2026-12-22T11:00:00+00:00")),
    # Summer time begins on Sun 29 March: Fri 27 = 0; Mon 30 = 1, Tue 31 = 2, Wed 1 April = 3, at +01:00.
    worked(1, "summary_resolution", "into summer time", "2026-04-01T17:30:00+01:00",
           opened("2026-03-27T15:00:00+00:00")),
    # Resolved at noon of the 3rd day (8 April, as above): in time.
    worked(1, "summary_resolution", "resolved in time", "met",
           opened("2026-04-01T10:00:00+01:00"), to("2026-04-08T12:00:00+01:00", "resolved")),
    # Then a summary is owed, within two business days of our own: Wed 8 April = 0; 9 = 1, 10 = 2.
    worked(1, "summary", "is owed after the early exit", "2026-04-10T23:59:59+01:00",
           opened("2026-04-01T10:00:00+01:00"), to("2026-04-08T12:00:00+01:00", "resolved")),
    worked(1, "summary", "is not owed if the exit was missed", "none",
           opened("2026-04-01T10:00:00+01:00"), to("2026-04-09T12:00:00+01:00", "resolved")),
    worked(1, "summary", "a final response serves as well", "met",
           opened("2026-04-01T10:00:00+01:00"),
           to("2026-04-08T12:00:00+01:00", "resolved"),
           sets("2026-04-09T12:00:00+01:00", final_response_on="2026-04-09")),
    # Row 3: the end of eight weeks = 56 days after receipt.
    # 10 February + 28 = 10 March, + 28 = 7 April, in summer time by then.
    worked(3, "final_response", "into summer time", "2026-04-07T23:59:59+01:00",
           opened("2026-02-10T16:40:00+00:00")),
    # 15 September + 15 = 30 September, + 31 = 31 October, + 10 = 10 November (56), summer time is over.
    worked(3, "final_response", "out of summer time", "2026-11-10T23:59:59+00:00",
           opened("2026-09-15T09:00:00+01:00")),
    # 10 January + 21 = 31 January, + 29 = 29 February (50), + 6 = 6 March (56).
    worked(3, "final_response", "over a leap day", "2028-03-06T23:59:59+00:00",
           opened("2028-01-10T12:00:00+00:00")),
    # 31 December + 31 = 31 January, + 25 = 25 February (56).
    worked(3, "final_response", "from the end of a year", "2027-02-25T23:59:59+00:00",
           opened("2026-12-31T23:30:00+00:00")),
    # Resolved by the 3rd business day: no final response is owed.
    worked(3, "final_response", "falls away with the early exit", "excused",
           opened("2026-04-01T10:00:00+01:00"), to("2026-04-08T12:00:00+01:00", "resolved")),
    # Resolved on the 4th business day: too late for the early exit; 1 April + 56 = 27 May (29 + 27).
    worked(3, "final_response", "is owed if resolved a day later", "2026-05-27T23:59:59+01:00",
           opened("2026-04-01T10:00:00+01:00"), to("2026-04-09T12:00:00+01:00", "resolved")),
    worked(3, "final_response", "sent after the case was resolved", "met",
           opened("2026-04-01T10:00:00+01:00"),
           to("2026-04-09T12:00:00+01:00", "resolved"),
           sets("2026-04-14T12:00:00+01:00", final_response_on="2026-04-14")),
    # A second after the end of 27 May.
    worked(3, "final_response", "sent a second late", "late",
           opened("2026-04-01T10:00:00+01:00"),
           sets("2026-05-28T00:00:00+01:00", final_response_on="2026-05-28")),
    # Sent on the last day, 27 May, and noted on the next: the day that the letter went out counts.
    worked(3, "final_response", "sent in time and noted later", "met",
           opened("2026-04-01T10:00:00+01:00"),
           sets("2026-05-28T09:00:00+01:00", final_response_on="2026-05-27")),
    worked(3, "final_response", "a day to come does not count before it comes", "late",
           opened("2026-04-01T10:00:00+01:00"),
           sets("2026-05-28T09:00:00+01:00", final_response_on="2026-06-30")),
    # Row 4: 15 business days. Mon 23 March = 0; 24 to 27 = 1 to 4, 30 to 2 April = 5 to 8, (3 Good Friday, 6 Easter
    # Monday), 7 to 10 = 9 to 12, 13 = 13, 14 = 14, 15 = 15.
    worked(4, "reply", "over Easter", "2026-04-15T23:59:59+01:00",
           opened("2026-03-23T10:00:00+00:00")),
    # Put off to 35 by a holding reply on 14 April: 16, 17 = 16, 17; 20 to 24 = 18 to 22; 27 to 1 May = 23 to 27;
    # (4 May Day), 5 to 8 = 28 to 31; 11 = 32, 12 = 33, 13 = 34, 14 = 35.
    worked(4, "reply", "extended to 35 business days", "2026-05-14T23:59:59+01:00",
           opened("2026-03-23T10:00:00+00:00"), extends("2026-04-14T09:00:00+01:00", "reply", "20wd")),
    # Row 5: six calendar months from the day it was sent, the last of them whole; there is no 31 February.
    worked(5, "ombudsman_window", "from the end of a month", "2027-02-28T23:59:59+00:00",
           opened("2026-07-10T10:00:00+01:00"), sets("2026-08-31T12:00:00+01:00", final_response_on="2026-08-31")),
    worked(5, "ombudsman_window", "to a leap day", "2028-02-29T23:59:59+00:00",
           opened("2027-07-10T10:00:00+01:00"), sets("2027-08-29T12:00:00+01:00", final_response_on="2027-08-29")),
    worked(5, "ombudsman_window", "from the day it was sent, not that of the note", "2027-02-20T23:59:59+00:00",
           opened("2026-07-10T10:00:00+01:00"), sets("2026-08-24T12:00:00+01:00", final_response_on="2026-08-20")),
    worked(5, "ombudsman_window", "moves when the day is put right", "2027-02-20T23:59:59+00:00",
           opened("2026-07-10T10:00:00+01:00"),
           sets("2026-08-31T12:00:00+01:00", final_response_on="2026-08-31"),
           sets("2026-09-01T12:00:00+01:00", final_response_on="2026-08-20")),
    # Row 8: three years from receipt; from a leap day to 28 February.
    worked(8, "records", "from a leap day", "2031-02-28T12:00:00+00:00",
           opened("2028-02-29T12:00:00+00:00")),
    worked(8, "records", "from receipt, whenever it was typed in", "2029-11-20T18:10:00+00:00",
           opened("2026-11-23T09:00:00+00:00", "2026-11-20T18:10:00+00:00")),
    worked(8, "records", "a case that is reopened keeps it", "2029-03-02T10:00:00+00:00",
           opened("2026-03-02T10:00:00+00:00"),
           to("2026-03-04T10:00:00+00:00", "resolved"),
           reopens("2026-03-09T10:00:00+00:00", "investigating")),
    # Row 35. Thu 2 April = 0; (3 Good Friday, 6 Easter Monday), 7 to 10 = 1 to 4, 13 = 5.
    worked(35, "acknowledge", "over Easter", "2026-04-13T23:59:59+01:00",
           opened("2026-04-02T10:00:00+01:00")),
    # Sat 2 May = 0; (3 Sunday, 4 May Day), 5 to 8 = 1 to 4, 11 = 5.
    worked(35, "acknowledge", "received on a closed day", "2026-05-11T23:59:59+01:00",
           opened("2026-05-02T12:00:00+01:00")),
    # Acknowledged on Thu 9 April = 0, not on the last day: 10 = 1, 13 to 17 = 2 to 6, 20 to 23 = 7 to 10.
    worked(35, "stage_1", "counted from the acknowledgement", "2026-04-23T23:59:59+01:00",
           opened("2026-04-02T10:00:00+01:00"), to("2026-04-09T10:00:00+01:00", "acknowledged")),
    # 10 more: 24 = 1, 27 to 1 May = 2 to 6, (4 May Day), 5 to 8 = 7 to 10.
    worked(35, "stage_1", "extended by 10 working days", "2026-05-08T23:59:59+01:00",
           opened("2026-04-02T10:00:00+01:00"),
           to("2026-04-09T10:00:00+01:00", "acknowledged"),
           extends("2026-04-22T10:00:00+01:00", "stage_1", "10wd")),
    worked(35, "stage_1", "withdrawn before it was acknowledged", "none",
           opened("2026-04-02T10:00:00+01:00"), to("2026-04-08T10:00:00+01:00", "withdrawn")),
    # Row 36. Asked on Mon 14 December = 0; 15 to 18 = 1 to 4, 21 = 5.
    worked(36, "acknowledge_2", "from the request", "2026-12-21T23:59:59+00:00",
           opened("2026-11-02T10:00:00+00:00"),
           to("2026-12-04T10:00:00+00:00", "stage_1_answered"),
           to("2026-12-14T10:00:00+00:00", "stage_2_asked")),
    # Acknowledged Fri 18 December = 0; 21 to 24 = 1 to 4, (25, 28), 29 to 31 = 5 to 7, (1 January), 4 to 8 = 8 to 12,
    # 11 to 15 = 13 to 17, 18 to 20 = 18 to 20.
    worked(36, "stage_2", "over Christmas", "2027-01-20T23:59:59+00:00",
           opened("2026-11-02T10:00:00+00:00"),
           to("2026-12-04T10:00:00+00:00", "stage_1_answered"),
           to("2026-12-14T10:00:00+00:00", "stage_2_asked"),
           to("2026-12-18T10:00:00+00:00", "stage_2")),
    # 10 more: 21, 22 = 1, 2; 25 to 29 = 3 to 7; 1 to 3 February = 8 to 10.
    worked(36, "stage_2", "extended by 10 working days", "2027-02-03T23:59:59+00:00",
           opened("2026-11-02T10:00:00+00:00"),
           to("2026-12-04T10:00:00+00:00", "stage_1_answered"),
           to("2026-12-14T10:00:00+00:00", "stage_2_asked"),
           to("2026-12-18T10:00:00+00:00", "stage_2"),
           extends("2027-01-15T10:00:00+00:00", "stage_2", "10wd")),
    # Row 37: Wed 23 December = 0; 24 = 1, (25, 26, 27, 28), 29 = 2, 30 = 3.
    worked(37, "nhs_acknowledgement", "over Christmas", "2026-12-30T23:59:59+00:00",
           opened("2026-12-23T10:00:00+00:00", regime="nhs")),
    # Six months after 31 March: there is no 31 September.
    worked(37, "nhs_explanation", "from the end of a month", "2026-09-30T23:59:59+01:00",
           opened("2026-03-31T10:00:00+01:00", regime="nhs")),
    # Row 38: eight weeks before the rule changed: 20 March + 11 = 31 March, + 30 = 30 April (41), + 15 = 15 May (56).
    worked(38, "adr_letter_until_2026", "under the rule as it was", "2026-05-15T23:59:59+01:00",
           opened("2026-03-20T10:00:00+00:00", regime="ofcom")),
    worked(38, "adr_letter", "not yet in force", "none",
           opened("2026-03-20T10:00:00+00:00", regime="ofcom")),
    # Six weeks after: 20 April + 10 = 30 April, + 31 = 31 May (41), + 1 = 1 June (42).
    worked(38, "adr_letter", "under the rule as it is", "2026-06-01T23:59:59+01:00",
           opened("2026-04-20T10:00:00+01:00", regime="ofcom")),
    # Row 39: 1 December + 30 = 31 December, + 26 = 26 January (56).
    worked(39, "energy_adr", "8 weeks", "2027-01-26T23:59:59+00:00",
           opened("2026-12-01T10:00:00+00:00", regime="ofgem")),
    # Row 41: 30 days that begin with the day of receipt.
    # 1 July = 1, so 30 July = 30.
    worked(41, "acknowledge", "the day of receipt is the first", "2026-07-30T23:59:59+01:00",
           opened("2026-07-01T10:00:00+01:00")),
    # Fri 31 July = 1, so Sat 29 August = 30: it does not go over to the Tuesday after the bank holiday.
    worked(41, "acknowledge", "ends on a Saturday before a bank holiday", "2026-08-29T23:59:59+01:00",
           opened("2026-07-31T16:00:00+01:00")),
    # Half an hour before midnight is still the first day: 10 to 31 October = 22, 8 November = 30, summer time is over.
    worked(41, "acknowledge", "late in the evening, out of summer time", "2026-11-08T23:59:59+00:00",
           opened("2026-10-10T23:30:00+01:00")),
    # 15 to 29 February = 15, 15 March = 30.
    worked(41, "acknowledge", "over a leap day", "2028-03-15T23:59:59+00:00",
           opened("2028-02-15T09:00:00+00:00")),
    # 19 to 30 June = 12, 18 July = 30.
    worked(41, "acknowledge", "on the first day of the law", "2026-07-18T23:59:59+01:00",
           opened("2026-06-19T00:00:00+01:00")),
    worked(41, "acknowledge", "received a minute before the law", "none",
           opened("2026-06-18T23:59:00+01:00")),
    worked(41, "acknowledge", "acknowledged on the last day", "met",
           opened("2026-07-01T10:00:00+01:00"), informed("2026-07-30T23:59:00+01:00")),
    worked(41, "acknowledge", "acknowledged when the Commissioner's count would end", "late",
           opened("2026-07-01T10:00:00+01:00"), informed("2026-07-31T09:00:00+01:00")),
]  # fmt: skip
