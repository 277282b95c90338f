#!/bin/bash
# Installs Docker Engine, Compose v2 and Buildx on a Debian machine and starts the daemon.
#
#   scripts/install-docker.sh          as root, on Debian 12 or newer
#   scripts/install-docker.sh --help
#
# Does nothing where all three work already, and only starts the daemon where it is merely stopped, so it may
# be run at any time. Without systemd the daemon is started detached, with the log /var/log/dockerd.log.
#
#   PIPRIO_DOCKER_START_SECONDS   how long to wait for the daemon (60)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/lib/console.sh
source "$here/lib/console.sh"
# shellcheck source=scripts/lib/debian.sh
source "$here/lib/debian.sh"

readonly daemon_log=/var/log/dockerd.log
readonly plugin_directory=/usr/libexec/docker/cli-plugins
readonly start_seconds=${PIPRIO_DOCKER_START_SECONDS:-60}
export DEBIAN_FRONTEND=noninteractive

daemon_answers() { timeout 10 docker info >/dev/null 2>&1; }
compose_works() { timeout 10 docker compose version --short 2>/dev/null | grep -qE '^v?([2-9]|[1-9][0-9])\.'; }
buildx_works() { timeout 10 docker buildx version >/dev/null 2>&1; }

require_root_on_debian() {
    [[ $EUID -eq 0 ]] || fail "Docker can only be installed by root" "run: sudo $0"
    local id='' version=''
    if [[ -r /etc/os-release ]]; then
        # shellcheck disable=SC1091 # a file of the machine
        read -r id version < <(. /etc/os-release && printf '%s %s\n' "${ID:-}" "${VERSION_ID:-}")
    fi
    [[ $id == debian && ${version%%.*} =~ ^[0-9]+$ && ${version%%.*} -ge 12 ]] ||
        fail "this script knows Debian 12 and newer, this is ${id:-unknown} ${version:-}" \
            "install Docker Engine 20.10+ with the Compose v2 and Buildx plugins as your distribution describes"
}

install_packages() {
    say "install  $*"
    apt-get install -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@" >/dev/null
}

# Debian 12 has Compose 1 and no Buildx. The binaries of Debian 13 run on it, so they are taken out of its
# packages; the priority of 50 keeps the suite from ever upgrading anything else on this machine.
add_plugins_from_trixie() {
    local mirror work name
    mirror=$(debian_mirrors | awk -v suite="$(debian_codename)" '$1 == suite && !found { found = 1; print $2 }')
    [[ -n $mirror ]] || fail "apt has no Debian mirror configured" "add the Debian sources of this release to /etc/apt"
    cat >/etc/apt/sources.list.d/piprio-trixie.sources <<SOURCE
Types: deb
URIs: $mirror
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCE
    cat >/etc/apt/preferences.d/piprio-trixie <<PIN
Package: *
Pin: release n=trixie
Pin-Priority: 50
PIN
    apt-get update -qq
    work=$(mktemp -d)
    for name in docker-compose docker-buildx; do
        say "plugin   $name (from trixie)"
        (cd "$work" && apt-get download -qq -o APT::Sandbox::User=root "$name/trixie")
        dpkg -x "$work/$name"_*.deb "$work/$name"
        install -D -m 0755 "$(find "$work/$name" -type f -path "*/cli-plugins/$name")" "$plugin_directory/$name"
    done
    rm -rf "$work"
}

install_engine() {
    say "update   package lists"
    apt-get update -qq
    local packages=(ca-certificates iptables)
    command -v dockerd >/dev/null || packages+=(docker.io)
    if ! command -v docker >/dev/null && [[ -n $(apt-cache search --names-only '^docker-cli$') ]]; then
        packages+=(docker-cli) # a package of its own since Debian 13
    fi
    install_packages "${packages[@]}"
}

install_plugins() {
    if [[ -n $(apt-cache search --names-only '^docker-buildx$') ]] &&
        apt-cache policy docker-compose | grep -qE 'Candidate: ([1-9]:)?([2-9]|[1-9][0-9])\.'; then
        install_packages docker-compose docker-buildx
    else
        add_plugins_from_trixie
    fi
}

# Containers get their network by iptables. Some kernels lack the nft back end that Debian prefers.
choose_iptables() {
    iptables -t nat -S >/dev/null 2>&1 && return
    if iptables-legacy -t nat -S >/dev/null 2>&1; then
        say "iptables legacy back end (this kernel has no nft one)"
        update-alternatives --set iptables /usr/sbin/iptables-legacy >/dev/null
        update-alternatives --set ip6tables /usr/sbin/ip6tables-legacy >/dev/null
    else
        fail "iptables works neither with the nft nor with the legacy back end" "use a kernel with netfilter NAT"
    fi
}

# Minimal systems without an init mount no control groups; Docker needs either generation of them.
mount_control_groups() {
    [[ -e /sys/fs/cgroup/cgroup.controllers || -d /sys/fs/cgroup/memory ]] && return
    install_packages cgroupfs-mount
    cgroupfs-mount
}

# Starts dockerd so that nothing of the caller stays open in it: a pipe or a lock that the daemon inherited
# would keep the caller's reader waiting, or the lock held, for as long as the daemon lives.
start_detached() {
    # No dockerd runs. After a power cut or a kill the numbers in these files may belong to other processes by now, for
    # which dockerd would take itself and its containerd.
    rm -f /var/run/docker.pid
    runs containerd || rm -f /var/run/docker/containerd/containerd.pid
    (
        cd /
        for descriptor in /proc/self/fd/*; do
            descriptor=${descriptor##*/}
            if [[ $descriptor -gt 2 ]]; then eval "exec $descriptor>&-" 2>/dev/null || true; fi
        done
        # The daemon hands this limit down to containers.
        ulimit -n 1048576 2>/dev/null || true
        exec setsid dockerd </dev/null >>"$daemon_log" 2>&1
    ) </dev/null >/dev/null 2>&1 &
    disown
}

# runs NAME: a process of that name goes on running. One that was killed may be seen for a moment yet, or be a zombie.
runs() {
    local attempt
    for attempt in 1 2 3 4 5 6; do
        # shellcheck disable=SC2009 # pgrep counts zombies
        ps -C "$1" -o stat= | grep -qv '^Z' || return 1
        [[ $attempt == 6 ]] || sleep 0.5
    done
}

start_daemon() {
    if daemon_answers; then return; fi
    choose_iptables
    mount_control_groups
    local started=$SECONDS
    if [[ -d /run/systemd/system ]]; then
        say "start    docker.service"
        systemctl enable --now docker.service >/dev/null 2>&1 || true
    fi
    until daemon_answers; do
        if [[ ! -d /run/systemd/system ]] && ! runs dockerd; then
            say "start    dockerd, log in $daemon_log"
            start_detached
        fi
        if ((SECONDS - started >= start_seconds)); then
            [[ -r $daemon_log ]] && tail -n 25 "$daemon_log" >&2
            fail "the Docker daemon did not answer within $start_seconds s" "read its log: $daemon_log, or journalctl -u docker"
        fi
        sleep 0.5
    done
}

main() {
    case ${1:-} in
        '') ;;
        -h | --help)
            print_help "${BASH_SOURCE[0]}"
            return
            ;;
        *) usage_error "unknown argument: $1" ;;
    esac
    if daemon_answers && compose_works && buildx_works; then
        say "Docker $(docker version --format '{{.Server.Version}}') with Compose $(docker compose version --short) and Buildx works already"
        return
    fi
    require_root_on_debian
    if ! command -v docker >/dev/null || ! command -v dockerd >/dev/null || ! command -v iptables >/dev/null; then
        install_engine
    fi
    if ! compose_works || ! buildx_works; then install_plugins; fi
    start_daemon
    compose_works || fail "docker compose does not work" "run: docker compose version"
    buildx_works || fail "docker buildx does not work" "run: docker buildx version"
    say "Docker $(docker version --format '{{.Server.Version}}') with Compose $(docker compose version --short) and Buildx is ready"
}

main "$@"
