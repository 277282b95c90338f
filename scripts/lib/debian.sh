# Sourced by the scripts beside it: what apt on this machine is configured with.
# shellcheck shell=bash

# debian_codename: the release of this machine, such as bookworm; nothing where it is not Debian.
debian_codename() {
    # shellcheck disable=SC1091 # a file of the machine
    (. /etc/os-release && [[ $ID == debian ]] && printf '%s' "$VERSION_CODENAME")
}

# debian_mirrors: the suites and mirrors that apt uses for this machine's own release, "SUITE URI" a line,
# the main suite first.
debian_mirrors() {
    apt-get indextargets --format "\$(COMPONENT) \$(RELEASE) \$(REPO_URI)" 'Created-By: Packages' |
        awk -v codename="$(debian_codename)" '$1 == "main" && $2 ~ "^" codename "(-|$)" { print $2, $3 }' | sort -u
}
