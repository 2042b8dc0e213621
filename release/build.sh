#!/usr/bin/env bash
# Makes the release of this machine's platform: release/build.sh [FOLDER]
#
# In FOLDER (default target/release-files) come chancery-VERSION-TARGET.tar.gz, with the program,
# its licences, the examples and what is needed to cite it, and SHA256SUMS. The archive is unpacked
# into an empty folder and tried: it reads the examples and verifies the record. The same source,
# compiler and linker give the same archive.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mkdir -p "${1:-target/release-files}" && cd "${1:-target/release-files}" && pwd)

if [ -n "$(git status --porcelain)" ]; then
    echo "release: the tree has changes that are in no commit (hint: commit or stash them)" >&2
    exit 2
fi
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
target=$(rustc -vV | sed -n 's/^host: //p')
name=chancery-$version-$target
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Paths of this machine stay out of the program.
export RUSTFLAGS="--remap-path-prefix=$PWD=/chancery --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
cargo build --release --locked -p chancery-cli --target-dir "$work/target"

mkdir -p "$work/$name/licences"
install -m 755 "$work/target/release/chancery" "$work/$name/chancery"
strip "$work/$name/chancery"
cp README.md CHANGELOG.md CITATION.cff LICENSE-MIT LICENSE-APACHE "$work/$name/"
cp models/en/LICENSE-* "$work/$name/licences/"
cp data/places/SOURCE.md "$work/$name/licences/places-SOURCE.md"
cp -r examples "$work/$name/"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    -C "$work" -cf - "$name" | gzip -n -9 > "$out/$name.tar.gz"

mkdir "$work/try"
tar -C "$work/try" -xzf "$out/$name.tar.gz"
(
    cd "$work/try/$name"
    ./chancery --version | grep -qx "chancery $version"
    ./chancery read examples > table.txt
    ./chancery verify
)
(cd "$out" && sha256sum "$name.tar.gz" > SHA256SUMS && cat SHA256SUMS)
echo "release: $out/$name.tar.gz"
