{{- /*
The images that this chart was tested with. They are part of the release, not of the values, so that a chart version
says exactly what runs.
*/ -}}
{{- define "medusa.imageTag" -}}1.0.0{{- end }}

{{- /* Reference of an image. Takes (dict "root" $ "name" "postgres"). */ -}}
{{- define "medusa.image" -}}
{{- $registry := .root.Values.global.imageRegistry -}}
{{- if $registry }}{{ trimSuffix "/" $registry }}/{{ end }}{{ .name }}:{{ include "medusa.imageTag" . }}
{{- end }}

{{- /* The shop's own image, which a values file may override. Takes the root context. */ -}}
{{- define "medusa.backendImage" -}}
{{- $override := .Values.backend.image -}}
{{- $default := include "medusa.image" (dict "root" . "name" "medusa") -}}
{{- $repository := $override.repository | default (regexReplaceAll ":[^:/]+$" $default "") -}}
{{ $repository }}:{{ $override.tag | default (include "medusa.imageTag" .) }}
{{- end }}
