# SPDX-License-Identifier: Apache-2.0
# Where the programs are built and run: on this machine ("host") or in a Debian 13 root of our own ("root").

PLACE=
PLACE_WHY=

# host_family: debian, fedora or other, when this system's own packages are new enough
host_family() {
  local id=other like='' version=0
  if [ -r /etc/os-release ]; then
    id=$(. /etc/os-release && echo "${ID:-other}")
    like=$(. /etc/os-release && echo "${ID_LIKE:-}")
    version=$(. /etc/os-release && echo "${VERSION_ID:-0}")
  fi
  local major=${version%%.*}
  case $id in
    debian) [ "$major" -ge 13 ] && echo debian && return ;;
    ubuntu) [ "$major" -ge 26 ] && echo debian && return ;;
    fedora) [ "$major" -ge 42 ] && echo fedora && return ;;
    *) case $like in *debian*) ;; *) echo other && return ;; esac ;;
  esac
  echo old
}

# host_has_libraries: pkg-config and cmake know everything that is needed (any distribution)
host_has_libraries() {
  local wanted
  has pkg-config && has cmake && has ninja && has g++ || return 1
  for wanted in "${NEEDED_LIBRARIES[@]}"; do
    pkg-config --exists "$wanted" 2>/dev/null || return 1
  done
  [ "$(printf '3.31\n%s\n' "$(cmake --version | sed -n '1s/.* //p')" | sort -V | head -1)" = 3.31 ]
}

# place_choose GROUPS…: sets PLACE and makes sure the groups' packages are there
place_choose() {
  [ -z "$PLACE" ] || { place_complete "$@"; return; }
  local family
  family=$(host_family)
  case ${PILOTHOUSE_PLACE:-} in
    host | root) PLACE=$PILOTHOUSE_PLACE PLACE_WHY="PILOTHOUSE_PLACE says so" ;;
    '')
      case $family in
        debian | fedora) PLACE=host PLACE_WHY="this system's own packages are new enough" ;;
        *)
          if host_has_libraries; then
            PLACE=host PLACE_WHY="pkg-config finds every library here, new enough"
          else
            PLACE=root PLACE_WHY="this system's own Qt and libraries are too old or missing"
          fi
          ;;
      esac
      ;;
    *) die "PILOTHOUSE_PLACE is \"$PILOTHOUSE_PLACE\": it can be host or root" ;;
  esac
  place_complete "$@"
}

place_complete() {
  if [ "$PLACE" = root ]; then
    root_prepare
  else
    host_complete "$@"
  fi
}

# host_complete GROUPS…: installs what is missing, or says exactly how
host_complete() {
  local missing family
  family=$(host_family)
  if [ "$family" = debian ]; then
    mapfile -t missing < <(missing_debian /var/lib/dpkg $(packages_for "$@"))
    [ ${#missing[@]} -gt 0 ] && [ -n "${missing[0]}" ] || return 0
    say "Missing packages: ${missing[*]}"
    if ! is_root; then
      die "install them with:
  sudo apt-get install --no-install-recommends ${missing[*]}
or build in a Debian root of your own, without changing this system: PILOTHOUSE_PLACE=root ./dev …"
    fi
    say "Installing them with apt"
    with_lock packages host_apt_install "${missing[@]}"
  elif [ "$family" = fedora ]; then
    has rpm || return 0
    mapfile -t missing < <(for p in "${FEDORA_ALL[@]}"; do rpm -q --whatprovides "$p" >/dev/null 2>&1 || echo "$p"; done)
    [ ${#missing[@]} -eq 0 ] || die "missing packages; install them with:
  sudo dnf install ${missing[*]}"
  else
    host_has_libraries || die "some libraries are missing or too old: needed are ${NEEDED_LIBRARIES[*]}, cmake >= 3.31, ninja, g++ >= 14"
  fi
}

host_apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >&2 || note "apt-get update failed; trying with the lists that are here"
  apt-get install -q -y --no-install-recommends "$@" >&2 || die "apt could not install: $*"
}

# in_place CMD…: runs CMD where things are built, in the current folder
in_place() {
  if [ "$PLACE" = root ]; then root_run "$@"; else place_env "$@"; fi
}

# place_env CMD…: the environment that builds and tests share
place_env() {
  $RUN_EXEC env CCACHE_DIR="${CCACHE_DIR:-$CACHE/ccache}" CCACHE_BASEDIR="$PROJECT" CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime LANG=C.UTF-8 PATH="$PROJECT/build/bin:$TOOLS/bin:$PATH" "$@"
}

# with_programs CMD…: runs CMD on this machine, in the environment that programs built by us need here
with_programs() {
  local variables=(PATH="$PROJECT/build/bin:$TOOLS/bin:$PATH")
  if [ "$PLACE" = root ]; then
    root_host_files
    variables+=(FONTCONFIG_FILE="$CACHE/host/fonts.conf" XDG_DATA_DIRS="${XDG_DATA_DIRS:-/usr/local/share:/usr/share}:$ROOT/usr/share")
    [ -d /usr/share/X11/xkb ] || variables+=(XKB_CONFIG_ROOT="$ROOT/usr/share/X11/xkb")
    [ -d /usr/share/X11/locale ] || variables+=(XLOCALEDIR="$ROOT/usr/share/X11/locale")
    # A desktop's own plugin path names plugins of its own Qt.
    $RUN_EXEC env -u QT_PLUGIN_PATH -u QT_QPA_PLATFORMTHEME "${variables[@]}" "$@"
  else
    $RUN_EXEC env "${variables[@]}" "$@"
  fi
}

command_where() {
  place_choose BUILD
  echo "place: $PLACE ($PLACE_WHY)"
  [ "$PLACE" != root ] || { echo "root: $ROOT"; echo "entered by: $(root_entry)"; }
  echo "cache: $CACHE"
  echo "programs: $PROJECT/build/bin"
}
