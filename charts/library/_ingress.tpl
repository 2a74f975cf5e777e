{{- /*
The shop's public address: an Ingress, or a route of the Gateway that is named. Takes (dict "root" $ "service" "woocommerce" "bodySize" "32m").
*/ -}}
{{- define "store.ingress" -}}
{{- if include "store.setting" (list .root "gateway" "name") }}{{ include "store.route" . }}
{{- else }}{{ include "store.ingressObject" . }}
{{- end }}
{{- include "store.certificates" .root }}
{{- end }}

{{- define "store.ingressObject" -}}
{{- $hosts := include "store.hosts" .root | fromJsonArray -}}
{{- $platform := (.root.Values.global.ingress | default dict).annotations | default dict -}}
{{- $own := (.root.Values.ingress | default dict).annotations | default dict -}}
{{- /* Pictures are uploaded in the admin. */ -}}
{{- $basic := dict "nginx.ingress.kubernetes.io/proxy-body-size" .bodySize -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  {{- include "store.metadata" .root | nindent 2 }}
  annotations:
    {{- mergeOverwrite $basic $platform $own | toYaml | nindent 4 }}
spec:
  {{- /* Without one: the cluster's default class. */}}
  {{- with include "store.setting" (list .root "ingress" "className") }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with include "store.ingressTls" .root }}
  tls:
    {{- trim . | nindent 4 }}
  {{- end }}
  rules:
    {{- range $hosts }}
    - host: {{ . | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ $.service }}
                port: { name: http }
    {{- end }}
{{- end }}
