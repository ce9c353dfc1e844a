// SPDX-License-Identifier: Apache-2.0
#include "app/demo/chart_templates.h"

namespace pilothouse::demo {

namespace {

constexpr const char* kHelpers = R"({{- define "service.fullname" -}}
{{- if eq .Release.Name .Chart.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}
{{- end }}

{{- define "service.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "service.labels" -}}
{{ include "service.selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- if .Values.chartLabel }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}
choerodon.io/command: {{ add 48000 .Release.Revision | quote }}
{{- end }}

{{- define "service.head" -}}
name: {{ include "service.fullname" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "service.labels" . | nindent 2 }}
{{- end }}
)";

constexpr const char* kDeployment = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "service.head" . | nindent 2 }}
spec:
  replicas: {{ .Values.replicaCount }}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      {{- include "service.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "service.selector" . | nindent 8 }}
    spec:
      imagePullSecrets:
      {{- toYaml .Values.imagePullSecrets | nindent 6 }}
      containers:
      - name: {{ .Chart.Name }}
        image: {{ .Values.image.repository }}:{{ if .Values.image.commitInTag }}{{ .Values.image.tag }}{{ else }}{{ regexReplaceAll "-[0-9a-f]{5}$" .Values.image.tag "" }}{{ end }}
        imagePullPolicy: {{ .Values.image.pullPolicy }}
        env:
        - name: LOG_LEVEL
          value: {{ .Values.logLevel }}
        - name: HTTP_PORT
          value: "8080"
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        ports:
        - name: http
          containerPort: 8080
          protocol: TCP
        livenessProbe:
          httpGet:
            path: /healthz
            port: http
          initialDelaySeconds: 10
        readinessProbe:
          httpGet:
            path: /healthz
            port: http
          periodSeconds: 5
        resources:
          {{- toYaml .Values.resources | nindent 10 }}
)";

constexpr const char* kService = R"(apiVersion: v1
kind: Service
metadata:
  {{- include "service.head" . | nindent 2 }}
spec:
  type: {{ .Values.service.type }}
  ports:
  - name: http
    port: {{ .Values.service.port }}
    targetPort: http
    protocol: TCP
    {{- with .Values.service.nodePort }}
    nodePort: {{ . }}
    {{- end }}
  selector:
    {{- include "service.selector" . | nindent 4 }}
)";

constexpr const char* kConfigMap = R"({{- if .Values.configMap.enabled }}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "service.head" . | nindent 2 }}
  {{- if not .Values.image.commitInTag }}
    helm.sh/chart: {{ .Chart.Name }}-{{ .Values.image.tag }}
  {{- end }}
data:
  application.yaml: |
    server:
      port: 8080
      name: {{ .Chart.Name }}
    upstreams:
      {{- range $name, $url := .Values.upstreams }}
      {{ $name }}: {{ $url }}
      {{- end }}
    features:
      tracing: {{ .Values.features.tracing }}
      region: {{ .Values.features.region }}
  LOG_FORMAT: json
{{- end }}
)";

constexpr const char* kSecret = R"({{- if .Values.secret.enabled }}
apiVersion: v1
kind: Secret
metadata:
  {{- include "service.head" . | nindent 2 }}
type: Opaque
data:
  DB_PASSWORD: {{ .Values.secret.dbPassword | b64enc }}
  API_TOKEN: {{ .Values.secret.apiToken | b64enc }}
{{- end }}
)";

constexpr const char* kServiceAccount = R"({{- if .Values.serviceAccount.create }}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "service.head" . | nindent 2 }}
{{- end }}
)";

constexpr const char* kAutoscaler = R"({{- if .Values.autoscaling.enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "service.head" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "service.fullname" . }}
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
  - type: Resource
    resource:
      name: cpu
      target:
        type: Utilization
        averageUtilization: 75
{{- end }}
)";

constexpr const char* kIngress = R"({{- if .Values.ingress.enabled }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  {{- include "service.head" . | nindent 2 }}
spec:
  ingressClassName: nginx
  tls:
  - hosts:
    - {{ .Values.ingress.host }}
    secretName: {{ include "service.fullname" . }}-tls
  rules:
  - host: {{ .Values.ingress.host }}
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: {{ include "service.fullname" . }}
            port:
              number: {{ .Values.service.port }}
{{- end }}
)";

constexpr const char* kBudget = R"({{- if .Values.disruptionBudget.enabled }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "service.head" . | nindent 2 }}
spec:
  minAvailable: 1
  selector:
    matchLabels:
      {{- include "service.selector" . | nindent 6 }}
{{- end }}
)";

constexpr const char* kSync = R"({{- if .Values.sync.enabled }}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ include "service.fullname" . }}-sync
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "service.labels" . | nindent 4 }}
spec:
  schedule: "*/30 * * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
          - name: {{ .Chart.Name }}
            image: {{ .Values.image.repository }}:{{ .Values.image.tag }}
            args:
            - run
            - "--once"
{{- end }}
)";

constexpr const char* kMigrate = R"({{- if .Values.migrate.enabled }}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "service.fullname" . }}-migrate
  namespace: {{ .Release.Namespace }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  backoffLimit: 1
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: run
        image: {{ .Values.migrate.image }}
        command:
        - /bin/sh
        - "-c"
        - {{ .Values.migrate.command | quote }}
{{- end }}
)";

constexpr const char* kSmoke = R"({{- if .Values.smokeTest.enabled }}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "service.fullname" . }}-smoke
  namespace: {{ .Release.Namespace }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  backoffLimit: 1
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: run
        image: registry.corp/tools:1.8.0
        command:
        - /bin/sh
        - "-c"
        - wget -qO- http://{{ include "service.fullname" . }}/healthz
{{- end }}
)";

constexpr const char* kNotes
    = "{{ .Release.Name }} revision {{ .Release.Revision }} is running in {{ .Release.Namespace }}.\n\n"
      "Reach it from inside the cluster at http://{{ include \"service.fullname\" . }}.{{ .Release.Namespace }}:"
      "{{ .Values.service.port }}\n";

constexpr const char* kSchema = R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "required": ["image", "replicaCount"],
  "properties": {
    "replicaCount": {"type": "integer", "minimum": 0, "maximum": 50},
    "image": {
      "type": "object",
      "required": ["repository", "tag"],
      "properties": {
        "repository": {"type": "string", "minLength": 1},
        "tag": {"type": "string", "minLength": 1},
        "pullPolicy": {"enum": ["IfNotPresent", "Always", "Never"]}
      }
    },
    "resources": {"type": "object"},
    "logLevel": {"enum": ["debug", "info", "warn", "error"]},
    "service": {
      "type": "object",
      "properties": {
        "type": {"enum": ["ClusterIP", "NodePort", "LoadBalancer"]},
        "port": {"type": "integer", "minimum": 1, "maximum": 65535}
      }
    },
    "autoscaling": {
      "type": "object",
      "properties": {
        "enabled": {"type": "boolean"},
        "minReplicas": {"type": "integer", "minimum": 1},
        "maxReplicas": {"type": "integer", "minimum": 1}
      }
    }
  }
}
)";

} // namespace

ChartFiles serviceTemplates() {
    return {{"templates/_helpers.tpl", kHelpers}, {"templates/NOTES.txt", kNotes},
        {"templates/configmap.yaml", kConfigMap}, {"templates/cronjob.yaml", kSync},
        {"templates/deployment.yaml", kDeployment}, {"templates/hooks/migrate.yaml", kMigrate},
        {"templates/hooks/smoke.yaml", kSmoke}, {"templates/hpa.yaml", kAutoscaler},
        {"templates/ingress.yaml", kIngress}, {"templates/pdb.yaml", kBudget}, {"templates/secret.yaml", kSecret},
        {"templates/service.yaml", kService}, {"templates/serviceaccount.yaml", kServiceAccount}};
}

std::string serviceSchema() {
    return kSchema;
}

} // namespace pilothouse::demo
