#!/usr/bin/env bash
# Checks that a bundle is complete and unchanged: scripts/verify-backup.sh BUNDLE [--level files|hashes|decode]
# Restores it for practice, beside the live data: scripts/verify-backup.sh BUNDLE --drill
# BUNDLE is an id from scripts/backups.sh, or a path.
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader verify-backup "$@"
