#!/usr/bin/env bash
# Fetches Debian's musl for aarch64 into a directory (default: build/sysroot/aarch64), for
# limpetc --target aarch64. Nothing of the system changes: apt works here with lists and an architecture of
# its own, and checks the packages by Debian's signatures as always. Does nothing when it is done already.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
sysroot=${1:-$root/build/sysroot/aarch64}

if [ -e "$sysroot/complete" ]; then
  exit 0
fi
for tool in apt-get:apt dpkg-deb:dpkg; do
  if ! command -v "${tool%%:*}" >/dev/null; then
    echo "aarch64-sysroot: ${tool%%:*} is not on the PATH: this script needs Debian's ${tool#*:}" >&2
    exit 1
  fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{lists/partial,cache/archives/partial,files} "$(dirname "$sysroot")"
# The private status file says that nothing is installed.
: >"$work/status"
apt=(
  -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o APT::Sandbox::User=root
  -o Dir::State="$work" -o Dir::State::lists="$work/lists" -o Dir::State::status="$work/status"
  -o Dir::Cache="$work/cache" -o Debug::NoLocking=1
)
# Sources without this architecture only warn.
if ! (cd "$work" && apt-get "${apt[@]}" -qq update && apt-get "${apt[@]}" -qq download musl-dev:arm64) >"$work/log" 2>&1; then
  echo "aarch64-sysroot: apt-get could not fetch musl-dev:arm64:" >&2
  sed 's/^/aarch64-sysroot: /' "$work/log" >&2
  exit 1
fi
dpkg-deb -x "$work"/musl-dev_*_arm64.deb "$work/files"
touch "$work/files/complete"
rm -rf "$sysroot"
mv -T "$work/files" "$sysroot"
