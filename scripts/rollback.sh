#!/usr/bin/env bash
# Takes this installation back to the release before its last upgrade: scripts/rollback.sh [--confirm-domain DOMAIN]
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader rollback "$@"
