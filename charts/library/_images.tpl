{{- /* An image's repository. Takes (dict "root" $ "name" "mariadb"). */ -}}
{{- define "store.imageRepository" -}}
{{- $registry := .root.Values.global.imageRegistry -}}
{{ if $registry }}{{ trimSuffix "/" $registry }}/{{ end }}{{ .name }}
{{- end }}

{{- /* An image's tag, which the engine's chart pins. Takes (dict "root" $ "name" "mariadb"). */ -}}
{{- define "store.imageTag" -}}
{{ get (include "engine.imageTags" .root | fromYaml) .name | required (printf "engine.imageTags names no image %s" .name) }}
{{- end }}

{{- /*
Reference of an image. Takes (dict "root" $ "name" "mariadb"), and with "override" the repository and tag of a values
file, of which each may be empty.
*/ -}}
{{- define "store.image" -}}
{{- $override := .override | default dict -}}
{{ $override.repository | default (include "store.imageRepository" .) }}:{{ $override.tag | default (include "store.imageTag" .) }}
{{- end }}
