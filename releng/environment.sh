# Copyright (c) 2026 AT Ferry contributors.
# This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
# which is available at https://www.eclipse.org/legal/epl-2.0/
# SPDX-License-Identifier: EPL-2.0
#
# What releng/ferry and releng/test share: a JDK, and packages of Debian where they may be installed. To be read with "." by sh.

complain() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# lock_build FD: waits until nobody else builds in this checkout.
lock_build() {
    flock -n "$1" && return 0
    complain "waiting for another build in this checkout to end"
    flock "$1"
}

# May packages be installed?
may_install() { [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; }

apt_updated=
apt() {
    if [ -z "$apt_updated" ]; then
        apt-get update -qq </dev/null >/dev/null || complain "apt-get update failed, going on with the lists there are"
        apt_updated=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null >/dev/null
}

# install_missing COMMAND PACKAGE: installs the package if the command is not there.
install_missing() {
    command -v "$1" >/dev/null 2>&1 && return 0
    if ! may_install; then
        complain "$1 is missing: install Debian's package $2, or the like"
        return 1
    fi
    complain "installing $2"
    apt install -qq -y --no-install-recommends "$2" || { complain "$2 could not be installed"; return 1; }
}

# Prints the major version of the JDK in the folder, or nothing if there is none.
jdk_version() {
    [ -x "$1/bin/javac" ] || return 0
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

# Sets JAVA_HOME to a JDK, 17 or newer: the one it names, else the one on the PATH, else one that is installed, else a new one.
need_jdk() {
    if [ -n "${JAVA_HOME:-}" ]; then
        version=$(jdk_version "$JAVA_HOME")
        [ "${version:-0}" -ge 17 ] && return 0
        complain "JAVA_HOME is $JAVA_HOME, but a JDK 17 or newer is needed"
        exit 1
    fi
    javac=$(command -v javac 2>/dev/null) && javac=$(readlink -f "$javac") && use_jdk "${javac%/bin/javac}" && return 0
    for home in /usr/lib/jvm/*; do
        use_jdk "$home" && return 0
    done
    if may_install; then
        complain "installing openjdk-17-jdk-headless"
        apt install -qq -y --no-install-recommends openjdk-17-jdk-headless || complain "openjdk-17-jdk-headless could not be installed"
        for home in /usr/lib/jvm/java-17-openjdk-*; do
            use_jdk "$home" && return 0
        done
    fi
    complain "no JDK found: install one, 17 or newer, or set JAVA_HOME"
    exit 1
}

use_jdk() {
    version=$(jdk_version "$1")
    [ "${version:-0}" -ge 17 ] || return 1
    JAVA_HOME=$1
    export JAVA_HOME
}
