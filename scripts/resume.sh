#!/usr/bin/env bash
# Goes on with the upgrade, rollback or restore that was interrupted or stopped: scripts/resume.sh [OPTION...]
# All options: scripts/resume.sh --help
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader resume "$@"
