#!/bin/sh
# Installs the Debian packages that some tests use, and fetches two of npm, where
# that can be done.
set -u
cd "$(dirname "$0")/.." || exit 1
need=""
want() { # PROGRAM-OR-FILE PACKAGE
    command -v "$1" >/dev/null 2>&1 || [ -e "$1" ] || need="$need $2"
}
want /usr/share/unicode/BidiTest.txt unicode-data
want fribidi libfribidi-bin
want chromium chromium
want tmux tmux
want pdftotext poppler-utils
want qpdf qpdf
want msgfmt gettext
want xmllint libxml2-utils
want hunspell hunspell
want /usr/share/hunspell/en_US.dic hunspell-en-us
want /usr/share/hunspell/en_GB.dic hunspell-en-gb
want /usr/share/hunspell/ar.dic hunspell-ar
want zsh zsh
want fish fish
want /usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf fonts-noto-core
want xvfb-run xvfb
want xauth xauth
want /usr/lib/python3/dist-packages/gi python3-gi
want /usr/lib/*/girepository-1.0/Vte-2.91.typelib gir1.2-vte-2.91
want /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf fonts-dejavu-core
want java default-jre-headless
want npm npm

if [ -n "$need" ]; then
    done=no
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing for the tests:$need"
        # shellcheck disable=SC2086
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $need; } >/dev/null 2>&1 && done=yes
    fi
    [ $done = yes ] || echo "some tests will be skipped; to run them all: sudo apt-get install$need"
fi

# Two judges of pages, as packages of npm; nothing of them runs here.
judges=.cache/npm/node_modules
if [ ! -e $judges/axe-core/axe.min.js ] || [ ! -e $judges/vnu-jar/build/dist/vnu.jar ]; then
    echo "fetching for the tests: axe-core, vnu-jar"
    npm install --prefix .cache/npm --no-save --ignore-scripts --no-audit --no-fund axe-core@4.14.1 vnu-jar@26.9.27 >/dev/null 2>&1 ||
        echo "npm is missing or could not fetch them; some tests will be skipped"
fi
exit 0
