#!/usr/bin/env bash
# Shows what scripts/upgrade.sh would do, and changes nothing: scripts/plan.sh [VERSION] [--output text|json]
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader plan "$@"
