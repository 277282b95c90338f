#!/usr/bin/env bash
# Says whether this installation fits a release, and what to write before an upgrade; changes nothing:
# scripts/check.sh [VERSION] [--output text|json]
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader check "$@"
