"""What `casectl doctor` checks in one casebook."""

from __future__ import annotations

from casectl.actions.recording.next_due import renew_next_due
from casectl.adapters.doctor import checks
from casectl.adapters.git.repository_paths import repository_paths
from casectl.core.checks.dirty_rules import dirty_problems
from casectl.core.checks.health import HealthCheck, expiring
from casectl.core.proof.unsigned import unsigned_problem
from casectl.workspace import Workspace


def health_checks(context: Workspace) -> list[HealthCheck]:
    """Every check. Raises RepositoryError if there is no repository."""
    return [
        *checks.health_checks(context.root, context.store, repository_paths(context.root).index_file),
        lambda _: checks.people(context.ledger.identity, lambda: context.actor),
        lambda _: unsigned_problem(context.casebook, signs=context.ledger.signs()),
        lambda _: dirty_problems(context.dirty_rules()),
        lambda _: expiring(context.calendars.verified_until(), context.now.date()),
        lambda fix: renew_next_due(context, fix=fix),
    ]
