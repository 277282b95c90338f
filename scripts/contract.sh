#!/usr/bin/env bash
# Says what differs between two releases, and what it means: scripts/contract.sh diff OLDER NEWER [--output text|json|markdown]
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader contract "$@"
