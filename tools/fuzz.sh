#!/bin/sh
# Runs the fuzz targets of the project for the given time each: fuzz.sh 10s. A
# second word picks those whose package and name hold it: fuzz.sh 1m xliff.
set -eu
time=${1:-10s}
filter=${2:-}
ran=0
begun=$(date +%s)
for package in $(go list ./...); do
    for target in $(go test -list '^Fuzz' "$package" 2>/dev/null | grep '^Fuzz' || true); do
        case "$package $target" in
        *"$filter"*) ;;
        *) continue ;;
        esac
        echo "== $package $target"
        from=$(date +%s)
        go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 10x "$package"
        echo "-- $target ran for $(($(date +%s) - from)) s"
        ran=$((ran + 1))
    done
done
if [ "$ran" -eq 0 ]; then
    echo "fuzz.sh: no target of $filter" >&2
    exit 1
fi
echo "$ran targets ran for $(($(date +%s) - begun)) s"
