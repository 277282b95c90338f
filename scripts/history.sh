#!/usr/bin/env bash
# Lists the runs of the upgrader on this installation, or shows where the time of one went:
# scripts/history.sh [RUN] [--waterfall] [--output text|json]
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader history "$@"
