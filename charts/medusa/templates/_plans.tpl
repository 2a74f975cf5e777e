{{- /*
What each plan allows. Requests are what a quiet store was measured to use, so that many fit on a small node; CPU limits
are generous, since a shop needs the CPU for the few seconds of its start. The quota leaves room for the second shop
process of a rolling update.
*/ -}}
{{- define "medusa.plan" -}}
{{- $plans := dict
  "small" (dict
    "backend" (dict "requests" (dict "cpu" "50m" "memory" "300Mi") "limits" (dict "cpu" "2" "memory" "512Mi"))
    "postgres" (dict "requests" (dict "cpu" "25m" "memory" "64Mi") "limits" (dict "cpu" "1" "memory" "256Mi"))
    "redis" (dict "requests" (dict "cpu" "10m" "memory" "16Mi") "limits" (dict "cpu" "500m" "memory" "128Mi"))
    "quota" (dict "cpu" "2" "memory" "4Gi" "storage" "10Gi"))
  "medium" (dict
    "backend" (dict "requests" (dict "cpu" "250m" "memory" "384Mi") "limits" (dict "cpu" "2" "memory" "768Mi"))
    "postgres" (dict "requests" (dict "cpu" "100m" "memory" "128Mi") "limits" (dict "cpu" "2" "memory" "512Mi"))
    "redis" (dict "requests" (dict "cpu" "25m" "memory" "32Mi") "limits" (dict "cpu" "1" "memory" "128Mi"))
    "quota" (dict "cpu" "4" "memory" "8Gi" "storage" "25Gi"))
  "large" (dict
    "backend" (dict "requests" (dict "cpu" "500m" "memory" "512Mi") "limits" (dict "cpu" "4" "memory" "1536Mi"))
    "postgres" (dict "requests" (dict "cpu" "250m" "memory" "256Mi") "limits" (dict "cpu" "4" "memory" "1Gi"))
    "redis" (dict "requests" (dict "cpu" "50m" "memory" "32Mi") "limits" (dict "cpu" "1" "memory" "128Mi"))
    "quota" (dict "cpu" "8" "memory" "16Gi" "storage" "60Gi"))
-}}
{{ get $plans .Values.resources.plan | toYaml }}
{{- end }}

{{- /* resources: of a container. Takes (dict "root" $ "component" "postgres"). */ -}}
{{- define "medusa.resources" -}}
{{ get (include "medusa.plan" .root | fromYaml) .component | toYaml }}
{{- end }}
