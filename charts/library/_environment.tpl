{{- /* What a values file adds to the shop's environment; a name that the chart sets is refused by its schema. */ -}}
{{- define "store.extraEnv" -}}
{{- range .Values.extraEnv }}
- name: {{ .name }}
  {{- if .secret }}
  valueFrom: { secretKeyRef: { name: {{ .secret.name }}, key: {{ .secret.key }} } }
  {{- else }}
  value: {{ .value | default "" | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "store.extraEnvFrom" -}}
{{- with .Values.extraEnvFrom -}}
envFrom:
  {{- range . }}
  {{- if .secretName }}
  - secretRef: { name: {{ .secretName }} }
  {{- else }}
  - configMapRef: { name: {{ .configMapName }} }
  {{- end }}
  {{- end }}
{{- end }}
{{- end }}

{{- /*
Annotations by which a change of what a pod only refers to makes new pods. Everything else that the chart gives a pod stands in the pod
itself.
*/ -}}
{{- define "store.podAnnotations" -}}
{{- with .Values.restart -}}
annotations:
  storeplane.dev/restart: {{ . | quote }}
{{- end }}
{{- end }}
