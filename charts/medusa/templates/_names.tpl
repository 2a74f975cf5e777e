{{- /*
The platform sets storeName, host and origin. Without it (`helm install store-acme charts/medusa`) they follow from the
name of the release, which is always store-<name>.
*/ -}}
{{- define "medusa.storeName" -}}
{{ .Values.global.storeName | default (trimPrefix "store-" .Release.Name) }}
{{- end }}

{{- define "medusa.namespace" -}}
store-{{ include "medusa.storeName" . }}
{{- end }}

{{- define "medusa.host" -}}
{{ .Values.global.host | default (printf "%s.localhost" (include "medusa.storeName" .)) }}
{{- end }}

{{- define "medusa.origin" -}}
{{ .Values.global.origin | default (printf "http://%s" (include "medusa.host" .)) }}
{{- end }}

{{- define "medusa.displayName" -}}
{{ .Values.store.displayName | default (include "medusa.storeName" .) }}
{{- end }}

{{- /* Medusa's sign-in form wants an address with a dot in its domain, so an owner such as dev@localhost doesn't do. */ -}}
{{- define "medusa.adminEmail" -}}
{{- if .Values.admin.email -}}
{{ .Values.admin.email }}
{{- else if regexMatch "^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$" .Values.store.owner -}}
{{ .Values.store.owner }}
{{- else -}}
admin@{{ include "medusa.host" . }}
{{- end -}}
{{- end }}

{{- /* Labels of every object. Takes the root context. */ -}}
{{- define "medusa.labels" -}}
app.kubernetes.io/name: medusa
app.kubernetes.io/part-of: storeplane
storeplane.dev/store: {{ include "medusa.storeName" . | quote }}
{{- end }}

{{- /* Labels that Services, Deployments and policies select by; they never change. Takes a component's name. */ -}}
{{- define "medusa.selector" -}}
storeplane.dev/component: {{ . }}
{{- end }}
