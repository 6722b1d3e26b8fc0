#!/bin/sh
# What a pack's README tells anybody to type, on a machine that has git and sha256sum, and no casectl.
# Usage: check_pack.sh FOLDER, the unpacked pack.
set -eu
cd "$1"
sed -n '/^$/,$p' README.txt | sed -n 's/^    //p' | awk '!seen[$0]++' > commands
sh -eu commands
rm commands
