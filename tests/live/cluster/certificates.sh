#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# certificates.sh FOLDER NODE_ADDRESS: a CA and what the cluster's parts need, made once a folder.
set -euo pipefail
cd "$1"
address=$2
node=$(basename "$1")-node
[ ! -f pki/complete-2 ] || exit 0
rm -rf pki
mkdir -m 700 pki
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$(basename "$1") test CA" -addext keyUsage=critical,keyCertSign,cRLSign -keyout pki/ca.key -out pki/ca.crt 2>/dev/null

# certificate NAME SUBJECT EXTENSIONS
certificate() {
  openssl req -newkey rsa:2048 -nodes -subj "$2" -keyout "pki/$1.key" -out "pki/$1.csr" 2>/dev/null
  openssl x509 -req -in "pki/$1.csr" -CA pki/ca.crt -CAkey pki/ca.key -CAcreateserial -days 3650 -out "pki/$1.crt" \
    -extfile <(printf "%s\nextendedKeyUsage=serverAuth,clientAuth\nauthorityKeyIdentifier=keyid\nkeyUsage=critical,digitalSignature,keyEncipherment\n" "$3") 2>/dev/null
}
certificate apiserver /CN=kube-apiserver "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.96.0.1"
certificate admin /O=system:masters/CN=admin basicConstraints=CA:FALSE
certificate kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client basicConstraints=CA:FALSE
certificate node "/O=system:nodes/CN=system:node:$node" "subjectAltName=DNS:$node,IP:127.0.0.1,IP:$address"
certificate manager /O=system:masters/CN=controller-manager basicConstraints=CA:FALSE
# A user who may do nothing until a test says otherwise.
certificate reader /CN=reader basicConstraints=CA:FALSE
openssl genrsa -out pki/sa.key 2048 2>/dev/null
touch pki/complete-2
