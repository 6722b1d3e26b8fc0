#!/usr/bin/env bash
# Real complaints, worked from the mail bag to the archive by three people. `make demo` runs it.
#
# Every command is printed before it runs. CASECTL_NOW sets the clock, so that two weeks pass in a minute.
# The casebook stays where it is, to play with; `scripts/demo.sh FOLDER` chooses where.
set -euo pipefail
cd "$(dirname "$0")/.."
source=$PWD
book=${1:-$(mktemp -d "${TMPDIR:-/tmp}/casectl-demo.XXXXXX")/casebook}
export CASECTL_LANG=en CASECTL_PAGER=cat
unset CASECTL_REPO CASECTL_FORMAT

if [ -t 1 ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); else bold='' plain=''; fi

chapter() { printf '\n%s== %s%s\n\n' "$bold" "$1" "$plain"; }

quoted() { # words as they would be typed
  local word space=''
  for word; do
    case $word in
      '' | *[!A-Za-z0-9_./:=,+@-]*) printf "%s'%s'" "$space" "$word" ;;
      *) printf '%s%s' "$space" "$word" ;;
    esac
    space=' '
  done
}

show() { printf '%s%s %s $ %s%s\n' "$bold" "${GIT_AUTHOR_EMAIL%@*}" "${CASECTL_NOW%:00-*}" "$1" "$plain"; }

run() {
  show "$(quoted "$@")"
  "$@"
}

refused() { # a command that a rule turns away: that is the point of showing it
  run "$@" && return 1 || printf '(exit code %s)\n' "$?"
}

as() { # as PERSON DAY TIME: who git says is at work, and when
  case $1 in clerk) local name='Clerk One' ;; expert) local name='Expert Two' ;; lead) local name='Lead Three' ;; esac
  export GIT_AUTHOR_NAME=$name GIT_AUTHOR_EMAIL=$1@example.org
  export GIT_COMMITTER_NAME=$name GIT_COMMITTER_EMAIL=$1@example.org
  export CASECTL_NOW="2023-09-$2T$3:00-04:00" GIT_AUTHOR_DATE="2023-09-$2T$3:00-04:00" GIT_COMMITTER_DATE="2023-09-$2T$3:00-04:00"
}

chapter 'A casebook: a git repository with settings, templates and a calendar'
as lead 11 08:30
run casectl init "$book" --yes --name 'Consumer desk' --zone America/New_York --template complaint
cd "$book"
sed '/^people:/,$d' casectl.yaml > "$book.settings"
cat >> "$book.settings" << 'PEOPLE'
people:
  clerk: {name: Clerk One, emails: [clerk@example.org], roles: [agent], teams: [front-line]}
  expert: {name: Expert Two, emails: [expert@example.org], roles: [specialist], teams: [after-sales]}
  lead: {name: Lead Three, emails: [lead@example.org], roles: [supervisor, manager], teams: [front-line]}
PEOPLE
mv "$book.settings" casectl.yaml
run git commit --quiet --all --message 'Three people work here'

chapter 'Three hundred real complaints come in, out of a public database'
run casectl import "$source/examples/cfpb-sample.csv" --map "$source/examples/cfpb-intake.yaml"
show "casectl list --state received --sort -received_at,id --fields id,received_at,title | head"
casectl list --state received --sort -received_at,id --fields id,received_at,title | head

# The dozen that came in last.
set -- $(casectl list --state received --sort -received_at,id --fields id --format tsv | sed '1d;13q')

chapter 'Clerk One takes a dozen of them: each gets an owner, and its customer hears from us'
as clerk 11 09:00
refused casectl advance "$1" acknowledged
for id; do
  run casectl assign "$id" clerk
  run casectl contact "$id" out --channel email 'Clerk One looks into it; you will hear from us by tomorrow'
  run casectl advance "$id" acknowledged -f restatement='An entry on the report is not theirs' \
    --tick agreed --tick apologised --tick owner_named --tick next_news
done

chapter 'Some need a specialist: an offer, which the receiver accepts or returns'
as clerk 11 14:00
for id in "$1" "$2" "$3"; do
  run casectl handoff "$id" expert --reason 'Needs the credit file' --tried 'Asked the company for its records' \
    --expects 'The entry taken out' --background 'First complaint'
done
as lead 11 15:30
run casectl handoff --pending
refused casectl accept "$1"
as expert 11 16:00
run casectl accept "$1"
run casectl accept "$2"
run casectl return "$3" --reason 'The file is attached already: nothing for me to look up'

chapter 'They look into them; one grows and is escalated'
as expert 12 09:00
run casectl advance "$1" investigating
run casectl advance "$2" investigating
run casectl note "$1" 'The entry belongs to somebody of the same name'
run casectl escalate "$1" --level 3 --to lead --reason 'Third mix-up with this company in a month'
refused casectl advance "$1" proposed
as lead 12 09:30
run casectl accept "$1"
as clerk 12 10:00
for id in "${@:3:8}"; do
  run casectl advance "$id" investigating
done
run casectl set "$4" customer.tier=vulnerable --reason 'Said so on the telephone'
run casectl followup add "$9" +3wd 'ask the company again' --who expert
run casectl advance "${10}" waiting --reason 'The company has ten days to send its records'
run casectl contact "${12}" in 'The payment was there after all' --channel phone
run casectl advance "${12}" withdrawn --reason 'The customer found the payment'

chapter 'A solution is proposed, the customer is told, and the complaint is resolved'
settle() { # settle CASE WHAT AUTHORITY
  run casectl advance "$1" proposed -f solution.offer="$2" -f solution.by=2023-09-20 -f solution.authority="$3" \
    -f first_cause='Records of two people mixed up'
  run casectl contact "$1" out --channel email "We propose: $2"
  run casectl advance "$1" resolved
}
as lead 13 11:00
settle "$1" 'The entry is taken out, and the company writes to the bureau' management
as expert 13 11:30
settle "$2" 'The entry is corrected' front_line
as clerk 13 14:00
for id in "${@:3:6}"; do
  settle "$id" 'The company explains the entry in writing' front_line
done

chapter 'A day later: the call back, and only then the end'
close() {
  run casectl followup done "$1" callback_24h --outcome 'Content'
  run casectl advance "$1" closed -f root_cause='Two people of one name' -f prevention='Compare the date of birth' \
    -f satisfaction="$2"
}
as clerk 14 16:00
run casectl agenda --until 2023-09-16
refused casectl advance "$3" closed
as lead 14 16:10
close "$1" 5
as expert 14 16:20
close "$2" 4
as clerk 14 16:30
for id in "${@:3:5}"; do
  close "$id" 4
done
run casectl undo "$7" --reason 'Wrong line of the list: nobody has called yet'
as clerk 18 09:00
run casectl reopen "$3" --reason 'The entry is back on the report'

chapter 'What a supervisor asks: what is late, what is to be done, who did what'
as lead 18 17:00
run casectl overdue --fields id,clock,due,late_minutes,owner
run casectl agenda --team front-line --until 2023-09-30
run casectl handoff --pending
run casectl show "$1"
run casectl audit "$1" --fields at,by,what,from,to,reason
run casectl list --category closed --closed-from 2023-09-11 --fields id,owner,closed_at,title
run casectl check

chapter 'The same with plain git and grep'
run git log --format='%h %ad %an: %s' --date=format:'%d %b %H:%M' -- "cases/*/*/$1.yaml"
run git log -1 --format=%B --grep=escalated
run git shortlog --summary --numbered HEAD
show "grep -rh '^next_due:' cases | sort"
grep -rh '^next_due:' cases | sort
show "grep -rl '^owner: clerk' cases | wc -l"
grep -rl '^owner: clerk' cases | wc -l

printf '\n%sThe casebook is in %s%s\n' "$bold" "$book" "$plain"
printf 'Go on with it as one of the three, for example:\n\n'
printf '  cd %s\n  export GIT_AUTHOR_NAME="Clerk One" GIT_AUTHOR_EMAIL=clerk@example.org\n' "$book"
printf '  export GIT_COMMITTER_NAME="Clerk One" GIT_COMMITTER_EMAIL=clerk@example.org\n'
printf '  PATH=%s:$PATH\n  casectl list --owner me\n' "$source/.venv/bin"
