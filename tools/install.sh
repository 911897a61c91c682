#!/bin/sh
# Installs the Debian packages that some tests use, where that can be done.
set -u
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
want /usr/share/hunspell/ar.dic hunspell-ar
want zsh zsh
want fish fish
want /usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf fonts-noto-core
[ -z "$need" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing for the tests:$need"
    # shellcheck disable=SC2086
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $need; } >/dev/null 2>&1 && exit 0
fi
echo "some tests will be skipped; to run them all: sudo apt-get install$need"
exit 0
