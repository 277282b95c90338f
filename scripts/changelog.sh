#!/usr/bin/env bash
# Says what changed from release to release: scripts/changelog.sh FROM..TO
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader changelog "$@"
