# SPDX-License-Identifier: Apache-2.0
# Building: a preset in its folder, in the place chosen. PILOTHOUSE_CMAKE_ARGS hands more to cmake (CI: warnings as errors).

build_folder() {
  case $1 in release) echo "$PROJECT/build" ;; *) echo "$PROJECT/build-$1" ;; esac
}

# build PRESET [TARGETS…]
build() {
  local preset=$1 folder arguments stamp
  shift
  folder=$(build_folder "$preset")
  place_choose BUILD
  # shellcheck disable=SC2206
  arguments=(${PILOTHOUSE_CMAKE_ARGS:-} -DPILOTHOUSE_ROOT=)
  [ "$PLACE" != root ] || arguments[-1]+=$ROOT
  stamp="$PLACE ${arguments[*]}"
  cd "$PROJECT"
  if ! build_is_configured "$folder" "$stamp"; then
    say "Configuring ($preset, $PLACE)"
    in_place cmake --preset "$preset" "${arguments[@]}" >&2 || die "cmake could not configure the build"
    mkdir -p "$folder"
    printf '%s\n' "$stamp" >"$folder/.configured"
  fi
  say "Building ($preset)"
  in_place ninja -C "$folder" -j"$JOBS" "$@" >&2 || die "the build failed"
  root_copy_out "$folder"
  build_qt_conf "$folder/bin"
  build_qt_conf "$folder/bin/tests"
}

build_is_configured() {
  local inside=
  [ "$PLACE" != root ] || [ "$(root_entry)" != copy ] || inside=$ROOT
  [ -e "$inside$1/build.ninja" ] && [ -e "$1/.configured" ] && [ "$(cat "$1/.configured")" = "$2" ]
}

# build_qt_conf FOLDER: programs built in the root find Qt's plugins and translations there, wherever they run
build_qt_conf() {
  [ "$PLACE" = root ] && [ -d "$1" ] || return 0
  cat >"$1/qt.conf" <<CONF
[Paths]
Prefix=$ROOT/usr
Plugins=lib/$(uname -m)-linux-gnu/qt6/plugins
Translations=share/qt6/translations
CONF
}

# program NAME: the path of a built program, or an error that says what is missing
program() {
  local path=$PROJECT/build/bin/$1
  [ -x "$path" ] || die "build/bin/$1 was not built"
  echo "$path"
}

command_build() {
  local preset=release
  while [ $# -gt 0 ]; do
    case $1 in
      --asan) preset=asan ;;
      --dev) preset=dev ;;
      *) break ;;
    esac
    shift
  done
  build "$preset" "$@"
  note "programs are in $(build_folder "$preset")/bin"
}
