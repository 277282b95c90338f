#!/usr/bin/env bash
# Puts a bundle back in place of the data there is now: scripts/restore.sh BUNDLE [--confirm-domain DOMAIN]
#                                                                   scripts/restore.sh --undo [--confirm-domain DOMAIN]
#                                scripts/restore.sh BUNDLE --adopt-from ID --trust-key FILE
# BUNDLE is an id from scripts/backups.sh, or a path. Says what will be lost, and asks, before anything changes.
# With --adopt-from it takes the bundle of another installation, to move that one here.
# With --undo it takes the newest restore back, until scripts/finalize.sh was run.
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader restore "$@"
