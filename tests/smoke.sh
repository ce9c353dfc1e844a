#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# smoke.sh: the release build as a user meets it: the tour's pictures, then pilothousectl on a demo cluster.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

./dev tour build/tour
pictures=$(find build/tour -name '*.png' -size +4k | wc -l)
[ "$pictures" -ge 4 ] || { echo "smoke: only $pictures pictures worth the name" >&2; exit 1; }
# The program's own texts are in it: Chinese pictures are other pictures.
if cmp -s build/tour/01-welcome-en-light.png build/tour/01-welcome-zh-light.png; then
  echo "smoke: the Chinese window is the English one" >&2
  exit 1
fi

folder=$(mktemp -d)
./dev exec -- pilothouse-demo --dir "$folder" >"$folder/output" 2>&1 &
demo=$!
trap 'kill "$demo" 2>/dev/null; wait "$demo" 2>/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 300); do
  grep -q '^ready ' "$folder/output" && break
  kill -0 "$demo" || { cat "$folder/output" >&2; exit 1; }
  sleep 0.1
done
ctl() { ./dev exec -- pilothousectl "$@" --kubeconfig "$folder/kubeconfig"; }
ctl contexts
releases=$(ctl releases -A --context eks_stg-app -o json | grep -c '"name"')
[ "$releases" -ge 50 ] || { echo "smoke: pilothousectl lists only $releases releases of the demo cluster" >&2; exit 1; }
status=0
ctl diff storefront 1382 1384 -n shop --context eks_stg-app >/dev/null || status=$?
[ "$status" = 2 ] || { echo "smoke: diff of storefront 1382 and 1384 ended with $status, not 2 (different)" >&2; exit 1; }
echo "smoke: $pictures pictures, $releases releases"
