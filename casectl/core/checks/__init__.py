"""The checks of a case that `casectl check` reports as findings, and the report of `casectl doctor`."""
