#!/bin/bash
# Makes piprio-build/base:trixie, the one image that all others start from.
#
#   scripts/base-image.sh              does nothing when the image is there
#   scripts/base-image.sh --rebuild    makes it anew, with today's packages
#   scripts/base-image.sh --help
#
# It is debian:trixie-slim where that can be pulled. Elsewhere (root on Debian, about 40 s) the same is made of
# Debian packages by mmdebstrap, from the mirror that apt on this machine uses.
#
#   PIPRIO_PULL_SECONDS   how long the pull may take (60)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/lib/console.sh
source "$here/lib/console.sh"
# shellcheck source=scripts/lib/debian.sh
source "$here/lib/debian.sh"

readonly image=piprio-build/base:trixie
readonly upstream=debian:trixie-slim

from_registry() {
    timeout "${PIPRIO_PULL_SECONDS:-60}" docker pull --quiet "$upstream" >/dev/null 2>&1 || return 1
    # Debian's own images throw away every package that apt downloads, which defeats the cache of our builds,
    # and have no folders for manual pages, without which Java's packages fail to install.
    docker build --quiet --tag "$image" - >/dev/null <<BUILD
FROM $upstream
RUN rm -f /etc/apt/apt.conf.d/docker-clean && mkdir -p /usr/share/man/man1 /usr/share/man/man7
BUILD
}

from_packages() {
    [[ $EUID -eq 0 && -n $(debian_codename) ]] ||
        fail "$upstream cannot be pulled, and it can be made of packages only by root on Debian" \
            "check the connection to the registry, or run this script on Debian as root"
    if ! command -v mmdebstrap >/dev/null; then
        say "install  mmdebstrap"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends mmdebstrap >/dev/null
    fi
    local work sources codename
    work=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder of this call
    trap "rm -rf '$work'" EXIT
    codename=$(debian_codename)
    sources=$(debian_mirrors | awk -v from="$codename" '{ sub("^" from, "trixie", $1); print "deb", $2, $1, "main" }')
    [[ -n $sources ]] || fail "apt has no Debian mirror configured" "add the Debian sources of this release to /etc/apt"
    # shellcheck disable=SC2016 # $1 is mmdebstrap's
    mmdebstrap --quiet --variant=minbase \
        --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --customize-hook='mkdir -p "$1/usr/share/man/man1" "$1/usr/share/man/man7"' \
        trixie "$work/base.tar" - <<<"$sources" ||
        fail "mmdebstrap could not make the base image" "check that the Debian mirror of this machine carries trixie"
    docker import --change 'CMD ["bash"]' "$work/base.tar" "$image" >/dev/null
}

main() {
    case ${1:-} in
        '' | --rebuild) ;;
        -h | --help)
            print_help "${BASH_SOURCE[0]}"
            return
            ;;
        *) usage_error "unknown argument: $1" ;;
    esac
    if [[ ${1:-} != --rebuild ]] && docker image inspect "$image" >/dev/null 2>&1; then
        return
    fi
    local from=$EPOCHREALTIME
    if from_registry; then
        say "built    $image from $upstream ($(seconds_since "$from"))"
    else
        from_packages
        say "built    $image from packages ($(seconds_since "$from"))"
    fi
}

main "$@"
