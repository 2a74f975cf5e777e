{{- /*
What the templates that engines share ask of one: its images and its plans.

The images that this chart was tested with are part of the release, not of the values, so that a chart version says
exactly what runs.
*/ -}}
{{- define "engine.imageTags" -}}
backup: 0.14-1
medusa: 1.0.0
postgres: 15-1
redis: 7-1
{{- end }}

{{- /*
What each plan allows. Requests are what a quiet store was measured to use, so that many fit on a small node; CPU limits
are generous, since a shop needs the CPU for the few seconds of its start. The quota leaves room for the second shop
process of a rolling update.
*/ -}}
{{- define "engine.plans" -}}
small:
  backend: { requests: { cpu: 50m, memory: 300Mi }, limits: { cpu: "2", memory: 512Mi } }
  postgres: { requests: { cpu: 25m, memory: 64Mi }, limits: { cpu: "1", memory: 256Mi } }
  redis: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: 500m, memory: 128Mi } }
  quota: { cpu: "2", memory: 4Gi, storage: 10Gi }
medium:
  backend: { requests: { cpu: 250m, memory: 384Mi }, limits: { cpu: "2", memory: 768Mi } }
  postgres: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: "2", memory: 512Mi } }
  redis: { requests: { cpu: 25m, memory: 32Mi }, limits: { cpu: "1", memory: 128Mi } }
  quota: { cpu: "4", memory: 8Gi, storage: 25Gi }
large:
  backend: { requests: { cpu: 500m, memory: 512Mi }, limits: { cpu: "4", memory: 1536Mi } }
  postgres: { requests: { cpu: 250m, memory: 256Mi }, limits: { cpu: "4", memory: 1Gi } }
  redis: { requests: { cpu: 50m, memory: 32Mi }, limits: { cpu: "1", memory: 128Mi } }
  quota: { cpu: "8", memory: 16Gi, storage: 60Gi }
{{- end }}

{{- /* The shop's own image, which a values file may override. */ -}}
{{- define "medusa.backendImage" -}}
{{ include "store.image" (dict "root" . "name" "medusa" "override" .Values.backend.image) }}
{{- end }}

{{- /* What runs the shop's program, as a JSON list. Several processes share their events, locks and workflows in Redis alone. */ -}}
{{- define "medusa.components" -}}
{{- $scaling := include "store.scaling" . | fromJson -}}
{{- if not .Values.redis.enabled -}}
  {{- if .Values.worker.separate }}{{ fail "worker: a worker of its own gets its work through Redis; set redis.enabled to true" }}{{ end -}}
  {{- if gt (int $scaling.most) 1 }}{{ fail "scaling: several pods of the shop share events and locks in Redis; set redis.enabled to true" }}{{ end -}}
{{- end -}}
{{ ternary (list "medusa" "worker") (list "medusa") .Values.worker.separate | toJson }}
{{- end }}
