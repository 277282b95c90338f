# Sourced by the scripts beside it: the images of the platform and how they are built.
# shellcheck shell=bash

# Services whose image follows the release, and the Maven module each is built from. A release has those that its
# release.yaml names: `search` came with 1.6.0.
# shellcheck disable=SC2034 # used by the scripts that source this file
readonly services=(api worker scheduler web search)
module_of() {
    case $1 in
        web) printf 'web-frontend' ;;
        *) printf '%s-service' "$1" ;;
    esac
}

# Images that an upgrade leaves alone, as NAME:TAG; the same names in a registry and on the build machine.
# shellcheck disable=SC2034
readonly infrastructure=(postgres:17 object-store:1 proxy:3.0)

# image_exists IMAGE
image_exists() {
    docker image inspect "$1" >/dev/null 2>&1
}

# require_docker: everything below needs an engine that answers and BuildKit, which cache mounts need.
require_docker() {
    export DOCKER_BUILDKIT=1
    timeout 20 docker info >/dev/null 2>&1 ||
        fail "Docker does not answer" "start it, or run scripts/install-docker.sh as root on Debian"
}

# build_image ARGUMENT...: docker build that is silent unless it fails.
build_image() {
    local log
    log=$(mktemp)
    if ! docker build --progress=plain "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}
