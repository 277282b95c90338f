#!/usr/bin/env bash
# Lists the bundles in backups/: scripts/backups.sh [--output text|json]
# Deletes old ones: scripts/backups.sh prune [--dry-run]; keeps one: scripts/backups.sh pin BUNDLE, and no longer: unpin BUNDLE
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader backups "$@"
