#!/usr/bin/env bash
# Takes guards and decisions out of the code, one at a time, and fails where too many of them are missed by no test.
# Usage: scripts/mutation.sh [MODULE ...]      no Docker; minutes
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

all=(release-contract backup-restore upgrader)
chosen=("$@")
[ "${#chosen[@]}" -gt 0 ] || chosen=("${all[@]}")

arguments=(-Pmutation -DskipE2e -am -pl "$(IFS=,; printf '%s' "${chosen[*]}")")
for module in "${all[@]}"; do
  case " ${chosen[*]} " in
    *" $module "*) ;;
    *) arguments+=("-DskipMutation.$module=true") ;;
  esac
done
mvn -B "${arguments[@]}" test
for module in "${chosen[@]}"; do
  printf 'survivors of %s: %s\n' "$module" "$module/target/pit-reports/index.html"
done
