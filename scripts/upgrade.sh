#!/usr/bin/env bash
# Moves this installation to another release: scripts/upgrade.sh [VERSION] [OPTION...]
# Without VERSION: to the newest release that the registry publishes. All options: scripts/upgrade.sh --help
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader upgrade "$@"
