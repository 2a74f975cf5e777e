{{- /*
The platform sets storeName, host and origin. Without it (`helm install store-acme charts/<engine>`) they follow from the
name of the release, which is always store-<name>.
*/ -}}
{{- define "store.name" -}}
{{ .Values.global.storeName | default (trimPrefix "store-" .Release.Name) }}
{{- end }}

{{- define "store.namespace" -}}
store-{{ include "store.name" . }}
{{- end }}

{{- define "store.displayName" -}}
{{ .Values.store.displayName | default (include "store.name" .) }}
{{- end }}

{{- /* Sign-in forms want an address with a dot in its domain, so an owner such as dev@localhost doesn't do. */ -}}
{{- define "store.adminEmail" -}}
{{- if .Values.admin.email -}}
{{ .Values.admin.email }}
{{- else if regexMatch "^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$" .Values.store.owner -}}
{{ .Values.store.owner }}
{{- else -}}
admin@{{ include "store.host" . }}
{{- end -}}
{{- end }}

{{- /* Labels of every object. */ -}}
{{- define "store.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/part-of: storeplane
storeplane.dev/store: {{ include "store.name" . | quote }}
{{- end }}

{{- /* Labels that Services, Deployments and policies select by; they never change. Takes a component's name. */ -}}
{{- define "store.selector" -}}
storeplane.dev/component: {{ . }}
{{- end }}

{{- /* Namespace and labels of an object in the store. */ -}}
{{- define "store.metadata" -}}
namespace: {{ include "store.namespace" . }}
labels:
  {{- include "store.labels" . | nindent 2 }}
{{- end }}
