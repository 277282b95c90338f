#!/usr/bin/env bash
# Measures what upgrades cost, on this machine. docs/performance.md says how to read it and has the last figures.
#
#   scripts/bench.sh cutover [OPTION...]   replaces the API under load, ours beside other ways to do it, and counts
#                                          what users notice; five rounds of all five take about an hour
#   scripts/bench.sh upgrade [OPTION...]   where the time of a whole upgrade goes, and what of it cannot be avoided
#   scripts/bench.sh backup [OPTION...]    backup and restore, ours beside the floor, pgBackRest and restic: time, size
#                                          and memory; three rounds of the default data set take about an hour
#   scripts/bench.sh start [OPTION...]     how fast the API is ready and what it does when it is warm, beside a plain
#                                          fast-jar; `start --help` has its own options
#   scripts/bench.sh --help
#
#   --repeats N          rounds (5)
#   --json FILE          writes the results there, after each run
#   --from V, --to V     the releases (1.3.0 and 1.4.0)
#   --quick              to try it: one round, 5 s before and 10 s after
#   --contenders A,B     cutover: only these of side-by-side, hold, compose-up, rolling-scale, swarm-start-first
#   --before 30s         cutover: load before the upgrade begins
#   --after 60s          cutover: load after it has ended
#   --rate 120           cutover: requests a second
#
#   --rounds 3           backup: rounds, each in another order
#   --database-mb 2000   backup: size of the database
#   --objects 20000      backup: number of objects
#   --objects-mb 1000    backup: all of them together
#   --seed 1             backup: the same seed makes the same data set
#   --contenders A,B     backup: only these of ours, floor, pgbackrest, restic
#   --quick              backup: one round, a tenth of the data
#   --json FILE          backup: writes the results there, after each run
#
# Needs JDK 17+ and Maven 3.8.7+; Docker is installed (root on Debian) where it is missing, and what is not built is
# built. Everything listens on 127.0.0.1 only, and everything that was started is removed; after a SIGKILL by the next
# run. Nothing else should run beside it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
# shellcheck source=scripts/lib/console.sh
source "$here/lib/console.sh"
# shellcheck source=scripts/lib/machine.sh
source "$here/lib/machine.sh"
# shellcheck source=scripts/lib/children.sh
source "$here/lib/children.sh"

# The marker lies in a folder that `mvn clean` removes.
build_jars() {
    local marker=$root/benchmarks/target/built
    if [[ -f $marker && -f $root/upgrader/target/upgrader.jar ]] &&
        [[ -z $(find "$root"/*/src "$root"/*/pom.xml "$root/pom.xml" -newer "$marker" -print -quit) ]]; then
        return
    fi
    say "build the jars (the first time Maven fetches its libraries)"
    # Maven adds to it, and leaves there what is needed no more.
    rm -rf "$root/benchmarks/target/lib"
    run timeout 1800 mvn --quiet --batch-mode --file "$root/pom.xml" -DskipTests -DskipE2e package ||
        fail "the build failed" "read the lines above"
    touch "$marker"
}

trap end_descendants EXIT
case ${1:-} in
    -h | --help | '')
        print_help "${BASH_SOURCE[0]}"
        exit
        ;;
    start)
        run "$root/benchmarks/start/run.sh" "${@:2}"
        exit
        ;;
    cutover | upgrade) main=com.piprio.bench.Bench ;;
    backup)
        main=com.piprio.bench.backup.BackupBench
        shift
        ;;
    *) usage_error "unknown benchmark: $1" ;;
esac
need_build_tools
run need_docker
build_jars
# Nothing from elsewhere is needed to clean up, and the engine is on this machine also where that looks like a container.
export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
# The path of --json is meant from where this was started.
arguments=()
previous=''
for argument in "$@"; do
    if [[ $previous == --json ]]; then argument=$(realpath -m "$argument"); fi
    if [[ $argument == --json=* ]]; then argument=--json=$(realpath -m "${argument#*=}"); fi
    arguments+=("$argument")
    previous=$argument
done
cd "$root"
run "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx768m -XX:+UseSerialGC \
    -Djava.util.logging.config.file="$root/benchmarks/logging.properties" \
    -cp "benchmarks/target/benchmarks-1.6.0.jar:benchmarks/target/lib/*" "$main" "${arguments[@]}"
