"""Dates worked out by hand from the other rules, never copied from the program; each has its calculation above it.

"d = n" counts day d as the n-th; what is not counted is in brackets. A calculation above two dates is for both.
"""

from __future__ import annotations

from tests.deadlines.story import Worked, extends, gives, informed, opened, sets, to, worked

WORKED: list[Worked] = [
    # Row 9, the same clock. Thu 10 December = 0; 11 = 1, 14 to 18 = 2 to 6, 21 to 24 = 7 to 10, (25, 28), 29 = 11,
    # 30 = 12, 31 = 13, (1 January), 4 = 14, 5 = 15.
    worked(9, "reply", "over Christmas and the new year", "2027-01-05T23:59:59+00:00",
           opened("2026-12-10T10:00:00+00:00")),
    # Row 11: 20 January + 11 = 31 January, + 28 = 28 February (39), + 31 = 31 March (70), + 20 = 20 April (90).
    worked(11, "adr_outcome", "from the complete file", "2026-04-20T23:59:59+01:00",
           opened("2026-01-05T10:00:00+00:00", regime="adr"),
           sets("2026-01-22T10:00:00+00:00", complete_on="2026-01-20")),
    # Row 12. Ireland keeps no holiday on Good Friday: Thu 2 April = 0; Fri 3 = 1, (Mon 6), 7 = 2, 8 = 3, 9 = 4, 10 = 5.
    worked(12, "acknowledge", "over Easter", "2026-04-10T23:59:59+01:00",
           opened("2026-04-02T10:00:00+01:00", payment_service="no")),
    # Mon 13 April = 0; 14 to 17 = 1 to 4, 20 to 24 = 5 to 9, 27 to 1 May = 10 to 14, (4), 5 to 8 = 15 to 18, 11 = 19,
    # 12 = 20.
    worked(12, "progress", "the first news", "2026-05-12T23:59:59+01:00",
           opened("2026-04-13T10:00:00+01:00", payment_service="no")),
    # Informed on Wed 6 May = 0; 7, 8 = 1, 2; 11 to 15 = 3 to 7; 18 to 22 = 8 to 12; 25 to 29 = 13 to 17; (1 June),
    # 2 = 18, 3 = 19, 4 = 20.
    worked(12, "progress", "and every 20 working days after", "2026-06-04T23:59:59+01:00",
           opened("2026-04-13T10:00:00+01:00", payment_service="no"), informed("2026-05-06T14:00:00+01:00")),
    # 12 May = 20 as above; 13 to 15 = 21 to 23, 18 to 22 = 24 to 28, 25 to 29 = 29 to 33, (1 June), 2 to 5 = 34 to 37,
    # 8 = 38, 9 = 39, 10 = 40.
    worked(12, "outcome", "40 working days", "2026-06-10T23:59:59+01:00",
           opened("2026-04-13T10:00:00+01:00", payment_service="no")),
    # 5 May = 15 as above.
    worked(12, "payment_reply", "15 for a payment service", "2026-05-05T23:59:59+01:00",
           opened("2026-04-13T10:00:00+01:00", payment_service="yes")),
    # Its law is older than the Code. Mon 2 March = 0; 3 to 6 = 1 to 4, 9 to 13 = 5 to 9, 16 = 10, (17 Saint Patrick),
    # 18 to 20 = 11 to 13, 23 = 14, 24 = 15.
    worked(12, "payment_reply", "received before the Code was in force", "2026-03-24T23:59:59+00:00",
           opened("2026-03-25T10:00:00+00:00", "2026-03-02T10:00:00+00:00", payment_service="yes")),
    # 25 to 27 = 16 to 18, 30 to 3 April = 19 to 23, (6 Easter Monday), 7 to 10 = 24 to 27, 13 to 17 = 28 to 32,
    # 20 to 22 = 33 to 35.
    worked(12, "payment_reply", "extended to 35 business days", "2026-04-22T23:59:59+01:00",
           opened("2026-03-02T10:00:00+00:00", payment_service="yes"),
           extends("2026-03-20T09:00:00+00:00", "payment_reply", "20wd")),
    # 5 May, as for one that was a payment service's from the start: the complaint was made on 13 April.
    worked(12, "payment_reply", "found to be about a payment service on the way", "2026-05-05T23:59:59+01:00",
           opened("2026-04-13T10:00:00+01:00", payment_service="no"),
           sets("2026-04-16T10:00:00+01:00", payment_service="yes")),
    worked(12, "outcome", "falls away when it is found to be about a payment service", "excused",
           opened("2026-04-13T10:00:00+01:00", payment_service="no"),
           sets("2026-04-16T10:00:00+01:00", payment_service="yes")),
    # 10 June as above: what was late by then stays late.
    worked(12, "outcome", "does not fall away once it is late", "late",
           opened("2026-04-13T10:00:00+01:00", payment_service="no"),
           sets("2026-06-11T00:00:00+01:00", payment_service="yes")),
    worked(12, "payment_reply", "not about a payment service", "none",
           opened("2026-04-13T10:00:00+01:00", payment_service="no")),
    worked(12, "outcome", "a payment service has the reply instead", "none",
           opened("2026-04-13T10:00:00+01:00", payment_service="yes")),
    worked(12, "outcome", "complained before the code was in force", "none",
           opened("2026-03-25T10:00:00+00:00", "2026-03-23T10:00:00+00:00", payment_service="no")),
    # Row 13: 24 hours as they pass. Summer time ends in Sydney on Sun 5 April at 3:00, so the clock shows 14:30.
    worked(13, "acknowledge", "over the end of summer time", "2026-04-05T14:30:00+10:00",
           opened("2026-04-04T15:30:00+11:00", regime="standard")),
    # Row 14: 30 January + 1 = 31 January, + 28 = 28 February (29), + 1 = 1 March (30).
    worked(14, "response", "30 days over a short month", "2026-03-01T23:59:59+11:00",
           opened("2026-01-30T10:00:00+11:00", regime="standard")),
    # 20 March + 11 = 31 March, + 10 = 10 April (21).
    worked(14, "response", "21 days for hardship, out of summer time", "2026-04-10T23:59:59+10:00",
           opened("2026-03-20T10:00:00+11:00", regime="hardship")),
    # 10 September + 20 = 30 September, + 25 = 25 October (45); summer time begins on 4 October.
    worked(14, "response", "45 days for superannuation, into summer time", "2026-10-25T23:59:59+11:00",
           opened("2026-09-10T10:00:00+10:00", regime="superannuation")),
    # First received on 2 March, sent back by AFCA on 20 March: 2 March + 29 = 31 March, + 1 = 1 April (30).
    worked(14, "response", "the balance after a referral", "2026-04-01T23:59:59+11:00",
           opened("2026-03-20T10:00:00+11:00", "2026-03-02T10:00:00+11:00", regime="standard")),
    worked(14, "response", "the balance after a transfer to another team", "2026-04-01T23:59:59+11:00",
           opened("2026-03-02T10:00:00+11:00", regime="standard"),
           gives("2026-03-25T10:00:00+11:00", "disputes")),
    # Row 15: Mon 30 March = 0; 31 = 1, 1 April = 2, 2 = 3, (3 Good Friday, 6 Easter Monday), 7 = 4, 8 = 5.
    worked(15, "early_resolution", "over Easter and the end of summer time", "2026-04-08T23:59:59+10:00",
           opened("2026-03-30T10:00:00+11:00", regime="standard", written_wanted="no", claim_dispute="no")),
    worked(15, "response", "falls away with the early exit", "excused",
           opened("2026-03-30T10:00:00+11:00", regime="standard", written_wanted="no", claim_dispute="no"),
           to("2026-04-08T17:00:00+10:00", "resolved")),
    # A written response is still owed: 30 March + 1 = 31 March, + 29 = 29 April (30).
    worked(15, "response", "is owed if resolved on the 6th business day", "2026-04-29T23:59:59+10:00",
           opened("2026-03-30T10:00:00+11:00", regime="standard", written_wanted="no", claim_dispute="no"),
           to("2026-04-09T09:00:00+10:00", "resolved")),
    worked(15, "early_resolution", "not for hardship", "none",
           opened("2026-03-30T10:00:00+11:00", regime="hardship", written_wanted="no", claim_dispute="no")),
    worked(15, "early_resolution", "not if a written response was asked for", "none",
           opened("2026-03-30T10:00:00+11:00", regime="standard", written_wanted="yes", claim_dispute="no")),
    # Asked for on the way: the chance is gone, and 30 March + 30 = 29 April stays due.
    worked(15, "early_resolution", "falls away when a written response is asked for", "excused",
           opened("2026-03-30T10:00:00+11:00", regime="standard", written_wanted="no", claim_dispute="no"),
           sets("2026-03-31T10:00:00+11:00", written_wanted="yes")),
    worked(15, "response", "is owed if it was asked for and all was resolved in time", "2026-04-29T23:59:59+10:00",
           opened("2026-03-30T10:00:00+11:00", regime="standard", written_wanted="no", claim_dispute="no"),
           sets("2026-03-31T10:00:00+11:00", written_wanted="yes"),
           to("2026-04-01T10:00:00+11:00", "resolved")),
    # Row 18: sent on 1 March, whenever the customer complained; + 15 = 16 March, in summer time since the 8th.
    worked(18, "response", "into summer time", "2026-03-16T23:59:59-04:00",
           opened("2026-03-02T09:00:00-05:00", "2026-02-20T09:00:00-05:00", sent_on="2026-03-01")),
    # 25 October + 6 = 31 October, + 9 = 9 November (15); summer time ends on 1 November.
    worked(18, "response", "out of summer time", "2026-11-09T23:59:59-05:00",
           opened("2026-10-26T09:00:00-04:00", sent_on="2026-10-25")),
    worked(18, "response", "in progress is a response", "met",
           opened("2026-03-02T09:00:00-05:00", sent_on="2026-03-01"),
           sets("2026-03-10T09:00:00-04:00", in_progress_on="2026-03-10")),
    worked(18, "response", "a response is late that went out a day after the 16th", "late",
           opened("2026-03-02T09:00:00-05:00", sent_on="2026-03-01"),
           sets("2026-03-20T09:00:00-04:00", in_progress_on="2026-03-17")),
    # 1 March + 30 = 31 March, + 30 = 30 April (60).
    worked(18, "final_response", "60 days from the same day", "2026-04-30T23:59:59-04:00",
           opened("2026-03-02T09:00:00-05:00", sent_on="2026-03-01"),
           sets("2026-03-10T09:00:00-04:00", in_progress_on="2026-03-10")),
    # Row 19: 30 January + 1 = 31 January, + 28 = 28 February (29), + 1 = 1 March (30).
    worked(19, "billing_acknowledgement", "30 days", "2026-03-01T23:59:59-05:00",
           opened("2026-01-30T10:00:00-05:00", regime="reg_z")),
    # Statements of the 15th: the cycles from 15 February end on 15 April.
    worked(19, "billing_cycles", "two complete cycles", "2026-04-15T23:59:59-04:00",
           opened("2026-01-30T10:00:00-05:00", regime="reg_z", statement_on="2026-02-15")),
    # 30 January + 29 = 28 February, + 31 = 31 March (60), + 30 = 30 April (90).
    worked(19, "billing_cap", "90 days at the most", "2026-04-30T23:59:59-04:00",
           opened("2026-01-30T10:00:00-05:00", regime="reg_z", statement_on="2026-02-15")),
    # Row 20: Wed 11 February = 0; 12, 13 = 1, 2; (Mon 16 Washington's Birthday), 17 to 20 = 3 to 6, 23 to 26 = 7 to 10.
    worked(20, "transfer_error", "10 business days", "2026-02-26T23:59:59-05:00",
           opened("2026-02-11T10:00:00-05:00", regime="reg_e", new_account="no")),
    # 27 = 11, 2 to 6 March = 12 to 16, 9 to 12 = 17 to 20.
    worked(20, "transfer_error", "20 for a new account", "2026-03-12T23:59:59-04:00",
           opened("2026-02-11T10:00:00-05:00", regime="reg_e", new_account="yes")),
    # Provisional credit on the 20th: 11 February + 17 = 28 February, + 28 = 28 March (45).
    worked(20, "transfer_error", "45 days once credit is given", "2026-03-28T23:59:59-04:00",
           opened("2026-02-11T10:00:00-05:00", regime="reg_e", new_account="no"),
           sets("2026-02-20T10:00:00-05:00", provisional_credit="yes")),
    # Row 21: Fri 13 November = 0; 16 to 20 = 1 to 5.
    worked(21, "servicing_acknowledgement", "5 business days", "2026-11-20T23:59:59-05:00",
           opened("2026-11-13T10:00:00-05:00", regime="reg_x")),
    # 23 to 25 = 6 to 8, (26 Thanksgiving), 27 = 9, 30 to 4 = 10 to 14, 7 to 11 = 15 to 19, 14 to 18 = 20 to 24,
    # 21 to 24 = 25 to 28, (25), 28 = 29, 29 = 30.
    worked(21, "servicing_answer", "30 business days over Thanksgiving and Christmas", "2026-12-29T23:59:59-05:00",
           opened("2026-11-13T10:00:00-05:00", regime="reg_x")),
    # 15 more: 30 = 1, 31 = 2, (1 January), 4 to 8 = 3 to 7, 11 to 15 = 8 to 12, (18 Martin Luther King), 19 = 13,
    # 20 = 14, 21 = 15.
    worked(21, "servicing_answer", "extended by 15", "2027-01-21T23:59:59-05:00",
           opened("2026-11-13T10:00:00-05:00", regime="reg_x"),
           extends("2026-12-20T10:00:00-05:00", "servicing_answer", "15wd")),
    # Row 22: 5 January + 26 = 31 January, + 28 = 28 February (54), + 2 = 2 March (56).
    worked(22, "answer", "56 days", "2026-03-02T23:59:59-05:00",
           opened("2026-01-05T10:00:00-05:00")),
    # "Without pause": waiting changes nothing.
    worked(22, "answer", "waiting does not pause it", "2026-03-02T23:59:59-05:00",
           opened("2026-01-05T10:00:00-05:00"), to("2026-01-12T10:00:00-05:00", "waiting")),
    # Row 40: a week, two weeks, and eight weeks of silence: 25 February + 3 = 28 February, + 31, + 22 = 22 April (56).
    worked(40, "details_asked", "within a week", "2026-03-03T23:59:59+00:00",
           opened("2026-02-24T10:00:00+00:00", regime="irdai")),
    worked(40, "grievance", "two weeks", "2026-03-10T23:59:59+00:00",
           opened("2026-02-24T10:00:00+00:00", regime="irdai")),
    worked(40, "silence", "closed after eight weeks without an answer", "2026-04-22T23:59:59+00:00",
           opened("2026-02-24T10:00:00+00:00", regime="irdai"), informed("2026-02-25T10:00:00+00:00")),
]  # fmt: skip
