#!/bin/bash
# Builds the images of this platform that are missing or older than their sources.
#
#   scripts/build-images.sh                  all of them
#   scripts/build-images.sh proxy api ...    only these, and what they start from
#   scripts/build-images.sh --force ...      also those that are up to date
#   scripts/build-images.sh --help
#
# Names: jre postgres proxy object-store registry, training (where the start of services is recorded), api worker
# scheduler web search (from <module>/target/quarkus-app) and upgrader (from upgrader/target/upgrader.jar). A module that is not built yet is skipped and named, unless it was
# asked for. backup-peers, the tools that scripts/bench.sh backup compares, is made only when asked for. Each image carries the checksum of what it was made from, so a run that has nothing to do takes a
# second or two.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
# shellcheck source=scripts/lib/console.sh
source "$here/lib/console.sh"
# shellcheck source=scripts/lib/images.sh
source "$here/lib/images.sh"

readonly all=(jre postgres proxy object-store registry training "${services[@]}" upgrader)
# Made only when asked for.
readonly others=(backup-peers)
readonly inputs_label=com.piprio.inputs
force=false
built=0
training_is_built=false

# checksum PATH...: of names, modes and contents of files, whatever their folder is called and how old they are.
checksum() {
    local path
    for path in "$@"; do
        (
            cd "$(dirname "$path")"
            find "$(basename "$path")" -type f -printf '%m %p\n' | LC_ALL=C sort
            find "$(basename "$path")" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
        )
    done | sha256sum | cut -d ' ' -f 1
}

# ensure TAG PARENTS CONTEXT DOCKERFILE [INPUT...]: builds TAG unless it was made from exactly these inputs; PARENTS are
# the images it starts from or copies from, separated by spaces.
ensure() {
    local tag=$1 parents context=$3 dockerfile=$4 from=$EPOCHREALTIME
    local inputs parent_ids replaced
    read -ra parents <<<"$2"
    parent_ids=$(docker image inspect --format '{{.Id}}' "${parents[@]}")
    inputs=$(printf '%s %s' "$parent_ids" "$(checksum "$dockerfile" "${@:5}")" | sha256sum | cut -d ' ' -f 1)
    if [[ $force == false &&
        $(docker image inspect --format "{{index .Config.Labels \"$inputs_label\"}}" "$tag" 2>/dev/null) == "$inputs" ]]; then
        return
    fi
    replaced=$(docker image inspect --format '{{.Id}}' "$tag" 2>/dev/null || true)
    build_image --tag "$tag" --file "$dockerfile" --label "$inputs_label=$inputs" --build-arg "SERVICE=${service:-}" "$context" ||
        fail "$tag could not be built" "read the lines above"
    built=$((built + 1))
    if [[ -n $replaced && $replaced != "$(docker image inspect --format '{{.Id}}' "$tag")" ]]; then
        # Refused, and rightly so, while a container uses it or another image stands on it.
        docker image rm "$replaced" >/dev/null 2>&1 || true
    fi
    say "built    $tag ($(seconds_since "$from"))"
}

# from_folder NAME TAG PARENT: an image whose folder is its context.
from_folder() {
    ensure "piprio-build/$2" "piprio-build/$3" "$root/images/$1" "$root/images/$1/Dockerfile" "$root/images/$1"
}

# Its configuration lies in the same folder but is mounted, not built in.
build_proxy() {
    local folder=$root/images/proxy
    ensure piprio-build/proxy:3.0 piprio-build/base:trixie "$folder" "$folder/Dockerfile" "$folder/healthcheck"
}

build_object_store() {
    local folder=$root/images/object-store
    if ! cmp --silent "$folder/pom.xml" "$folder/target/collected-for.xml"; then
        say "collect  libraries of the object store"
        rm -rf "$folder/target"
        mvn --quiet --batch-mode --file "$folder/pom.xml" package ||
            fail "Maven could not collect the libraries of the object store" "read the lines above"
        cp "$folder/pom.xml" "$folder/target/collected-for.xml"
    fi
    ensure piprio-build/object-store:1 piprio-build/jre:25 "$folder" "$folder/Dockerfile" \
        "$folder/entrypoint" "$folder/healthcheck" "$folder/logback.xml" "$folder/target/lib"
}

# Its context holds the catalogue too, of which the newest release is what services are trained as.
build_training() {
    if [[ $training_is_built == true ]]; then return; fi
    training_is_built=true
    build_object_store
    from_folder postgres postgres:17 base:trixie
    local folder=$root/images/training context
    context=$(mktemp -d)
    cp -a "$folder"/{train,java.options} "$root/releases" "$context/"
    ensure piprio-build/training:25 "piprio-build/jre:25 piprio-build/postgres:17 piprio-build/object-store:1" "$context" \
        "$folder/Dockerfile" "$folder/train" "$folder/java.options" "$root/releases"
    rm -rf "$context"
}

# not_built NAME WHAT: a module without a build is an error only for who asked for its image.
not_built() {
    if [[ $asked == true ]]; then
        fail "$2 is missing" "run: mvn -DskipTests package"
    fi
    say "skipped  $1: $2 is not built"
}

build_service() {
    local module application
    module=$(module_of "$1")
    application=$root/$module/target/quarkus-app
    if [[ -f $application/quarkus-run.jar ]]; then
        build_training
        service=$1 ensure "piprio-build/$1:dev" "piprio-build/jre:25 piprio-build/training:25" "$application" \
            "$root/images/service/Dockerfile" "$application"
    else
        not_built "$1" "$module/target/quarkus-app"
    fi
}

build_upgrader() {
    local jar=$root/upgrader/target/upgrader.jar
    if [[ ! -f $jar ]]; then
        not_built upgrader upgrader/target/upgrader.jar
        return
    fi
    # Only the jar is sent to the builder, not the classes and reports beside it.
    local context
    context=$(mktemp -d)
    cp "$jar" "$context/"
    ensure piprio-build/upgrader:dev piprio-build/jre:25 "$context" "$root/images/upgrader/Dockerfile" "$jar"
    rm -rf "$context"
}

build() {
    case $1 in
        jre) ;; # below every other, made first in any case
        postgres) from_folder postgres postgres:17 base:trixie ;;
        proxy) build_proxy ;;
        registry) from_folder registry registry:dev base:trixie ;;
        backup-peers)
            build postgres
            from_folder backup-peers backup-peers:dev postgres:17
            ;;
        object-store) build_object_store ;;
        training) build_training ;;
        upgrader) build_upgrader ;;
        api | worker | scheduler | web | search) build_service "$1" ;;
        *) usage_error "unknown image: $1" ;;
    esac
}

main() {
    local names=() argument
    for argument in "$@"; do
        case $argument in
            --force) force=true ;;
            -h | --help)
                print_help "${BASH_SOURCE[0]}"
                return
                ;;
            -*) usage_error "unknown option: $argument" ;;
            *)
                [[ " ${all[*]} ${others[*]} " == *" $argument "* ]] || usage_error "unknown image: $argument"
                names+=("$argument")
                ;;
        esac
    done
    asked=true
    if [[ ${#names[@]} -eq 0 ]]; then
        asked=false
        names=("${all[@]}")
    fi
    require_docker
    local from=$EPOCHREALTIME
    # Two runs at once would build everything twice.
    exec 9>"${TMPDIR:-/tmp}/piprio-build-images.lock"
    flock --wait 1200 9 || fail "another build of the images has not ended for 20 minutes" "wait for it, or end it"
    "$here/base-image.sh"
    from_folder jre jre:25 base:trixie
    for argument in "${names[@]}"; do
        build "$argument"
    done
    say "images are up to date ($(seconds_since "$from"), $built built)"
}

main "$@"
