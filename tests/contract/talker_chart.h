// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace pilothouse::contract {

// In a file of its own: moc loses its way in such strings.

/// A chart of one Deployment whose pod says a word three times a second.
inline const QByteArray kTalkerMetadata = "apiVersion: v2\nname: talker\nversion: 0.1.0\n";
inline const QByteArray kTalkerWorkload = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: {{ .Release.Name }}
  template:
    metadata:
      labels:
        app: {{ .Release.Name }}
    spec:
      hostNetwork: true
      terminationGracePeriodSeconds: 2
      containers:
      - name: main
        image: localhost/busybox:1
        command: ["sh", "-c", "i=0; while true; do i=$((i+1)); echo \"INFO {{ .Values.word }} seq=$i here\"; sleep 0.3; done"]
)";

} // namespace pilothouse::contract
