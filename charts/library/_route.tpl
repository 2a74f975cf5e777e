{{- /*
The Gateway API instead of an Ingress. TLS ends at listeners: the Gateway's own, or where the store has certificates, at those of a
ListenerSet that brings them; the Gateway must allow it. Takes what store.ingress does.
*/ -}}
{{- define "store.route" -}}
{{- $listeners := include "store.ingressTls" .root | fromYamlArray -}}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: shop
  {{- include "store.metadata" .root | nindent 2 }}
spec:
  parentRefs:
    - {{- include "store.gateway" .root | nindent 6 }}
      {{- with include "store.setting" (list .root "gateway" "sectionName") }}
      sectionName: {{ . }}
      {{- end }}
    {{- if $listeners }}
    - { group: gateway.networking.k8s.io, kind: ListenerSet, name: shop }
    {{- end }}
  hostnames: {{ include "store.hosts" .root }}
  rules:
    - backendRefs:
        - { name: {{ .service }}, port: 80 }
{{- if $listeners }}
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata:
  name: shop
  {{- include "store.metadata" .root | nindent 2 }}
spec:
  parentRef:
    {{- include "store.gateway" .root | nindent 4 }}
  listeners:
    {{- range $listener := $listeners }}
    {{- range $host := $listener.hosts }}
    {{- with $listener.secretName }}
    - name: {{ $host }}
      hostname: {{ $host }}
      port: 443
      protocol: HTTPS
      tls:
        mode: Terminate
        certificateRefs: [{ name: {{ . }} }]
      allowedRoutes: { namespaces: { from: Same } }
    {{- end }}
    {{- end }}
    {{- end }}
{{- end }}
{{- end }}

{{- define "store.gateway" -}}
group: gateway.networking.k8s.io
kind: Gateway
name: {{ include "store.setting" (list . "gateway" "name") }}
{{- with include "store.setting" (list . "gateway" "namespace") }}
namespace: {{ . }}
{{- end }}
{{- end }}
