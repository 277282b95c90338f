#!/usr/bin/env bash
# Called by `mvn verify` before any module is built: without a Docker engine the integration tests would fail minutes
# later. `mvn verify -DskipE2e` does without.
set -euo pipefail
# shellcheck source=scripts/lib/console.sh
source "$(dirname "${BASH_SOURCE[0]}")/console.sh"
timeout 20 docker info >/dev/null 2>&1 ||
    fail "the Docker engine does not answer, and the integration tests need one" \
        "run as root: scripts/install-docker.sh; or leave them out: mvn verify -DskipE2e"
