#!/bin/sh
# Runs every fuzz target of the project for the given time each: fuzz.sh 10s
set -eu
time=${1:-10s}
for package in $(go list ./...); do
    for target in $(go test -list '^Fuzz' "$package" 2>/dev/null | grep '^Fuzz' || true); do
        echo "== $package $target"
        go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$package"
    done
done
