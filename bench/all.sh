#!/usr/bin/env bash
# Every benchmark at a small size, in a scratch database: `make bench`. A few minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export SENDAP_DATABASE_URL="sqlite:///$scratch/bench.sqlite3"
run() { printf '\n== %s\n' "$*"; .venv/bin/python "$@"; }

run bench/generate.py 3000
run bench/read_return.py 3000
run bench/clock.py --cases 5000
run bench/matching.py --children 100
SENDAP_DATABASE_URL="sqlite:///$scratch/directory.sqlite3" run bench/directory.py 5000 5
run bench/disclosure.py 20 153
run bench/indicators.py --persons 3000 --areas 1 8
run bench/bundle.py --pages 100
run bench/lists.py --settings 5000 --times 10
run bench/projection.py --years 3 --areas 2
run bench/import_return.py 3000
SENDAP_DATABASE_URL="sqlite:///$scratch/pages.sqlite3"
run bench/fill.py 3300 1
run bench/pages.py 5
SENDAP_DATABASE_URL="sqlite:///$scratch/plans.sqlite3"
run bench/plan_pages.py 30 10
SENDAP_DATABASE_URL="sqlite:///$scratch/reviews.sqlite3"
run bench/plan_reviews.py 1000
SENDAP_DATABASE_URL="sqlite:///$scratch/audit.sqlite3"
run bench/audit.py --rows 10000
