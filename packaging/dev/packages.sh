# SPDX-License-Identifier: Apache-2.0
# The packages each kind of work needs, by their Debian names (Ubuntu has the same) and Fedora's.

DEBIAN_BUILD=(ca-certificates g++ mold cmake ninja-build ccache git pkg-config patchelf
  qt6-base-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-svg-dev
  libkf6syntaxhighlighting-dev extra-cmake-modules libyaml-cpp-dev libcurl4-openssl-dev libssl-dev libgit2-dev
  libsimdjson-dev zlib1g-dev libboost-dev libarchive-dev libvalijson-dev libvterm-dev
  libfyaml-dev qtkeychain-qt6-dev)
DEBIAN_RUN=(qt6-svg-plugins qt6-wayland qt6-translations-l10n xvfb xauth xkb-data fontconfig
  fonts-dejavu fonts-inter fonts-jetbrains-mono fonts-noto-cjk)
DEBIAN_TEST=(openssl curl procps patch python3-minimal python3-yaml kubernetes-client dbus gnome-keyring)
DEBIAN_CHECK=(clang-format clang-tidy)
# mount: a kubelet calls it, and entering the root does.
DEBIAN_LIVE=(etcd-server containerd runc containernetworking-plugins busybox-static iptables iproute2 mount)
DEBIAN_ALL=("${DEBIAN_BUILD[@]}" "${DEBIAN_RUN[@]}" "${DEBIAN_TEST[@]}" "${DEBIAN_CHECK[@]}" "${DEBIAN_LIVE[@]}")

FEDORA_ALL=(gcc-c++ mold cmake ninja-build ccache git pkgconf-pkg-config
  qt6-qtbase-devel qt6-qttools-devel qt6-linguist qt6-qtsvg-devel kf6-syntax-highlighting-devel extra-cmake-modules
  yaml-cpp-devel libcurl-devel openssl-devel libgit2-devel simdjson-devel zlib-devel boost-devel libarchive-devel valijson-devel libvterm-devel
  libfyaml-devel qtkeychain-qt6-devel
  qt6-qtwayland qt6-qttranslations xorg-x11-server-Xvfb clang-tools-extra python3-pyyaml kubernetes-client google-noto-sans-cjk-fonts)

# What pkg-config must know, for systems whose package names are not known here.
NEEDED_LIBRARIES=("Qt6Widgets >= 6.8" "Qt6Svg >= 6.8" "yaml-cpp >= 0.8" "libcurl >= 8.14" "simdjson >= 3.12"
  "zlib" "openssl >= 3" "libgit2 >= 1.9" "libarchive >= 3.7" "vterm >= 0.3" "libfyaml >= 0.8")

# packages_for GROUPS…: the Debian names of BUILD RUN TEST CHECK LIVE ALL, one a line
packages_for() {
  local group list
  for group in "$@"; do
    list="DEBIAN_$group[@]"
    printf '%s\n' "${!list}"
  done
}

# missing_debian ADMINDIR PACKAGES…: those that are not installed there
missing_debian() {
  local admin=$1
  shift
  local installed
  installed=$(awk '/^Package: /{p=$2} /^Status: .* installed$/{print p} /^Provides: /{gsub(/[,]|\([^)]*\)/, " "); for (i = 2; i <= NF; i++) print $i}' \
    "$admin/status")
  printf '%s\n' "$@" | grep -vxF -f <(printf '%s\n' "$installed") || true
}
