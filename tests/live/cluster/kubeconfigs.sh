#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kubeconfigs.sh NAME FOLDER PORT: one a user. The context has the name such clusters have where the console is used.
set -euo pipefail
name=$1 folder=$2 port=$3
for user in admin reader node manager; do
  (umask 077 && cat >"$folder/$user.kubeconfig") <<YAML
apiVersion: v1
kind: Config
current-context: eks_$name-app
clusters:
- name: $name
  cluster: {server: "https://127.0.0.1:$port", certificate-authority: "$folder/pki/ca.crt"}
users:
- name: $name-$user
  user: {client-certificate: "$folder/pki/$user.crt", client-key: "$folder/pki/$user.key"}
contexts:
- name: eks_$name-app
  context: {cluster: $name, user: $name-$user}
YAML
done
