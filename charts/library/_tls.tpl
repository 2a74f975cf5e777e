{{- /*
TLS. A Secret with a certificate for all hosts goes before an issuer, which makes one for each host: a domain whose DNS isn't there yet
must not hold up the others' certificates.
*/ -}}
{{- define "store.issuer" -}}
{{- if not (include "store.setting" (list . "tls" "secretName")) -}}
{{ include "store.setting" (list . "tls" "issuer") }}
{{- end -}}
{{- end }}

{{- /* Hosts that the issuer makes certificates for, as a JSON list: not the platform's own where the controller's default certificate has it. */ -}}
{{- define "store.issuedHosts" -}}
{{- $hosts := list -}}
{{- if include "store.issuer" . -}}
  {{- $hosts = include "store.hosts" . | fromJsonArray -}}
  {{- if (.Values.global.tls | default dict).defaultCertificate }}{{ $hosts = rest $hosts }}{{ end -}}
{{- end -}}
{{ $hosts | toJson }}
{{- end }}

{{- /* The Ingress' list `tls`; empty without TLS. A host without a Secret gets the controller's default certificate. */ -}}
{{- define "store.ingressTls" -}}
{{- $hosts := include "store.hosts" . | fromJsonArray -}}
{{- $issued := include "store.issuedHosts" . | fromJsonArray -}}
{{- $secret := include "store.setting" (list . "tls" "secretName") -}}
{{- if $secret -}}
- hosts: {{ $hosts | toJson }}
  secretName: {{ $secret }}
{{- else if or $issued (.Values.global.tls | default dict).defaultCertificate -}}
{{- range $hosts }}
- hosts: [{{ . | quote }}]
  {{- if has . $issued }}
  secretName: tls-{{ . }}
  {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- /* cert-manager's Certificates, one a host. */ -}}
{{- define "store.certificates" -}}
{{- $root := . -}}
{{- range include "store.issuedHosts" . | fromJsonArray }}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: {{ . }}
  {{- include "store.metadata" $root | nindent 2 }}
spec:
  secretName: tls-{{ . }}
  revisionHistoryLimit: 1
  issuerRef: { group: cert-manager.io, kind: ClusterIssuer, name: {{ include "store.issuer" $root }} }
  dnsNames: [{{ . | quote }}]
  privateKey: { algorithm: ECDSA, size: 256, rotationPolicy: Always }
{{- end }}
{{- if include "store.issuer" . }}
---
# An issuer that proves a domain over HTTP does so with a pod of its own here, which the world must reach.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: acme-solver
  {{- include "store.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      acme.cert-manager.io/http01-solver: "true"
  policyTypes: [Ingress]
  ingress:
    - ports:
        - { port: 8089, protocol: TCP }
{{- end }}
{{- end }}
