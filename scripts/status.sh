#!/usr/bin/env bash
# Shows what runs now and whether it is healthy: scripts/status.sh [--output text|json]
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader status "$@"
