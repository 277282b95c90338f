# Sourced by the scripts beside it: the key that releases are signed with, and how. Needs $root.
# shellcheck shell=bash

# The key of this working copy: releases that it publishes on this machine are believed by kits that it builds, and by
# nobody else.
readonly own_key=$root/target/release-signing.key

require_openssl() {
    local remedy='install OpenSSL 3.0 or newer; on Debian: apt-get install openssl'
    command -v openssl >/dev/null || fail "openssl is missing" "$remedy"
    [[ $(openssl version) != "OpenSSL "[01].* ]] || fail "$(openssl version) cannot sign with Ed25519" "$remedy"
}

# make_own_key: where there is none. Two scripts may do so at once; both then have the same.
make_own_key() {
    [[ ! -e $own_key ]] || return 0
    local fresh
    mkdir -p "$(dirname "$own_key")"
    fresh=$(mktemp "$own_key.XXXXXX")
    openssl genpkey -algorithm ed25519 -out "$fresh" || fail "no key could be made" "read the lines above"
    ln "$fresh" "$own_key" 2>/dev/null || true
    rm -f "$fresh"
}

# require_signing_key FILE: only its owner may read it.
require_signing_key() {
    [[ -r $1 ]] || fail "the signing key $1 cannot be read" "name a file with an Ed25519 key in PEM form"
    [[ $(stat -Lc %a "$1") == [0-7]00 ]] || fail "others may read the signing key $1" "run: chmod 0600 $1"
    [[ $(openssl pkey -in "$1" -noout -text 2>/dev/null) == *ED25519* ]] ||
        fail "$1 holds no Ed25519 key" "make one: (umask 077; openssl genpkey -algorithm ed25519 -out $1)"
}

# write_public_half KEY FILE
write_public_half() {
    openssl pkey -in "$1" -pubout -out "$2"
}

# sign_files FOLDER KEY: adds manifest.sha256, which names every file with its hash, and manifest.sig.
sign_files() {
    local folder=$1 key=$2 public signature
    # Written elsewhere first, so that it does not name itself.
    (cd "$folder" && find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum) >"$folder.manifest"
    mv "$folder.manifest" "$folder/manifest.sha256"
    public=$(openssl pkey -in "$key" -pubout -outform DER | base64 --wrap=0)
    signature=$(openssl pkeyutl -sign -rawin -inkey "$key" -in "$folder/manifest.sha256" | base64 --wrap=0)
    printf '{"algorithm":"Ed25519","publicKey":"%s","signature":"%s"}\n' "$public" "$signature" >"$folder/manifest.sig"
}
