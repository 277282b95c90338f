# Sourced by the scripts beside it: what they start ends when they are ended.
# shellcheck shell=bash

# run COMMAND...: runs it to its end; its input is empty. In the background, because Bash does not heed Ctrl-C before a
# command in front of it has ended.
run() {
    "$@" </dev/null &
    wait "$!"
}

# children_of PROCESS_ID: what this process started and what runs still.
children_of() {
    local status
    for status in $(grep --files-with-matches --no-messages "^PPid:[[:space:]]*$1\$" /proc/[0-9]*/status); do
        status=${status#/proc/}
        printf '%s\n' "${status%/status}"
    done
}

# end_descendants: ends whatever this script started, and whatever that started, and waits until what was run has cleaned
# up after itself; for `trap end_descendants EXIT`.
end_descendants() {
    local processes=("$$") looked_at=0 children
    while ((looked_at < ${#processes[@]})); do
        mapfile -t children < <(children_of "${processes[looked_at]}")
        processes+=("${children[@]}")
        looked_at=$((looked_at + 1))
    done
    kill "${processes[@]:1}" 2>/dev/null || true
    wait
}
