#!/usr/bin/env bash
# Writes releases and all their images into one file, for hosts that reach no registry:
#   scripts/export-release.sh VERSION... [-o FILE] [--registry HOST]
#   scripts/export-release.sh VERSION --with-stops-from SOURCE [-o FILE] [--registry HOST]
# Runs where the registry is reached, in an installation or in an unpacked kit. All options: scripts/export-release.sh --help
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"
run_upgrader export-release "$@"
