# SPDX-License-Identifier: Apache-2.0
# A Debian 13 root in the user's cache folder: made once, entered for building; programs built in it start outside too,
# because they name its loader and libraries (PILOTHOUSE_ROOT in cmake/PilothouseModule.cmake).

ROOT_ENTRY=

# root_entry: mount (a mount namespace of its own), user (the same, as an ordinary user), copy (chroot with the tree copied in)
root_entry() {
  if [ -z "$ROOT_ENTRY" ]; then
    if [ -n "${PILOTHOUSE_ENTRY:-}" ]; then
      ROOT_ENTRY=$PILOTHOUSE_ENTRY
    elif is_root && unshare --mount --propagation private true 2>/dev/null; then
      ROOT_ENTRY=mount
    elif unshare --user --map-root-user --mount --propagation private true 2>/dev/null; then
      ROOT_ENTRY=user
    elif is_root; then
      ROOT_ENTRY=copy
    else
      die "this user may neither make namespaces nor use chroot: allow unprivileged user namespaces, or install the packages named by PILOTHOUSE_PLACE=host ./dev build"
    fi
  fi
  echo "$ROOT_ENTRY"
}

root_prepare() {
  ROOT_ENTRY=$(root_entry)
  [ -n "${ROOT_READY:-}" ] || with_lock root root_prepare_locked
  ROOT_READY=1
}

root_prepare_locked() {
  local missing
  if [ ! -x "$ROOT/usr/bin/dpkg" ]; then
    root_make
  fi
  mapfile -t missing < <(missing_debian "$ROOT/var/lib/dpkg" "${DEBIAN_ALL[@]}")
  if [ ${#missing[@]} -gt 0 ] && [ -n "${missing[0]}" ]; then
    say "Installing into the Debian 13 root: ${missing[*]}"
    root_apt -q update
    root_apt -q -y --no-install-recommends install "${missing[@]}"
  fi
  # The root is found under its own path from inside as well: one set of program paths is right in both.
  if [ ! -e "$ROOT$ROOT" ]; then
    mkdir -p "$(dirname "$ROOT$ROOT")"
    ln -s / "$ROOT$ROOT"
  fi
  root_own_paths
  [ "$(root_entry)" != copy ] || root_devices
}

# root_own_paths: libproxy (Qt Network needs it) names /usr/lib/…/libproxy in a RUNPATH, which on this machine is another
# system's folder and hides the path our programs bring: made relative to where the library lies, once.
root_own_paths() {
  local library path
  for library in "$ROOT"/usr/lib/*-linux-gnu/libproxy.so.* "$ROOT"/usr/lib/*-linux-gnu/libproxy/*.so; do
    [ -f "$library" ] && [ ! -L "$library" ] || continue
    path=$(root_program patchelf --print-rpath "$library") || continue
    case $path in
    /usr/*) root_program patchelf --force-rpath --set-rpath '$ORIGIN:$ORIGIN/libproxy:$ORIGIN/..' "$library" || note "libproxy in the root could not be adapted" ;;
    esac
  done
}

# root_apt ARGS…: a plain chroot is enough for apt, and the only way where dpkg must own files as others than root
root_apt() {
  is_root || die "the root lacks packages and was made by an ordinary user: remove $ROOT and try again"
  root_network
  root_devices
  chroot "$ROOT" env PATH="$ROOT_PATH" LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    apt-get -o APT::Sandbox::User=root "$@" >&2 || die "apt could not install into $ROOT"
}

# root_make: by mmdebstrap, or out of a container image where podman or docker runs
root_make() {
  local new=$ROOT.new
  say "Making a Debian 13 to build in: $ROOT (once; one to three minutes, 1.6 GB)"
  rm -rf "$new"
  if is_root && ! has mmdebstrap && has apt-get; then
    say "Installing mmdebstrap with apt"
    with_lock packages host_apt_install mmdebstrap
  fi
  if has mmdebstrap; then
    root_make_mmdebstrap "$new"
  else
    local engine
    engine=$(container_engine) || die "mmdebstrap is needed to make it (sudo apt-get install mmdebstrap), or a running podman or docker"
    root_make_container "$engine" "$new"
  fi
  mv "$new" "$ROOT"
  note "the root is ready"
}

root_make_mmdebstrap() {
  local list mirror=''
  list=$(IFS=,; echo "${DEBIAN_ALL[*]}")
  # On Debian and its kin: the mirror apt already uses. Elsewhere mmdebstrap has one of its own.
  if [ -r /etc/os-release ] && [ "$(. /etc/os-release && echo "$ID")" = debian ]; then
    mirror=$(host_mirror)
  fi
  if is_root; then
    mmdebstrap --variant=apt --include="$list" trixie "$1" ${mirror:+"$mirror"} >&2
  else
    mmdebstrap --mode=unshare --variant=apt --include="$list" trixie "$1.tar" ${mirror:+"$mirror"} >&2
    root_unpack "$1.tar" "$1"
    rm -f "$1.tar"
  fi
}

host_mirror() {
  local file
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
    [ -f "$file" ] || continue
    sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb \(\[[^]]*\] \)\?\([^ ]*\).*/\2/p' "$file"
  done | awk '/debian\/*$/ && !found { print; found = 1 }'
}

container_engine() {
  local engine
  for engine in podman docker; do
    if has "$engine" && timeout 20 "$engine" info >/dev/null 2>&1; then
      echo "$engine"
      return
    fi
  done
  return 1
}

root_make_container() {
  local engine=$1 id
  note "with $engine"
  id=$("$engine" create debian:trixie sh -c "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends ${DEBIAN_ALL[*]}")
  "$engine" start --attach "$id" >&2 || { "$engine" rm "$id" >/dev/null; die "$engine could not install the packages"; }
  "$engine" export "$id" >"$2.tar"
  "$engine" rm "$id" >/dev/null
  root_unpack "$2.tar" "$2"
  rm -f "$2.tar"
}

root_unpack() {
  mkdir -p "$2"
  if is_root; then
    tar -xf "$1" -C "$2"
  else
    unshare --user --map-root-user tar --no-same-owner --exclude='./dev/*' --exclude='dev/*' -xf "$1" -C "$2"
  fi
}

root_devices() {
  local spec
  [ ! -c "$ROOT/dev/null" ] || [ ! -c "$ROOT/dev/urandom" ] || return 0
  mkdir -p "$ROOT/dev"
  for spec in 'null 1 3' 'zero 1 5' 'full 1 7' 'random 1 8' 'urandom 1 9' 'tty 5 0'; do
    # shellcheck disable=SC2086
    set -- $spec
    [ -c "$ROOT/dev/$1" ] && continue
    rm -f "$ROOT/dev/$1"
    mknod -m 666 "$ROOT/dev/$1" c "$2" "$3" || die "can't make $ROOT/dev/$1 here: this container may neither mount nor make device files"
  done
}

ROOT_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# root_run CMD…: runs CMD inside the root, in the folder of the same name
root_run() {
  local environment=(env PATH="$PROJECT/build/bin:$TOOLS/bin:$ROOT_PATH" LANG=C.UTF-8)
  root_network
  case $(root_entry) in
    mount) $RUN_EXEC unshare --mount --propagation private -- \
      bash "$PROJECT/packaging/dev/enter.sh" "$ROOT" "$PROJECT" "$CACHE" "${environment[@]}" CCACHE_DIR="$CACHE/ccache" CCACHE_BASEDIR="$PROJECT" CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "$@" ;;
    user) $RUN_EXEC unshare --user --map-root-user --mount --propagation private -- \
      bash "$PROJECT/packaging/dev/enter.sh" "$ROOT" "$PROJECT" "$CACHE" "${environment[@]}" CCACHE_DIR="$CACHE/ccache" CCACHE_BASEDIR="$PROJECT" CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "$@" ;;
    copy)
      root_copy_in
      $RUN_EXEC chroot "$ROOT" "${environment[@]}" CCACHE_DIR=/var/cache/ccache env -C "$(root_inner_folder)" "$@"
      ;;
  esac
}

root_network() {
  local file
  for file in resolv.conf hosts; do
    [ -r "/etc/$file" ] || continue
    cmp -s "/etc/$file" "$ROOT/etc/$file" 2>/dev/null || cp -L --remove-destination "/etc/$file" "$ROOT/etc/$file" 2>/dev/null || true
  done
}

root_inner_folder() {
  case $PWD/ in "$PROJECT"/*) echo "$PWD" ;; *) echo / ;; esac
}

# root_copy_in: the sources as they are now, with their times, under the same path; build folders inside stay
root_copy_in() {
  mkdir -p "$ROOT$PROJECT"
  find "$ROOT$PROJECT" -mindepth 1 -maxdepth 1 ! -name 'build*' -exec rm -rf {} +
  tar -C "$PROJECT" --exclude='./build*' --exclude=./.git -cf - . | tar -C "$ROOT$PROJECT" -xf -
}

# root_copy_out BUILD: programs and test lists come back; objects and libraries stay inside
root_copy_out() {
  [ "$PLACE" = root ] && [ "$(root_entry)" = copy ] || return 0
  [ -d "$ROOT$1" ] || return 0
  mkdir -p "$1"
  tar -C "$ROOT$1" --exclude='*.o' --exclude='*.a' --exclude='*.gch' -cf - . | tar -C "$1" -xf -
}

# root_host_files: what programs built in the root need when they run outside of it
root_host_files() {
  [ ! -e "$CACHE/host/fonts.conf" ] || return 0
  mkdir -p "$CACHE/host"
  cat >"$CACHE/host/fonts.conf.new" <<XML
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <dir>$ROOT/usr/share/fonts</dir>
  <include ignore_missing="yes">$ROOT/etc/fonts/conf.d</include>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
XML
  mv "$CACHE/host/fonts.conf.new" "$CACHE/host/fonts.conf"
}

# root_program NAME ARGS…: runs a program of the root on this machine, through the root's loader
root_program() {
  local program=$1
  shift
  "$(root_loader)" --library-path "$(root_libraries)" "$ROOT/usr/bin/$program" "$@"
}

root_loader() {
  local loader
  for loader in "$ROOT"/lib64/ld-linux-x86-64.so.2 "$ROOT"/lib/ld-linux-aarch64.so.1; do
    [ -e "$loader" ] && echo "$loader" && return
  done
  die "the root at $ROOT has no loader: remove it and try again"
}

root_libraries() {
  local lib
  lib=$ROOT/usr/lib/$(uname -m)-linux-gnu
  echo "$lib:$lib/libproxy:$lib/pulseaudio:$ROOT/usr/lib"
}
