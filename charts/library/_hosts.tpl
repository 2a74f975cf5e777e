{{- /*
Where shoppers find the shop: the address that the platform gives it, always, and the store's own domains. What the platform sets for
all stores is in `global` under the same names.
*/ -}}
{{- define "store.host" -}}
{{ .Values.global.host | default (printf "%s.localhost" (include "store.name" .)) }}
{{- end }}

{{- /* One setting of the store, else the platform's. Takes (list $ "ingress" "className"). */ -}}
{{- define "store.setting" -}}
{{- $root := first . -}}{{- $of := index . 1 -}}{{- $key := index . 2 -}}
{{ get (get $root.Values $of | default dict) $key | default (get (get $root.Values.global $of | default dict) $key) }}
{{- end }}

{{- /* The store's own domains as JSON: a list of host, redirect and main. The values file's checks say the same, earlier and of all stores. */ -}}
{{- define "store.domains" -}}
{{- $domains := .Values.domains | default list -}}
{{- $own := include "store.host" . -}}
{{- $platform := trimPrefix (printf "%s." (include "store.name" .)) $own -}}
{{- $seen := dict -}}
{{- $mains := 0 -}}
{{- range $domains -}}
  {{- if hasKey $seen .host }}{{ fail (printf "domains: %s is listed twice" .host) }}{{ end -}}
  {{- $_ := set $seen .host true -}}
  {{- if eq .host $own }}{{ fail (printf "domains: %s is the store's address already" .host) }}{{ end -}}
  {{- if and (or (eq .host $platform) (hasSuffix (printf ".%s" $platform) .host)) (not (hasSuffix (printf ".%s" $own) .host)) -}}
    {{- fail (printf "domains: %s belongs to the platform" .host) -}}
  {{- end -}}
  {{- if .main }}{{ $mains = add1 $mains }}{{ end -}}
  {{- if and .main .redirect }}{{ fail (printf "domains: %s can't be the main one and redirect to it" .host) }}{{ end -}}
{{- end -}}
{{- if gt (int $mains) 1 }}{{ fail "domains: only one can be the main one" }}{{ end -}}
{{ $domains | toJson }}
{{- end }}

{{- /* All hosts that the shop answers to, as a JSON list: the platform's first. */ -}}
{{- define "store.hosts" -}}
{{- $hosts := list (include "store.host" .) -}}
{{- range include "store.domains" . | fromJsonArray }}{{ $hosts = append $hosts .host }}{{ end -}}
{{ $hosts | toJson }}
{{- end }}

{{- /* Public address of the shop, which its links name: the main domain's where there is one. Only TLS of the store's own changes the scheme. */ -}}
{{- define "store.origin" -}}
{{- $origin := .Values.global.origin | default (printf "http://%s" (include "store.host" .)) -}}
{{- $tls := .Values.tls | default dict -}}
{{- range include "store.domains" . | fromJsonArray -}}
  {{- if and .main (or $tls.issuer $tls.secretName) }}{{ $origin = printf "https://%s" .host }}
  {{- else if .main }}{{ $origin = regexReplaceAll "//[^:/]+" $origin (printf "//%s" .host) }}{{ end -}}
{{- end -}}
{{ $origin }}
{{- end }}

{{- /*
Hosts that only lead to the shop's address: the shop answers them with 308 itself, since Ingress has no word for it and controllers differ
(ingress-nginx refuses variables in its annotation, so a redirect there would lose the path).
*/ -}}
{{- define "store.redirectEnv" -}}
{{- $hosts := list -}}
{{- range include "store.domains" . | fromJsonArray }}{{ if .redirect }}{{ $hosts = append $hosts .host }}{{ end }}{{ end -}}
{{- with $hosts -}}
- name: REDIRECT_HOSTS
  value: {{ join " " . | quote }}
{{- end }}
{{- end }}
