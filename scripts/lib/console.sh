# Sourced by the scripts beside it: what they print and how they stop.
# shellcheck shell=bash

# say MESSAGE...: one line of progress.
say() {
    printf '%s\n' "$*"
}

# fail MESSAGE [REMEDY]: says what is wrong and what to do about it, then ends the script with 1.
fail() {
    printf 'ERROR  %s\n' "$1" >&2
    if [[ $# -gt 1 ]]; then
        printf '  do   %s\n' "$2" >&2
    fi
    exit 1
}

# usage_error MESSAGE: a wrong argument; ends the script with 2.
usage_error() {
    printf 'ERROR  %s\n  do   see %s --help\n' "$1" "$(basename "$0")" >&2
    exit 2
}

# print_help FILE: the comment block at the top of FILE, without the interpreter line.
print_help() {
    awk 'NR > 1 { if ($0 !~ /^#/) exit; sub(/^# ?/, ""); print }' "$1"
}

# seconds_since START: seconds with one decimal since START, a value of $EPOCHREALTIME.
seconds_since() {
    awk -v from="${1/,/.}" -v to="${EPOCHREALTIME/,/.}" 'BEGIN { printf "%.1f s", to - from }'
}
