#!/usr/bin/env bash
# Makes a bundle of database, documents and configuration in backups/, and verifies it: scripts/backup.sh
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader backup "$@"
