"""Regulators' deadlines: the table's rows, and dates worked out by hand."""

from tests.deadlines import china, elsewhere, reopened, united_kingdom

WORKED = [*united_kingdom.WORKED, *elsewhere.WORKED, *china.WORKED, *reopened.WORKED]
