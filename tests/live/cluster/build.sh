#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# build.sh VERSION FOLDER: the Kubernetes server programs, built from their Go modules (some minutes the first time).
# k8s.io/kubernetes names its staging modules as v0.0.0 in its own go.mod: each needs a replace with the real version.
set -euo pipefail
version=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
staging=0.${version#1.}
programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet)
modules=(api apiextensions-apiserver apimachinery apiserver cli-runtime client-go cloud-provider cluster-bootstrap
  code-generator component-base component-helpers controller-manager cri-api cri-client csi-translation-lib
  dynamic-resource-allocation endpointslice externaljwt kms kube-aggregator kube-controller-manager kube-proxy
  kube-scheduler kubectl kubelet metrics mount-utils pod-security-admission sample-apiserver sample-cli-plugin
  sample-controller)

command -v go >/dev/null || { echo "building the Kubernetes server programs needs Go" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{
  printf 'module example.invalid/cluster\n\nrequire k8s.io/kubernetes v%s\n\n' "$version"
  for module in "${modules[@]}"; do
    printf 'replace k8s.io/%s => k8s.io/%s v%s\n' "$module" "$module" "$staging"
  done
} >go.mod
{
  printf '//go:build tools\n\npackage tools\n\n'
  printf 'import _ "k8s.io/kubernetes/cmd/%s"\n' "${programs[@]}"
} >tools.go
export CGO_ENABLED=0 GOFLAGS=-mod=mod GOTOOLCHAIN="${GOTOOLCHAIN:-auto}"
echo "== Kubernetes $version: fetching its modules" >&2
go mod tidy 2>/dev/null || go mod tidy
minor=${version#1.}
stamp="-X k8s.io/component-base/version.gitVersion=v$version -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=${minor%%.*}"
for program in "${programs[@]}"; do
  [ ! -x "$folder/$program" ] || continue
  echo "== building $program" >&2
  go build -trimpath -buildvcs=false -ldflags "-s -w $stamp" -o "$folder/$program.new" "k8s.io/kubernetes/cmd/$program"
  mv "$folder/$program.new" "$folder/$program"
done
