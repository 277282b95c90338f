#!/bin/bash
# Publishes a release of the catalogue to a registry: service images, infrastructure images, release image.
#
#   scripts/publish-release.sh VERSION REGISTRY                   scripts/publish-release.sh 1.5.0 127.0.0.1:5000
#   scripts/publish-release.sh VERSION REGISTRY --catalogue DIR   a catalogue other than releases/
#   scripts/publish-release.sh VERSION REGISTRY --signing-key FILE   the publisher's key (Ed25519, PEM, mode 0600)
#   scripts/publish-release.sh --help
#
# DIR holds a folder per release: release.yaml, migrations/*.sql and, only where the release differs from the files
# of this source tree, which are those of the newest one, docker-compose.onprem.yml, haproxy.cfg and SERVICE.Dockerfile
# (its release layer). A release gets the migrations of every release of the catalogue up to it. The images of
# build-images.sh must exist; they are run through a thin layer each, so this takes seconds. The release image comes
# last: whoever sees it can pull all the others. It is signed; without --signing-key, and only for a registry on this
# machine, with a key that this working copy makes for itself (target/release-signing.key), which the kits believe that
# it builds.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
# shellcheck source=scripts/lib/console.sh
source "$here/lib/console.sh"
# shellcheck source=scripts/lib/images.sh
source "$here/lib/images.sh"
# shellcheck source=scripts/lib/signing.sh
source "$here/lib/signing.sh"

catalogue=$root/releases
version=''
registry=''
signing_key=''
release_services=()

parse_arguments() {
    local positional=()
    while (($# > 0)); do
        case $1 in
            -h | --help)
                print_help "${BASH_SOURCE[0]}"
                exit 0
                ;;
            --catalogue)
                [[ -n ${2:-} ]] || usage_error "--catalogue needs a folder"
                catalogue=$2
                shift
                ;;
            --catalogue=*) catalogue=${1#*=} ;;
            --signing-key)
                [[ -n ${2:-} ]] || usage_error "--signing-key needs a file"
                signing_key=$2
                shift
                ;;
            --signing-key=*) signing_key=${1#*=} ;;
            -*) usage_error "unknown option: $1" ;;
            *) positional+=("$1") ;;
        esac
        shift
    done
    ((${#positional[@]} == 2)) || usage_error "a version and a registry are needed"
    version=${positional[0]}
    registry=${positional[1]%/}
}

require_sources() {
    [[ -r $catalogue/$version/release.yaml ]] ||
        fail "the catalogue $catalogue has no release $version" "releases there: $(releases_of_catalogue | tr '\n' ' ')"
    grep -qE "^version: [\"']?${version//./\\.}[\"']?( |\$)" "$catalogue/$version/release.yaml" ||
        fail "$catalogue/$version/release.yaml describes another release" "write version: $version in it"
    if grep -q '^images:' "$catalogue/$version/release.yaml"; then
        fail "$catalogue/$version/release.yaml has images already" "remove that block: publishing writes it"
    fi
    mapfile -t release_services < <(services_of_release)
    [[ ${#release_services[@]} -gt 0 ]] ||
        fail "$catalogue/$version/release.yaml names no service" "write image: piprio/<name> for each under services:"
    local name
    for name in "${release_services[@]/%/:dev}" "${infrastructure[@]}"; do
        image_exists "piprio-build/$name" || fail "piprio-build/$name is not built" "run: scripts/build-images.sh"
    done
}

# services_of_release: the services whose images follow this release, as its release.yaml names them.
services_of_release() {
    awk '
        /^[a-z]/ { inside = /^services:/ }
        inside && match($0, /image: *"?piprio\/[a-z0-9-]+/) {
            image = substr($0, RSTART, RLENGTH)
            sub(/.*\//, "", image)
            print image
        }
    ' "$catalogue/$version/release.yaml"
}

choose_signing_key() {
    require_openssl
    if [[ -z $signing_key ]]; then
        [[ $registry =~ ^(127\.|localhost(:|/|$)) ]] ||
            fail "a release for others has to be signed with the publisher's key" "add: --signing-key FILE"
        make_own_key
        signing_key=$own_key
    fi
    require_signing_key "$signing_key"
}

releases_of_catalogue() {
    find "$catalogue" -mindepth 2 -maxdepth 2 -name release.yaml -printf '%P\n' | cut -d / -f 1 | sort -V
}

releases_up_to_this() {
    releases_of_catalogue | awk -v last="$version" '!past { print } $0 == last { past = 1 }'
}

# file_of_release NAME DEFAULT: a file of this release, or the one that all releases share.
file_of_release() {
    if [[ -r $catalogue/$version/$1 ]]; then
        printf '%s' "$catalogue/$version/$1"
    else
        printf '%s' "$2"
    fi
}

# assemble_service_layer FOLDER: what the service images of this release carry.
assemble_service_layer() {
    local release
    mkdir -p "$1/release/migrations"
    cp "$catalogue/$version/release.yaml" "$1/release/"
    for release in $(releases_up_to_this); do
        if [[ -d $catalogue/$release/migrations ]]; then
            find "$catalogue/$release/migrations" -name '*.sql' -exec cp -t "$1/release/migrations" {} +
        fi
    done
}

# assemble_release FOLDER DIGESTS: what the release image carries; DIGESTS has "NAME TAG DIGEST" lines.
assemble_release() {
    local release
    mkdir -p "$1/release"
    {
        cat "$catalogue/$version/release.yaml"
        printf 'images:\n'
        sort "$2" | awk '{ printf "  - {name: piprio/%s, tag: \"%s\", digest: \"%s\"}\n", $1, $2, $3 }'
    } >"$1/release/release.yaml"
    cp "$(file_of_release docker-compose.onprem.yml "$root/docker-compose.onprem.yml")" "$1/release/docker-compose.onprem.yml"
    cp "$(file_of_release haproxy.cfg "$root/images/proxy/haproxy.cfg")" "$1/release/haproxy.cfg"
    for release in $(releases_up_to_this); do
        mkdir -p "$1/release/catalogue/$release"
        cp "$catalogue/$release/release.yaml" "$1/release/catalogue/$release/"
        if [[ -r $catalogue/$release/openapi.json ]]; then
            cp "$catalogue/$release/openapi.json" "$1/release/catalogue/$release/"
        fi
    done
}

# push NAME TAG: pushes REGISTRY/piprio/NAME:TAG and prints "NAME TAG DIGEST".
push() {
    local image=$registry/piprio/$1:$2 output digest
    output=$(docker push "$image" 2>&1) || {
        printf '%s\n' "$output" >&2
        return 1
    }
    digest=$(grep -oE 'digest: sha256:[0-9a-f]{64}' <<<"$output" | tail -n 1 | cut -d ' ' -f 2)
    [[ -n $digest ]] || {
        printf 'the registry named no digest for %s:\n%s\n' "$image" "$output" >&2
        return 1
    }
    printf '%s %s %s\n' "$1" "$2" "$digest"
}

publish_service() {
    build_image --tag "$registry/piprio/$1:$version" \
        --file "$(file_of_release "$1.Dockerfile" "$root/images/release-layer/Dockerfile")" \
        --build-arg "SERVICE=$1" --build-arg "VERSION=$version" "$work/service"
    push "$1" "$version"
}

# publish_as BUILT NAME TAG
publish_as() {
    docker tag "piprio-build/$1" "$registry/piprio/$2:$3"
    push "$2" "$3"
}

not_published() {
    fail "not every image of $version could be published to $registry" "read the lines above; is the registry running?"
}

# One service first: a registry that is still empty then has the layers that the others share, instead of getting
# them from each. The rest at once, because most of their time goes into waiting for the registry.
publish_images() {
    local name waiting=() failed=false
    publish_service "${release_services[0]}" >"$work/digests/${release_services[0]}" || not_published
    for name in "${release_services[@]:1}"; do
        publish_service "$name" >"$work/digests/$name" &
        waiting+=($!)
    done
    for name in "${infrastructure[@]}"; do
        publish_as "$name" "${name%:*}" "${name#*:}" >"$work/digests/${name%:*}" &
        waiting+=($!)
    done
    if image_exists piprio-build/upgrader:dev; then
        publish_as upgrader:dev upgrader "$version" >"$work/digests/upgrader" &
        waiting+=($!)
    else
        say "skipped  upgrader: piprio-build/upgrader:dev is not built"
    fi
    for name in "${waiting[@]}"; do
        wait "$name" || failed=true
    done
    if [[ $failed == true ]]; then not_published; fi
    cat "$work"/digests/* >"$work/digests.txt"
}

main() {
    parse_arguments "$@"
    require_docker
    require_sources
    choose_signing_key
    local from=$EPOCHREALTIME
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir "$work/digests"
    assemble_service_layer "$work/service"
    publish_images
    while read -r name tag digest; do
        say "pushed   $registry/piprio/$name:$tag ${digest:0:19}"
    done <"$work/digests.txt"
    assemble_release "$work/release" "$work/digests.txt"
    sign_files "$work/release/release" "$signing_key"
    build_image --tag "$registry/piprio/release:$version" --file "$root/images/release/Dockerfile" \
        --build-arg "VERSION=$version" "$work/release"
    push release "$version" >/dev/null || fail "the release image could not be published to $registry" "read the lines above"
    say "published $version to $registry ($(seconds_since "$from"))"
}

main "$@"
