# SPDX-License-Identifier: Apache-2.0
# What a reviewer should not have to say: formatting, clang-tidy on what changed, layering, translations.

check_sources() { find "$PROJECT"/core "$PROJECT"/ui "$PROJECT"/app "$PROJECT"/tests -name '*.cpp' -o -name '*.h' | sort; }

# check_base: what "changed" is measured against: the last commit .ci/run passed on, the fork from the main branch, or the parent
check_base() {
  local base
  base=$(cat "$CACHE/green" 2>/dev/null || true)
  if [ -n "$base" ] && git -C "$PROJECT" merge-base --is-ancestor "$base" HEAD 2>/dev/null && [ "$base" != "$(git -C "$PROJECT" rev-parse HEAD)" ]; then
    echo "$base"
    return
  fi
  for base in origin/main origin/HEAD; do
    base=$(git -C "$PROJECT" merge-base "$base" HEAD 2>/dev/null) || continue
    [ "$base" = "$(git -C "$PROJECT" rev-parse HEAD)" ] && continue
    echo "$base"
    return
  done
  git -C "$PROJECT" rev-parse --verify -q HEAD~1 || git -C "$PROJECT" rev-parse HEAD
}

command_check() {
  CHECK_FIX=
  [ "${1:-}" != --fix ] || CHECK_FIX=1
  place_choose BUILD CHECK TEST
  local failed=()
  cd "$PROJECT"
  check_formatting || failed+=(formatting)
  check_layers || failed+=(layering)
  if ! check_tidy; then
    # PILOTHOUSE_TIDY=report: what it found is said and does not decide
    if [ "${PILOTHOUSE_TIDY:-decide}" = report ]; then note "clang-tidy found the above"; else failed+=(clang-tidy); fi
  fi
  check_translations || failed+=(translations)
  [ ${#failed[@]} -eq 0 ] || die "check found faults in: ${failed[*]}"
  say "check: all good"
}

check_formatting() {
  say "clang-format"
  mapfile -t files < <(check_sources)
  [ ${#files[@]} -gt 0 ] || { note "no sources"; return 0; }
  [ -z "$CHECK_FIX" ] || check_reformat "${files[@]}"
  in_check clang-format --dry-run --Werror "${files[@]}" >&2 || {
    note "mend it with: ./dev check --fix"
    return 1
  }
}

# check_reformat FILES: in the files themselves; inside a copied tree they would be lost
check_reformat() {
  if [ "$PLACE" = root ] && [ "$(root_entry)" = copy ]; then
    root_program clang-format -i "$@"
  else
    in_place clang-format -i "$@"
  fi
}

check_layers() {
  say "layering"
  in_check python3 "$PROJECT/tests/arch/check_layers.py" "$PROJECT" >&2
}

# in_check CMD…: in_place, with the tree copied in where it can't be mounted
in_check() { in_place "$@"; }

# check_tidy: two at a time, for PILOTHOUSE_TIDY_MINUTES at most; what was not reached is named
check_tidy() {
  local base files folder limit status=0
  if ! git -C "$PROJECT" rev-parse HEAD >/dev/null 2>&1; then
    note "clang-tidy: not a git checkout, skipped"
    return 0
  fi
  base=$(check_base)
  mapfile -t files < <({ git diff --name-only --diff-filter=d "$base" -- '*.cpp'; git ls-files --others --exclude-standard -- '*.cpp'; } | sort -u)
  say "clang-tidy on ${#files[@]} files changed since $(git rev-parse --short "$base")"
  [ ${#files[@]} -gt 0 ] || return 0
  folder=$(build_folder asan)
  [ -e "$folder/build.ninja" ] || folder=$(build_folder release)
  build_for_tidy "$folder"
  limit=$((SECONDS + ${PILOTHOUSE_TIDY_MINUTES:-15} * 60))
  export PILOTHOUSE_TIDY_LIMIT=$limit
  local file left=()
  while [ ${#files[@]} -gt 0 ]; do
    if [ $SECONDS -ge "$limit" ]; then left=("${files[@]}"); break; fi
    local batch=("${files[@]:0:$((JOBS * 4))}")
    files=("${files[@]:$((JOBS * 4))}")
    in_check sh -c 'build=$1 jobs=$2; shift 2; printf "%s\n" "$@" | xargs -P "$jobs" -n 1 clang-tidy --quiet --warnings-as-errors="*" --extra-arg=-Wno-unknown-warning-option -p "$build" 2>/dev/null' \
      sh "$folder" "$JOBS" "${batch[@]}" >&2 || status=1
  done
  [ ${#left[@]} -eq 0 ] || note "clang-tidy: time is over; not looked at: ${left[*]}"
  return $status
}

# build_for_tidy FOLDER: clang-tidy needs the compile commands and the generated sources
build_for_tidy() {
  case $1 in *-asan) build asan ;; *) build release ;; esac
}

# check_translations: lupdate would change nothing
check_translations() {
  local files work file status=0
  mapfile -t files < <(find "$PROJECT/translations" -name '*.ts' | sort)
  say "translations"
  [ ${#files[@]} -gt 0 ] || { note "none yet"; return 0; }
  if [ -n "$CHECK_FIX" ]; then
    check_lupdate "${files[@]}" || return 1
    [ "$PLACE" != root ] || [ "$(root_entry)" != copy ] || cp "$ROOT$PROJECT"/translations/*.ts "$PROJECT/translations/"
  fi
  work=$(mktemp -d "$PROJECT/build-check.XXXXXX")
  LEFTOVERS+=("$work")
  for file in "${files[@]}"; do
    cp "$file" "$work/"
    check_lupdate "$work/$(basename "$file")" || status=1
    check_same_texts "$file" "$work/$(basename "$file")" || status=1
  done
  rm -rf "$work"
  return $status
}

# check_lupdate FILES: as the build's translations_update does it; English has only plural forms
check_lupdate() {
  local file plurals
  for file in "$@"; do
    plurals=
    [ "$(basename "$file")" != pilothouse_en.ts ] || plurals=-pluralonly
    in_place sh -c 'PATH=/usr/lib/qt6/bin:/usr/lib64/qt6/bin:$PATH exec lupdate "$@"' sh \
      -silent -no-obsolete -locations none -I . $plurals core ui app -ts "$file" >&2 || return 1
  done
}

# check_same_texts OLD NEW: the same texts of the same classes; none unfinished
check_same_texts() {
  if ! diff <(check_texts "$1") <(check_texts "$2") | grep '^[<>]' | head -20 >&2; then
    :
  fi
  if ! cmp -s <(check_texts "$1") <(check_texts "$2"); then
    note "$(basename "$1"): lupdate would change it (lines above: < gone, > new); bring it up to date with: ./dev check --fix"
    return 1
  fi
  if grep -q 'type="unfinished"' "$1"; then
    note "$(basename "$1"): $(grep -c 'type="unfinished"' "$1") texts are unfinished"
    return 1
  fi
}

# check_texts FILE: every source text with its context
check_texts() {
  awk '/<name>/ { context = $0 } /<source>/ { text = ""; inside = 1 } inside { text = text " " $0 } /<\/source>/ { inside = 0; print context text }' "$1" | tr -s ' ' | sort -u
}
