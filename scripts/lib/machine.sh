# Sourced by the scripts beside it: what the build needs on this machine.
# shellcheck shell=bash

# need_build_tools: ends the script with the remedy where JDK or Maven are missing. The build checks their versions.
need_build_tools() {
    local remedy='install JDK 17 or newer and Maven 3.8.7 or newer; on Debian: apt-get install openjdk-17-jdk-headless maven'
    command -v mvn >/dev/null || fail "Maven is missing: there is no mvn in PATH" "$remedy"
    command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac" >/dev/null ||
        fail "the JDK is missing: there is no javac in ${JAVA_HOME:-PATH}" "$remedy"
}

# need_docker: installs Docker where it is missing, and starts it where it is stopped.
need_docker() {
    if timeout 20 docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1 &&
        docker buildx version >/dev/null 2>&1; then
        return
    fi
    "$(dirname "${BASH_SOURCE[0]}")/../install-docker.sh"
}
