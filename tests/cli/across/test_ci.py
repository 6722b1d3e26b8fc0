"""What other programs run of ours: the steps of the GitHub action, the job for GitLab, the hooks of pre-commit."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / "examples/gitlab-ci.yml").read_text("utf-8"))
LATE = {"CASECTL_NOW": "2027-01-05T09:00:00+00:00"}


@pytest.fixture
def job(book: CliCasebook, shim: Path) -> CliCasebook:
    """A checkout in which a job runs, with a tag where the branch began."""
    run_git(book.folder, "tag", "base")
    book.env["PATH"] = f"{shim}{os.pathsep}{os.environ['PATH']}"
    return book


def run_script(job: CliCasebook, script: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A step as runners run it."""
    words = ["bash", "-eo", "pipefail", "-c", script]
    variables = {**os.environ, **job.env, **env}
    return subprocess.run(words, cwd=job.folder, env=variables, capture_output=True, encoding="utf-8", check=False)


def steps(job: CliCasebook, **env: str) -> list[int]:
    """The exit codes of the action's steps, but for the one that installs."""
    base = run_git(job.folder, "rev-parse", "base").strip()
    known = {"FOLDER": ".", "BASE": base, "PULLED": "", "MAIN": "", "OVERDUE": "regulatory", **env}
    return [run_script(job, each["run"], **known).returncode for each in ACTION["runs"]["steps"][1:]]


def close_by_hand(job: CliCasebook) -> None:
    """What no step allows."""
    case = job.cases[0]
    case.write_text(case.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")
    job.commit()


def test_the_actions_steps_pass_on_an_honest_branch(job: CliCasebook) -> None:
    job.done("note", job.cases[0].stem, "Called back")
    assert steps(job) == [0, 0, 0]


def test_the_actions_steps_fail_where_something_is_wrong(job: CliCasebook) -> None:
    close_by_hand(job)
    assert steps(job) == [1, 1, 0]
    assert steps(job, OVERDUE="internal", **LATE)[2] == 1
    assert steps(job, BASE="")[1] == 0, "a run by the clock has nothing to compare with"


def test_a_branch_that_is_new_to_the_server_is_judged_too(job: CliCasebook) -> None:
    """By what the default branch has not; the default branch itself, and one where there is no other, as a whole."""
    new = {"BASE": "0" * 40, "MAIN": "main", "GITHUB_REF_NAME": "topic"}
    run_git(job.folder, "update-ref", "refs/remotes/origin/main", "base")
    job.done("note", job.cases[0].stem, "Called back")
    assert steps(job, **new) == [0, 0, 0]
    close_by_hand(job)
    first = {"CI_COMMIT_BEFORE_SHA": "0" * 40}
    script = "\n".join(GITLAB["casectl"]["script"])
    for changed in ({}, {"GITHUB_REF_NAME": "main"}, {"MAIN": "none"}):
        assert steps(job, **{**new, **changed})[1] == 1
    run_git(job.folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert steps(job, **new)[1] == 0
    assert "commits verified" not in run_script(job, script, **first, CI_PIPELINE_SOURCE="schedule").stderr
    assert "commits verified" in run_script(job, script, **first, CI_PIPELINE_SOURCE="push").stderr


def test_of_a_pull_request_what_was_pulled_is_judged_and_not_githubs_merge_of_it(job: CliCasebook) -> None:
    """Against the base as it is in that merge. Where the checkout is of the branch itself, that is judged."""
    run_git(job.folder, "checkout", "-q", "-b", "pull")
    job.done("note", job.cases[0].stem, "Called back")
    pulled = run_git(job.folder, "rev-parse", "HEAD").strip()
    run_git(job.folder, "checkout", "-q", "--detach", "base")
    run_git(job.folder, "merge", "-q", "--no-ff", "-m", "Merge pull into base", "pull")
    close_by_hand(job)
    run_git(job.folder, "reset", "-q", "--soft", "HEAD~1")
    run_git(job.folder, "commit", "-q", "--amend", "--no-edit")
    assert [steps(job, PULLED=each, BASE="")[1] for each in (pulled, "f" * 40)] == [0, 0]
    assert [steps(job, PULLED=each)[1] for each in (pulled, "f" * 40)] == [0, 1]
    run_git(job.folder, "checkout", "-q", "-f", "pull")
    close_by_hand(job)
    assert steps(job, PULLED=run_git(job.folder, "rev-parse", "HEAD").strip())[1] == 1


def test_a_merge_request_is_held_against_its_target_as_it_is_now(job: CliCasebook) -> None:
    """Found by use: whoever was taken out of the settings since the branch went off could still record on it."""
    script = "\n".join(GITLAB["casectl"]["script"])
    run_git(job.folder, "remote", "add", "origin", ".")
    run_git(job.folder, "checkout", "-q", "-b", "old")
    job.done("note", job.cases[0].stem, "Called back")
    run_git(job.folder, "checkout", "-q", "main")
    settings = job.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("ann", "anna").replace("anna@", "anna.reed@"), "utf-8")
    job.commit()
    run_git(job.folder, "checkout", "-q", "old")
    base = {"CI_COMMIT_BEFORE_SHA": run_git(job.folder, "rev-parse", "base").strip()}
    assert run_script(job, script, **base).returncode == 0
    assert run_script(job, script, **base, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main").returncode == 1


def test_an_overdue_regulatory_deadline_fails_the_job_and_a_teams_own_does_not(formal: CliCasebook, shim: Path) -> None:
    """Unless the team's own count too, or none does; in GitLab's report it is a failure with its line."""
    formal.env["PATH"] = f"{shim}{os.pathsep}{os.environ['PATH']}"
    run_git(formal.folder, "tag", "base")
    assert [steps(formal, **on)[2] for on in ({}, LATE, {"OVERDUE": "internal", **LATE})] == [0, 1, 0]
    assert (
        run_script(formal, "\n".join(GITLAB["casectl"]["script"]), CI_COMMIT_BEFORE_SHA="base", **LATE).returncode == 1
    )
    report = (formal.folder / "casectl-overdue.xml").read_text("utf-8")
    assert re.search(r'<failure type="overdue-regulatory" .*\ncases/.*\.yaml:\d+:3</failure>', report)


def test_a_required_field_that_is_emptied_fails_the_job(job: CliCasebook) -> None:
    case = job.cases[0]
    case.write_text(
        re.sub(r"^  problem: .*", "  problem:", case.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8"
    )
    job.commit()
    assert steps(job)[0] == 1


def test_nothing_that_somebody_types_becomes_a_script(job: CliCasebook) -> None:
    """Titles of pull requests and names of branches have been commands elsewhere: only variables reach the scripts."""
    assert all("${{" not in step["run"] for step in ACTION["runs"]["steps"])
    assert steps(job, FOLDER="; touch owned", BASE="$(touch owned)", OVERDUE="`touch owned`")[0] != 0
    assert not (job.folder / "owned").exists()


def test_the_action_installs_what_it_came_with(tmp_path: Path) -> None:
    """And so has the version that ``uses:`` names."""
    assert '"$GITHUB_ACTION_PATH"' in ACTION["runs"]["steps"][0]["run"]
    assert all(step["shell"] == "bash" for step in ACTION["runs"]["steps"])


def test_the_job_for_gitlab_leaves_its_reports_and_fails_at_the_end(job: CliCasebook) -> None:
    """Every report is there, whichever of the commands found something."""
    script = "\n".join(GITLAB["casectl"]["script"])
    base = run_git(job.folder, "rev-parse", "base").strip()
    assert run_script(job, script, CI_COMMIT_BEFORE_SHA=base).returncode == 0
    close_by_hand(job)
    assert run_script(job, script, CI_COMMIT_BEFORE_SHA=base).returncode == 1
    assert "C050" in (job.folder / "gl-code-quality-report.json").read_text("utf-8")
    for name in ("steps", "overdue"):
        assert (job.folder / f"casectl-{name}.xml").read_text("utf-8").startswith("<?xml")


def wrong(schema: str, data: object) -> list[str]:
    """What is wrong with data by a published schema, each with its place."""
    found = Draft7Validator(json.loads((ROOT / "tests/schemas/published" / schema).read_text("utf-8")))
    return [f"{each.json_path}: {each.message[:200]}" for each in found.iter_errors(data)]


def test_our_files_for_ci_are_what_their_readers_take() -> None:
    assert wrong("github-action.json", ACTION) == []
    assert wrong("gitlab-ci.json", GITLAB) == []
    assert wrong("gitlab-ci.json", {"casectl": {**GITLAB["casectl"], "script": 5}})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_guide_says_to_write_for_ci_is_right_too(language: str) -> None:
    """A workflow that uses the inputs of the action, an inclusion of the job, hooks that we have."""
    page = (ROOT / f"docs/guides/{language}/ci.md").read_text("utf-8")
    blocks = [text.replace("\non:\n", '\n"on":\n') for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    workflow, included, configured = map(yaml.safe_load, blocks)
    assert wrong("github-workflow.json", workflow) == []
    assert wrong("gitlab-ci.json", included) == []
    assert wrong("pre-commit-config.json", configured) == []
    used = workflow["jobs"]["casectl"]["steps"][-1]
    assert {*used["with"]} <= {*ACTION["inputs"]}
    assert (ROOT / included["include"][0]["file"]).exists()
    assert [each["id"] for each in configured["repos"][0]["hooks"]] == [each["id"] for each in hooks()]


def hooks() -> list[dict[str, Any]]:
    """The hooks that we offer to pre-commit."""
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return found


def test_pre_commit_is_given_the_hooks_that_git_has(job: CliCasebook) -> None:
    """Its push hook gets no words from git, but variables."""
    assert [each["entry"] for each in hooks()] == ["casectl hook run pre-commit", "casectl hook run pre-push"]
    base = run_git(job.folder, "rev-parse", "base").strip()
    close_by_hand(job)
    told = {"PRE_COMMIT_FROM_REF": base, "PRE_COMMIT_TO_REF": run_git(job.folder, "rev-parse", "HEAD").strip(),
            "PRE_COMMIT_REMOTE_NAME": "origin", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main",
            "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main"}  # fmt: skip
    done = run_script(job, hooks()[1]["entry"], **told)
    assert done.returncode == 1
    assert " C050 " in done.stdout


@pytest.mark.servers
def test_pre_commit_installs_and_runs_the_hook(job: CliCasebook, tmp_path: Path) -> None:
    """`pre-commit try-repo` builds casectl from the last commit of this repository; it needs a package index."""
    close_by_hand(job)
    case = job.cases[0]
    case.write_text(case.read_text("utf-8").replace("title: Torn", "title: Very torn", 1), "utf-8")
    run_git(job.folder, "add", "--all")
    env = {**os.environ, **job.env, "PRE_COMMIT_HOME": str(tmp_path / "kept")}
    words = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "casectl-check", "--verbose"]
    done = subprocess.run(words, cwd=job.folder, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert " C050 " in done.stdout


def test_the_image_has_git_trusts_what_is_mounted_and_runs_as_nobody_special() -> None:
    """The Dockerfile: git refuses a folder that belongs to somebody else, such as what is mounted, unless told so."""
    lines = (ROOT / "examples/Dockerfile").read_text("utf-8").replace("\\\n", "").splitlines()
    steps = dict[str, list[str]]()
    for word, _blank, rest in (line.partition(" ") for line in lines if line and not line.startswith("#")):
        steps.setdefault(word, []).append(rest)
    assert steps["FROM"] == ["python:3.13-slim"]
    assert steps["USER"] == ["desk"]
    assert steps["ENTRYPOINT"] == ['["casectl"]']
    assert {"LANG=C.UTF-8", "TZ=Etc/UTC"} <= {*steps["ENV"][0].split()}
    done = "\n".join(steps["RUN"])
    assert "git config --system --add safe.directory '*'" in done
    assert re.search(r"apt-get install .*\bgit\b", done)
