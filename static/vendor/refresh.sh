#!/bin/sh
# Makes the files of this folder anew from their packages: `make vendor`. Needs npm and a network.
# README.md beside this says what is taken and why; after it, look at the pages.
set -eu

BOOTSTRAP=5.3.9
SOURCE_SERIF=5.3.1
INTER=5.3.0
SASS=1.108.2
FONTTOOLS=4.68.0
BROTLI=1.2.1

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --prefix . "bootstrap@$BOOTSTRAP" "sass@$SASS" \
  "@fontsource-variable/source-serif-4@$SOURCE_SERIF" "@fontsource-variable/inter@$INTER"
packages="$work/node_modules"
fonts="$packages/@fontsource-variable"

# Bootstrap: the parts that parts.scss names. Its own files still use @import, which sass regrets.
"$packages/.bin/sass" --quiet-deps --silence-deprecation=import,global-builtin --style=compressed \
  --no-source-map --load-path="$packages" "$here/bootstrap/parts.scss" "$here/bootstrap/parts.css"
cp "$packages/bootstrap/LICENSE" "$here/bootstrap/"

# Source Serif 4: as it is. "Source" is a reserved name, which no changed font may bear.
for letters in latin latin-ext; do
  cp "$fonts/source-serif-4/files/source-serif-4-$letters-wght-normal.woff2" "$here/source-serif-4/"
done
cp "$fonts/source-serif-4/LICENSE" "$here/source-serif-4/"

# Inter: every letter, but of the weights only those that pages use.
with_fonttools() {
  "$root/.venv/bin/uv" tool run --quiet --from "fonttools==$FONTTOOLS" --with "brotli==$BROTLI" "$@"
}
cp "$fonts/inter/files/inter-latin-ext-wght-normal.woff2" "$here/inter/"
cp "$fonts/inter/LICENSE" "$here/inter/"
with_fonttools fonttools varLib.instancer --quiet --no-recalc-timestamp --output=inter.ttf \
  "$fonts/inter/files/inter-latin-wght-normal.woff2" wght=400:700
with_fonttools pyftsubset inter.ttf --unicodes='*' --flavor=woff2 \
  --layout-features='*' \
  --output-file="$here/inter/inter-latin-wght-normal.woff2"
