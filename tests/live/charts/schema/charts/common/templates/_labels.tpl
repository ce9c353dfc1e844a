{{- define "common.labels" -}}
team: {{ .Values.team }}
tier: {{ tpl .Values.tier . }}
{{- end }}
