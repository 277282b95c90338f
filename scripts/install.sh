#!/usr/bin/env bash
# Starts Piprio from the kit that was unpacked here, for the first time:
#
#   scripts/install.sh --domain DOMAIN [--registry HOST] [--http-port PORT] [--http-address ADDRESS] [--project NAME]
#
# The release is the kit's. Asks for the domain on a terminal. All options: scripts/install.sh --help
# Run again, it keeps .env and the data, and starts what does not run.
set -euo pipefail
# shellcheck source=scripts/lib/upgrader.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/upgrader.sh"

# default_option NAME VALUE: adds --NAME VALUE, unless the arguments name it or VALUE is empty.
default_option() {
    if [[ -z $(option_value "$1" "${arguments[@]}") && -n $2 ]]; then arguments+=("--$1" "$2"); fi
}

ask_for_domain() {
    local domain=''
    if [[ -t 0 && -t 1 ]]; then read -r -p 'Domain that users will see, such as docs.example.org: ' domain; fi
    printf '%s' "$domain"
}

arguments=("$@")
if [[ " $* " != *" --help "* && " $* " != *" -h "* ]]; then
    default_option version "$(kit_version)"
    default_option registry "$(env_value PIPRIO_REGISTRY)"
    if [[ -r $installation/REGISTRY ]]; then default_option registry "$(cat "$installation/REGISTRY")"; fi
    default_option domain "$(env_value PIPRIO_DOMAIN)"
    if [[ -z $(option_value domain "${arguments[@]}") ]]; then default_option domain "$(ask_for_domain)"; fi
fi
run_upgrader install "${arguments[@]}"
