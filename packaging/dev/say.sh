# SPDX-License-Identifier: Apache-2.0
# Messages of ./dev, and the end of what it started. Everything goes to stderr: stdout belongs to the command run.

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
note() { printf '  %s\n' "$*" >&2; }
die() { printf './dev: %s\n' "$*" >&2; exit 1; }
[ -t 2 ] || say() { printf '== %s\n' "$*" >&2; }

is_root() { [ "$(id -u)" = 0 ]; }
has() { command -v "$1" >/dev/null 2>&1; }

# Processes and folders that end with this run, by id; the newest first.
STARTED=()
LEFTOVERS=()
end_started() {
  local i pid waited
  for ((i = ${#STARTED[@]} - 1; i >= 0; i--)); do
    pid=${STARTED[i]}
    kill "$pid" 2>/dev/null || continue
    for ((waited = 0; waited < 50; waited++)); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
  done
  STARTED=()
  for i in "${LEFTOVERS[@]}"; do rm -rf "$i"; done
  LEFTOVERS=()
}
# in_background CMD…: starts a function that ends in one program; LAST is that program's own id, ended with this run
LAST=
in_background() {
  (RUN_EXEC=exec; "$@") <&0 &
  LAST=$!
  STARTED+=("$LAST")
}

# in_foreground CMD…: the same and waits; unlike a plain call it lets this script hear signals meanwhile
in_foreground() {
  in_background "$@"
  wait "$LAST"
}
RUN_EXEC=

# Nothing ends silently: set -e says where.
set -E
trap 'printf "./dev: stopped at %s:%s: %s\n" "$(basename "${BASH_SOURCE[0]}")" "$LINENO" "$BASH_COMMAND" >&2' ERR
trap end_started EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# One ./dev at a time makes roots and fetches tools; the lock ends with the process.
with_lock() {
  local name=$1
  shift
  if ! has flock; then "$@"; return; fi
  local fd
  exec {fd}>"$CACHE/$name.lock"
  if ! flock --nonblock "$fd"; then
    note "another ./dev is at work on \"$name\"; waiting for it"
    flock "$fd"
  fi
  "$@"
  exec {fd}>&-
}
