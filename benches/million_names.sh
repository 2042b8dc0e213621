#!/bin/sh
# Imports generated persons (1,000,000, or as many as the first argument says) and measures what
# `chancery read examples` takes with them and without: seconds and peak memory. Also the share of
# resolving in reading. Writes benches/runs/<date>-names.md.
set -eu
cd "$(dirname "$0")/.."
count=${1:-1000000}
cargo build --release --quiet -p chancery-cli
cargo build --release --quiet -p chancery --example stages
program=$PWD/target/release/chancery
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
report=benches/runs/$(date -u +%F)-names.md

# Names of syllables, the same on every machine: one in five with another spelling, one in ten with
# an office and its years.
generate() {
    awk -v count="$1" '
    function any(n) { seed = (seed * 16807) % 2147483647; return 1 + seed % n }
    function name(least, most, s, i) { s = ""
        for (i = least + any(most - least + 1) - 1; i > 0; i--) s = s parts[any(parts_n)]
        return toupper(substr(s, 1, 1)) substr(s, 2) }
    BEGIN { seed = 42
        parts_n = split("ba,ko,ri,ta,ven,sol,mar,din,ler,no,pe,tra,gu,shi,lan,mo,rek,vi,sa,tor," \
            "el,fa,ni,du,ol,ke,zan,hu,pri,mel", parts, ",")
        states_n = split("KEN,FRA,DEU,JPN,BRA,IND,PER,NOR,GHA,POL,EGY,USA,CHN,MEX,IDN", states, ",")
        print "name,aliases,gender,country,office,from,to"
        for (i = 0; i < count; i++) {
            given = name(2, 3); family = name(2, 4); office = ",,"
            if (i % 10 == 0) { year = 1990 + any(30); office = "mayor," year "," year + 4 }
            print given " " family "," (i % 5 ? "" : substr(given, 1, 1) ". " family) "," \
                (any(2) == 1 ? "f" : "m") "," states[any(states_n)] "," office } }'
}

# Runs a command; gives back seconds, processor seconds and peak MiB.
measure() {
    /usr/bin/time -f '%e %U %M' -o "$work/figures" "$@" >/dev/null 2>"$work/said"
    awk '{ printf "| %s | %s | %d |", $1, $2, $3 / 1024 }' "$work/figures"
}

generate "$count" >"$work/names.csv"
{
    echo "# $count names of one's own: time and memory"
    echo
    echo "Persons made by \`benches/million_names.sh\` (names of syllables, one in five with an alias,"
    echo "one in ten with an office), imported into a fresh record; then \`examples\` is read into it."
    echo "$(nproc) cores, shared with other work: processor seconds compare."
    echo
    echo "| | seconds | processor seconds | peak MiB |"
    echo "|---|---|---|---|"
    echo "| \`read examples\` without them $(measure "$program" --record "$work/plain.db" read examples)"
    echo "| \`actors import\` $(measure "$program" --record "$work/names.db" actors import "$work/names.csv")"
    cp "$work/said" "$work/imported"
    echo "| the same file again $(measure "$program" --record "$work/names.db" actors import "$work/names.csv")"
    echo "| \`read examples\` with them $(measure "$program" --record "$work/names.db" read examples)"
    echo "| \`actors find\` (loads them, answers one question) $(measure "$program" --record "$work/names.db" actors find Mira)"
    echo
    echo "Import said: $(tail -1 "$work/imported"); file $(wc -c <"$work/names.csv") bytes, record $(wc -c <"$work/names.db") bytes."
    echo
    echo "Share of the stages in reading \`examples\` (\`cargo run --release -p chancery --example stages\`,"
    echo "seconds on one thread, the texts once):"
    echo
    echo '```'
    target/release/examples/stages examples/*.txt examples/*.jsonl
    echo '```'
} | tee "$report"
