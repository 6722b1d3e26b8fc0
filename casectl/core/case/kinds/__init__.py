"""The kinds of event, each with all that casectl knows of it; `casectl.core.case.event_kinds` lists them."""
