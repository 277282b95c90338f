#!/usr/bin/env bash
# Makes what an operator unpacks: piprio-onprem-VERSION.tar.gz, with one folder piprio/ in it.
#
#   scripts/build-kit.sh VERSION [OUT_DIR] [--registry HOST] [--release-key FILE]...
#
# VERSION is a folder of releases/, OUT_DIR is dist/ where it is not given. With --registry the kit knows where
# its images are, and scripts/install.sh of the kit need not be told. With --release-key it believes releases that are
# signed with that key (its public half, FILE.pub), of which there may be several; without, those that this working copy
# publishes without a key of their own. Needs upgrader/target/upgrader.jar (mvn
# package). The same sources make the same bytes: entries are sorted, have no owner, and carry the release's date.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
# shellcheck source=scripts/lib/console.sh
source "$here/lib/console.sh"
# shellcheck source=scripts/lib/signing.sh
source "$here/lib/signing.sh"

readonly operator_scripts=(install upgrade check plan resume rollback status history backup backups verify-backup restore finalize contract changelog export-release)

# env_sample FILE: the variables of .env that the release in FILE knows, each with what it means.
env_sample() {
    cat <<'HEAD'
# The settings of a Piprio installation, all that this release knows. scripts/install.sh writes the real one,
# .env, with generated secrets and mode 0600; this sample is for reading. scripts/check.sh
# names keys that are not listed here.
HEAD
    awk '
        function field(name,   text) {
            text = $0
            if (!match(text, name ": *")) return ""
            text = substr(text, RSTART + RLENGTH)
            if (name == "summary") sub(/ *} *$/, "", text); else sub(/[,}].*/, "", text)
            gsub(/^"|"$/, "", text)
            return text
        }
        /^[a-zA-Z]+:/ { inside = /^environment:/ }
        inside && /name:/ {
            name = field("name"); value = field("default")
            kind = field("required") == "true" ? "required" : "optional"
            if (field("secret") == "true") kind = kind ", secret"
            if (/deprecated:/) kind = kind ", deprecated"
            printf "\n# %s (%s)\n%s%s=%s\n", field("summary"), kind, kind ~ /required/ ? "" : "#", name, value
        }
    ' "$1"
}

# copy_release_keys: whose releases installations made from the kit believe.
copy_release_keys() {
    local folder=$kit/config/release-keys key
    mkdir -p "$folder"
    require_openssl
    for key in "${release_keys[@]}"; do
        [[ $key == *.pub ]] || usage_error "--release-key needs a file whose name ends with .pub"
        openssl pkey -pubin -in "$key" -out "$folder/$(basename "$key")" 2>/dev/null ||
            fail "$key holds no public key" "make it: openssl pkey -in KEY -pubout -out $key"
    done
    if [[ ${#release_keys[@]} -eq 0 ]]; then
        make_own_key
        write_public_half "$own_key" "$folder/working-copy.pub"
        say "keys     only releases that this working copy publishes are believed; for others: --release-key FILE"
    fi
    chmod 0644 "$folder"/*
}

# copy_file SOURCE TARGET MODE [REMEDY]: one file of the repository into the kit.
copy_file() {
    [[ -r $root/$1 ]] || fail "$1 is missing" "${4:-check that this is a complete working copy}"
    install -D -m "$3" "$root/$1" "$kit/$2"
}

# file_of_release NAME DEFAULT: a file of this release, or the one that the newest one has.
file_of_release() {
    if [[ -r $root/releases/$version/$1 ]]; then printf '%s' "releases/$version/$1"; else printf '%s' "$2"; fi
}

registry='' positional=() release_keys=()
while [[ $# -gt 0 ]]; do
    case $1 in
        -h | --help)
            print_help "${BASH_SOURCE[0]}"
            exit
            ;;
        --registry)
            [[ $# -gt 1 ]] || usage_error "--registry needs a value"
            registry=$2
            shift
            ;;
        --release-key)
            [[ $# -gt 1 ]] || usage_error "--release-key needs a file"
            release_keys+=("$2")
            shift
            ;;
        -*) usage_error "unknown option: $1" ;;
        *) positional+=("$1") ;;
    esac
    shift
done
[[ ${#positional[@]} -ge 1 && ${#positional[@]} -le 2 ]] || usage_error "one VERSION and at most one OUT_DIR are needed"
version=${positional[0]} out=${positional[1]:-$root/dist}
[[ -r $root/releases/$version/release.yaml ]] ||
    fail "releases/$version/release.yaml is missing" "choose a folder of releases/"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kit=$work/piprio
mkdir -m 0755 "$kit"
copy_file "$(file_of_release docker-compose.onprem.yml docker-compose.onprem.yml)" docker-compose.onprem.yml 0644
copy_file "$(file_of_release haproxy.cfg images/proxy/haproxy.cfg)" config/proxy/haproxy.cfg 0644
copy_file upgrader/target/upgrader.jar lib/upgrader.jar 0644 "run: mvn -q -DskipTests -pl upgrader -am package"
copy_file "releases/$version/release.yaml" release.yaml 0644
copy_file kit/README.md README.md 0644
copy_file CHANGELOG.md CHANGELOG.md 0644
for name in install upgrade rollback errors encryption; do copy_file "docs/operations/$name.md" "docs/operations/$name.md" 0644; done
copy_file docs/operations/OpenBundle.java docs/operations/OpenBundle.java 0644
copy_file docs/compatibility-policy.md docs/compatibility-policy.md 0644
copy_file scripts/lib/upgrader.sh scripts/lib/upgrader.sh 0644
copy_file scripts/lib/compiler.json scripts/lib/compiler.json 0644
for name in "${operator_scripts[@]}"; do copy_file "scripts/$name.sh" "scripts/$name.sh" 0755; done
copy_release_keys
printf '%s\n' "$version" >"$kit/VERSION"
if [[ -n $registry ]]; then printf '%s\n' "$registry" >"$kit/REGISTRY"; fi
env_sample "$kit/release.yaml" >"$kit/.env.sample"
grep -q '^PIPRIO_VERSION=' "$kit/.env.sample" ||
    fail "no environment variable was found in releases/$version/release.yaml" "keep one variable a line there"
chmod 0644 "$kit"/VERSION "$kit"/.env.sample "$kit"/README.md
if [[ -n $registry ]]; then chmod 0644 "$kit/REGISTRY"; fi

date=$(sed -n 's/^date: *"\{0,1\}\([0-9-]*\).*/\1/p' "$kit/release.yaml")
mkdir -p "$out"
archive=$out/piprio-onprem-$version.tar.gz
tar --create --directory "$work" --sort=name --format=gnu --owner=0 --group=0 --numeric-owner \
    --mtime="${date:-2026-01-01} 00:00:00Z" --mode='u=rwX,go=rX' piprio | gzip -n -9 >"$archive.partial"
mv "$archive.partial" "$archive"
say "kit      $archive ($(du -h "$archive" | cut -f 1))"
