"""The rows of the table of regulators' deadlines: which clock says each, or why none does.

A clock is one of a shipped template or of `tests/templates/other-regimes.yaml`.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A row: the regime, then the template and its clocks or follow-ups; or, if it holds no clock, the reason.

    `left_out` says which of the row's figures no clock says, and why.
    """

    regime: str
    template: str = ""
    clocks: tuple[str, ...] = ()
    why_none: str = ""
    left_out: str = ""


OTHER = "other-regimes"

ROWS: dict[int, Row] = {
    1: Row("UK FCA DISP 1.5", "uk-fca-disp", ("summary_resolution",)),
    2: Row("UK FCA DISP 1.6.1", why_none="prompt, without a figure; what it must tell is a checklist of uk-fca-disp"),
    3: Row("UK FCA DISP 1.6.2", "uk-fca-disp", ("final_response",)),
    4: Row("UK FCA DISP 1.6.2A", "uk-eu-payments", ("reply",)),
    5: Row("UK FOS referral", "uk-fca-disp", ("ombudsman_window",)),
    6: Row("UK FCA DISP 1.10", why_none="bands of a report over cases that are closed; nothing is due"),
    7: Row("UK FCA PS25/19", why_none="the firm's own half-yearly return, not a deadline of a case"),
    8: Row("UK FCA DISP 1.9", "uk-fca-disp", ("records",)),
    9: Row("EU PSD2 art. 101", "uk-eu-payments", ("reply",)),
    10: Row("EU ESMA/EBA guidelines", why_none="no fixed limit"),
    11: Row("EU ADR directive", OTHER, ("adr_outcome",)),
    12: Row("Ireland CPC", "ireland-cpc", ("acknowledge", "progress", "outcome", "payment_reply")),
    13: Row("Australia RG 271, acknowledgement", "au-rg271", ("acknowledge",)),
    14: Row("Australia RG 271, response", "au-rg271", ("response",)),
    15: Row("Australia RG 271, no written response", "au-rg271", ("early_resolution",)),
    16: Row("Australia RG 271.63", why_none="a notice before the limit of row 14, which it does not move: a checklist"),
    17: Row("ASIC IDR data", why_none="the firm's own half-yearly report, not a deadline of a case"),
    18: Row("US CFPB", "us-cfpb", ("response", "final_response")),
    19: Row("US Reg Z", OTHER, ("billing_acknowledgement", "billing_cycles", "billing_cap")),
    20: Row("US Reg E", OTHER, ("transfer_error",)),
    21: Row("US Reg X", OTHER, ("servicing_acknowledgement", "servicing_answer")),
    22: Row(
        "Canada FCAC",
        "ca-fcac",
        ("answer",),
        left_out="120 days for the external body's final recommendation: its own clock, not the bank's",
    ),
    23: Row("China bank and insurance, decision", "cn-bank-insurance", ("decision",)),
    24: Row("China bank and insurance, excluded time", "cn-bank-insurance", ("decision",)),
    25: Row("China bank and insurance, restart", "cn-bank-insurance", ("decision",)),
    26: Row("China bank and insurance, conduct", "cn-bank-insurance", ("records",)),
    27: Row("China insurance 2013", why_none="replaced by row 23; must not be shipped"),
    28: Row("China PBoC", OTHER, ("pboc_answer",)),
    29: Row("China 12315", "cn-12315", ("acceptance", "mediation", "notice", "verification")),
    30: Row("China 12345, frame", why_none="what a closed loop is; the limits are the cities'"),
    31: Row("China 12345, Beijing", "cn-12345", ("by_grade",)),
    32: Row(
        "China 12345, a city bureau",
        "cn-12345",
        ("same_day", "by_kind"),
        left_out="reminders on the next day and after 5 working days: what the hotline does, not the bureau",
    ),
    33: Row("China 12345, Tianjin", "cn-12345", ("send_back",)),
    34: Row("ISO 10002", why_none="stages without limits"),
    35: Row("UK Housing, stage 1", "uk-housing", ("acknowledge", "stage_1")),
    36: Row("UK Housing, stage 2", "uk-housing", ("acknowledge_2", "stage_2")),
    37: Row("UK NHS", OTHER, ("nhs_acknowledgement", "nhs_explanation")),
    38: Row("UK Ofcom", OTHER, ("adr_letter_until_2026", "adr_letter")),
    39: Row("UK Ofgem", OTHER, ("energy_adr",)),
    40: Row("India IRDAI", OTHER, ("details_asked", "grievance", "silence")),
    41: Row("UK DPA 2018 s.164A", "uk-data-protection", ("acknowledge",)),
    42: Row(
        "UK DMCC Act 2024 s.308", why_none="with the outcome, without a figure: what uk-consumer's resolve demands"
    ),
}
"""Every row, by number."""
