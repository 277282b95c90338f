# Sourced by the operator scripts beside it: finds the installation and a Java, and runs lib/upgrader.jar.
# Goes into an installation as it is, so it uses nothing but bash, the usual tools, and Java or Docker.
# shellcheck shell=bash

# The installation is the folder that holds scripts/.
installation=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

# stop_with CODE MESSAGE REMEDY: says what is wrong and what to do about it, then ends the script.
stop_with() {
    printf 'ERROR  %s\n  do   %s\n' "$2" "$3" >&2
    exit "$1"
}

# env_value KEY: the value of KEY in the installation's .env; nothing where there is none.
env_value() {
    [[ -r $installation/.env ]] || return 0
    sed -n "s/^$1=//p" "$installation/.env" | tail -n 1 | sed -e 's/\r$//' -e "s/^[\"']\(.*\)[\"']\$/\1/"
}

# option_value NAME ARGUMENT...: what the arguments say for --NAME; nothing where they do not name it.
option_value() {
    local name=$1 argument previous='' value=''
    shift
    for argument in "$@"; do
        if [[ $argument == "--$name="* ]]; then
            value=${argument#*=}
        elif [[ $previous == "--$name" ]]; then
            value=$argument
        fi
        previous=$argument
    done
    printf '%s' "$value"
}

# kit_version: the release of the kit that was unpacked here. An upgrade leaves it alone, as it leaves the jar.
kit_version() {
    if [[ -r $installation/VERSION ]]; then cat "$installation/VERSION"; fi
}

# is_java_17 JAVA: reads the version where a JDK writes it; asking a Java for it takes as long as the work.
is_java_17() {
    local release major
    release=$(dirname "$(dirname "$(readlink -f "$1")")")/release
    if [[ -r $release ]]; then
        major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
    else
        major=$("$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    fi
    [[ -n $major && $major -ge 17 ]]
}

# find_java: the path of a Java 17 or newer; fails where there is none.
find_java() {
    local java
    for java in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)"; do
        if [[ -n $java && -x $java ]] && is_java_17 "$java"; then
            printf '%s' "$java"
            return
        fi
    done
    return 1
}

# set_java_options COMMAND ARGUMENT...: the options of Java for a command of the upgrader, in the array java_options.
# The young generation is small, so that memory does not grow with the work. Where processors are short, users come first
# of long work: the array yielding goes before Java, yielding_container into the options of a container that runs it.
set_java_options() {
    yielding=()
    yielding_container=()
    java_options=(-XX:+UseSerialGC -Xms24m -Xmn16m -Xmx160m)
    local work=$1
    if [[ -n $(option_value from-archive "$@") ]]; then work=archive; fi
    case $work in
        archive | backup | export-release | restore | resume | rollback | upgrade | verify-backup)
            yielding=(nice -n 10)
            yielding_container=(--cpu-shares 128)
            # These hash every byte, which the second compiler makes ten times faster; for the rest it does not pay. Java
            # would announce the file on standard output.
            java_options+=(-XX:+UnlockDiagnosticVMOptions -XX:-DisplayVMOutput
                "-XX:CompilerDirectivesFile=$installation/scripts/lib/compiler.json")
            ;;
        *)
            # A run is over before the second compiler would pay: scripts/status.sh takes a third less without it. What it
            # makes is little, so that with room for it nothing needs to be collected: scripts/check.sh takes a tenth less.
            java_options+=(-XX:TieredStopAtLevel=1 -Xms64m -Xmn48m)
            ;;
    esac
}

# run_in_container ARGUMENT...: runs the jar with the Java of the image piprio/upgrader, as the calling user.
# The installation is mounted at the path it has here.
run_in_container() {
    local registry socket image
    registry=$(option_value registry "$@")
    registry=${registry:-$(env_value PIPRIO_REGISTRY)}
    command -v docker >/dev/null ||
        stop_with 3 "neither Java 17 nor Docker is installed" "install Docker Engine 20.10 or newer with Compose v2"
    [[ -n $registry ]] ||
        stop_with 3 "no Java 17 here, and no registry is known to take the upgrader image from" \
            "install a Java 17 runtime, or name the registry: --registry HOST"
    socket=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null || true)}
    socket=${socket#unix://}
    [[ -S $socket ]] ||
        stop_with 3 "no Java 17 here, and Docker is not reached by a socket of this machine" \
            "install a Java 17 runtime, or run this on the Docker host"
    image=$registry/piprio/upgrader:$(kit_version)

    local options=(--rm "${yielding_container[@]}" --network host
        --user "$(id -u):$(id -g)" --group-add "$(stat -c %g "$socket")"
        --env HOME=/tmp --env DOCKER_HOST=unix:///var/run/docker.sock --volume "$socket:/var/run/docker.sock"
        --volume "$installation:$installation" --workdir "$installation")
    if [[ -r ${DOCKER_CONFIG:-$HOME/.docker}/config.json ]]; then
        options+=(--env DOCKER_CONFIG=/tmp/docker
            --volume "${DOCKER_CONFIG:-$HOME/.docker}/config.json:/tmp/docker/config.json:ro")
    fi
    # The path of a file counts from where the caller stands, which need not be in the installation.
    local name file
    for name in from-archive trust-key; do
        file=$(option_value "$name" "$@")
        if [[ -n $file ]]; then
            [[ $file == /* ]] || file=$PWD/$file
            # Docker would make a folder in its place.
            [[ -f $file ]] || stop_with 3 "there is no file $file" "correct what --$name says"
            options+=(--volume "$file:$file:ro" --workdir "$PWD")
        fi
    done
    if [[ $1 == export-release ]]; then
        options+=(--volume "$PWD:$PWD" --workdir "$PWD")
    fi
    if [[ -t 0 && -t 1 ]]; then options+=(--interactive --tty); fi
    exec docker run "${options[@]}" --entrypoint java "$image" "${java_options[@]}" \
        -jar "$installation/lib/upgrader.jar" -C "$installation" "$@"
}

# run_upgrader COMMAND ARGUMENT...: becomes the upgrader, whose exit code is the script's.
run_upgrader() {
    local java
    [[ -r $installation/lib/upgrader.jar ]] ||
        stop_with 3 "$installation is no installation: lib/upgrader.jar is missing" \
            "unpack the kit piprio-onprem-<version>.tar.gz and run the script there"
    set_java_options "$@"
    if java=$(find_java); then
        exec "${yielding[@]}" "$java" "${java_options[@]}" -jar "$installation/lib/upgrader.jar" -C "$installation" "$@"
    fi
    run_in_container "$@"
}
