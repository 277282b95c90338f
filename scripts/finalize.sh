#!/usr/bin/env bash
# Drops the databases that restores have kept; their way back is then gone: scripts/finalize.sh
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader finalize "$@"
