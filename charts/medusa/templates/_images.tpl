{{- /*
The images that this chart was tested with. They are part of the release, not of the values, so that a chart version
says exactly what runs. Takes an image's name.
*/ -}}
{{- define "medusa.imageTag" -}}
{{ get (dict "medusa" "1.0.0" "postgres" "15-1" "redis" "7-1") . }}
{{- end }}

{{- /* An image's repository. Takes (dict "root" $ "name" "postgres"). */ -}}
{{- define "medusa.imageRepository" -}}
{{- $registry := .root.Values.global.imageRegistry -}}
{{ if $registry }}{{ trimSuffix "/" $registry }}/{{ end }}{{ .name }}
{{- end }}

{{- /* Reference of an image. Takes (dict "root" $ "name" "postgres"). */ -}}
{{- define "medusa.image" -}}
{{ include "medusa.imageRepository" . }}:{{ include "medusa.imageTag" .name }}
{{- end }}

{{- /* The shop's own image, which a values file may override. Takes the root context. */ -}}
{{- define "medusa.backendImage" -}}
{{- with .Values.backend.image -}}
{{ .repository | default (include "medusa.imageRepository" (dict "root" $ "name" "medusa")) }}:{{ .tag | default (include "medusa.imageTag" "medusa") }}
{{- end }}
{{- end }}
