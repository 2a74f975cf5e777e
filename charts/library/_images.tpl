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
Reference of an image. Takes (dict "root" $ "name" "mariadb"), and with "override" the repository, tag and digest of a values
file, of which each may be empty. A digest goes before a tag; the platform's digests are of the images that the chart pins, by
<name>:<tag>, so that they never meet another version.
*/ -}}
{{- define "store.image" -}}
{{- $override := .override | default dict -}}
{{- $tag := include "store.imageTag" . -}}
{{- $digest := $override.digest -}}
{{- if not (or $digest $override.repository $override.tag) -}}
  {{- $digest = get (.root.Values.global.imageDigests | default dict) (printf "%s:%s" .name $tag) -}}
{{- end -}}
{{- $repository := $override.repository | default (include "store.imageRepository" .) -}}
{{- if $digest }}{{ $repository }}@{{ $digest }}{{ else }}{{ $repository }}:{{ $override.tag | default $tag }}{{ end -}}
{{- end }}
