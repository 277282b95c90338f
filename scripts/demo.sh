#!/usr/bin/env bash
# Shows the whole thing on this machine: builds it, installs 1.4.0, puts documents and jobs into it, and upgrades it
# to 1.5.0 while requests go on. Ends with what they noticed, and leaves the platform running to look at.
#
#   scripts/demo.sh            takes the place of an earlier demo; five to twelve minutes the first time
#   scripts/demo.sh --down     removes what it made: containers, volumes, images of its registry, .demo/
#   scripts/demo.sh --help
#
# Needs JDK 17+, Maven 3.8.7+ and curl; Docker is installed (root on Debian) where it is missing. Everything listens on
# 127.0.0.1 only. Images of the build (piprio-build/*) stay, for the next time.
#
#   PIPRIO_DEMO_PORT            port of the platform (18080)
#   PIPRIO_DEMO_REGISTRY_PORT   port of the registry (15000)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
# shellcheck source=scripts/lib/console.sh
source "$here/lib/console.sh"
# shellcheck source=scripts/lib/machine.sh
source "$here/lib/machine.sh"

readonly source_release=1.4.0 target_release=1.5.0 domain=demo.example.org project=piprio-demo
readonly registry_container=piprio-demo-registry
readonly port=${PIPRIO_DEMO_PORT:-18080} registry_port=${PIPRIO_DEMO_REGISTRY_PORT:-15000}
readonly url=http://127.0.0.1:$port registry=127.0.0.1:$registry_port
readonly demo=$root/.demo installation=$root/.demo/piprio
# As it is typed from where the demo was started.
readonly shown=${installation#"$PWD/"}
started=$EPOCHREALTIME

step() { printf '[%7s] %s\n' "$(seconds_since "$started")" "$*"; }

# --- taking it down ---------------------------------------------------------------------------------------------

stop_traffic() {
    local process_id
    [[ -d $demo ]] || return 0
    touch "$demo/stop"
    process_id=$(cat "$demo/traffic.pid" 2>/dev/null || true)
    # The number may belong to another process by now.
    if [[ -n $process_id && -r /proc/$process_id/cmdline ]] && grep -q DemoTraffic "/proc/$process_id/cmdline"; then
        kill "$process_id" 2>/dev/null || true
    fi
}

# remove_all LIST_COMMAND... -- REMOVE_COMMAND...: removes what the first command lists; nothing is fine, too.
remove_all() {
    local list=() names
    while [[ $1 != -- ]]; do
        list+=("$1")
        shift
    done
    shift
    mapfile -t names < <("${list[@]}")
    if [[ ${#names[@]} -gt 0 ]]; then "$@" "${names[@]}" >/dev/null; fi
}

take_down() {
    stop_traffic
    local label=label=com.docker.compose.project=$project
    remove_all docker ps --all --quiet --filter "$label" -- docker rm --force --volumes
    remove_all docker ps --all --quiet --filter "name=^/$registry_container\$" -- docker rm --force --volumes
    remove_all docker volume ls --quiet --filter "$label" -- docker volume rm --force
    remove_all docker network ls --quiet --filter "$label" -- docker network rm
    remove_all docker images --format '{{.Repository}}:{{.Tag}}' --filter "reference=$registry/piprio/*:*" -- docker rmi --force
    rm -rf "$demo"
}

# --- building it up ---------------------------------------------------------------------------------------------

check_machine() {
    need_build_tools
    command -v curl >/dev/null || fail "curl is missing" "install it; on Debian: apt-get install curl"
    need_docker
    local taken
    for taken in "$port" "$registry_port"; do
        if (exec 3<>"/dev/tcp/127.0.0.1/$taken") 2>/dev/null; then
            fail "port $taken of 127.0.0.1 is taken" \
                "choose others: PIPRIO_DEMO_PORT=28080 PIPRIO_DEMO_REGISTRY_PORT=25000 scripts/demo.sh"
        fi
    done
}

# The marker lies in a folder that `mvn clean` removes.
build_jars() {
    local marker=$root/target/demo-built
    if [[ -f $marker && -f $root/upgrader/target/upgrader.jar ]] &&
        [[ -z $(find "$root"/*/src "$root"/*/pom.xml "$root/pom.xml" -newer "$marker" -print -quit) ]]; then
        return
    fi
    step "build the jars (the first time Maven fetches its libraries)"
    (cd "$root" && mvn --quiet --batch-mode -DskipTests -am \
        -pl upgrader,api-service,worker-service,scheduler-service,search-service,web-frontend package </dev/null) ||
        fail "the build failed" "read the lines above"
    mkdir -p "$root/target"
    touch "$marker"
}

start_registry() {
    docker run --detach --name "$registry_container" --publish "$registry:5000" piprio-build/registry:dev >/dev/null
    local attempt
    for attempt in {1..60}; do
        if curl --silent --fail --max-time 2 "http://$registry/v2/" >/dev/null; then return; fi
        sleep 0.5
    done
    fail "the registry did not answer within 30 s (attempt $attempt)" "docker logs $registry_container"
}

# --- using it ---------------------------------------------------------------------------------------------------

# api METHOD PATH CURL_ARGUMENT...: one request; the token is read from a file, so that it is no argument.
api() {
    curl --silent --show-error --fail --max-time 30 --header "@$demo/authorization" --request "$1" "${@:3}" "$url$2"
}

put_samples_in() {
    local number document
    for number in {1..5}; do
        document=$(printf 'Invoice %d: %d pieces at 12.50\n' "$number" "$((number * 3))" |
            api POST "/api/v1/documents?name=invoice-$number.txt" --header 'Content-Type: application/octet-stream' \
                --header "Idempotency-Key: sample-document-$number" --data-binary @- |
            sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p')
        api POST /api/v1/jobs --header 'Content-Type: application/json' \
            --header "Idempotency-Key: sample-job-$number" \
            --data "{\"type\": \"extract\", \"documentId\": \"$document\"}" >/dev/null
    done
}

start_traffic() {
    sed -n 's/^PIPRIO_API_TOKEN=//p' "$installation/.env" >"$demo/token"
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m -XX:+UseSerialGC "$here/DemoTraffic.java" "$url" "$demo/token" "$demo/stop" \
        >"$demo/traffic.txt" 2>"$demo/traffic-failures.txt" </dev/null &
    traffic=$!
    echo "$traffic" >"$demo/traffic.pid"
}

traffic_value() { sed -n "s/^$1=//p" "$demo/traffic.txt"; }

as_seconds() { awk -v millis="$1" 'BEGIN { printf "%.1f s", millis / 1000 }'; }

# --- the story --------------------------------------------------------------------------------------------------

case ${1:-} in
    '') ;;
    --down)
        need_docker
        take_down
        say "removed  containers, volumes, network and images of the demo, and .demo/"
        exit
        ;;
    -h | --help)
        print_help "${BASH_SOURCE[0]}"
        exit
        ;;
    *) usage_error "unknown argument: $1" ;;
esac

if docker info >/dev/null 2>&1; then take_down; fi
check_machine
mkdir -p "$demo"
chmod 0700 "$demo"
trap stop_traffic EXIT

build_jars
step "build the images (the first time two to four minutes)"
"$here/build-images.sh"

step "publish $source_release and $target_release in a registry on $registry"
start_registry
"$here/publish-release.sh" "$source_release" "$registry"
"$here/publish-release.sh" "$target_release" "$registry"

step "install $source_release in $shown"
"$here/build-kit.sh" "$source_release" "$demo/dist" --registry "$registry"
tar -xzf "$demo/dist/piprio-onprem-$source_release.tar.gz" -C "$demo"
"$installation/scripts/install.sh" --domain "$domain" --http-address 127.0.0.1 --http-port "$port" --project "$project" \
    </dev/null

step "put documents and jobs into it; ten requests a second from now on"
(umask 077 && printf 'Authorization: Bearer %s\n' "$(sed -n 's/^PIPRIO_API_TOKEN=//p' "$installation/.env")" >"$demo/authorization")
put_samples_in
start_traffic
sleep 5

step "upgrade to $target_release: $shown/scripts/upgrade.sh $target_release"
upgrade_started=$EPOCHREALTIME
result=0
"$installation/scripts/upgrade.sh" "$target_release" </dev/null | tee "$demo/upgrade.txt" || result=$?
upgrade_seconds=$(seconds_since "$upgrade_started")
sleep 5
touch "$demo/stop"
wait "$traffic" || fail "the traffic broke off" "read .demo/traffic-failures.txt"

step "done"
if [[ $result -ne 0 ]]; then
    printf '\nThe upgrade ended with exit code %d: read its lines above.\n' "$result"
else
    printf '\nPiprio %s runs at %s/\n' "$target_release" "$url"
fi
cat <<SUMMARY
  upgrade        $upgrade_seconds; $(grep -o 'API pause.*' "$demo/upgrade.txt" || echo 'API pause: not reported')
  requests       $(traffic_value ok) ok, $(traffic_value failed) failed; longest gap $(as_seconds "$(traffic_value longest_gap_millis)"), slowest $(as_seconds "$(traffic_value slowest_millis)")
  token          PIPRIO_API_TOKEN in $shown/.env
  look           $shown/scripts/status.sh
  roll back      $shown/scripts/rollback.sh --confirm-domain $domain
  remove it      scripts/demo.sh --down
SUMMARY
exit "$result"
