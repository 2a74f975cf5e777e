{{- /*
How many pods of the shop there are, and where. All of them write to the volume of uploads: without a storage class that is
ReadWriteMany they must be on one node, as both are of a rolling update.
*/ -}}
{{- define "store.scaling" -}}
{{- $scaling := .Values.scaling | default dict -}}
{{- $replicas := int ($scaling.replicas | default 1) -}}
{{- $most := max $replicas (int ($scaling.maxReplicas | default 0)) -}}
{{- $shared := eq ((.Values.storage | default dict).uploadsAccess | default "ReadWriteOnce") "ReadWriteMany" -}}
{{- if and (gt $most 1) (not $shared) (not $scaling.sameNode) -}}
  {{- fail (printf "scaling: %d pods of the shop can't share a volume of uploads that is ReadWriteOnce; set storage.uploadsAccess to ReadWriteMany where the storage class offers it, or scaling.sameNode to true to have them all on one node" $most) -}}
{{- end -}}
{{- dict "replicas" $replicas "most" $most "shared" $shared | toJson -}}
{{- end }}

{{- /* The line `replicas` of the shop's Deployment: left to the autoscaler where there is one, and 0 while suspended. */ -}}
{{- define "store.replicas" -}}
{{- $scaling := include "store.scaling" . | fromJson -}}
{{- if .Values.store.suspended -}}
replicas: 0
{{- else if eq (int $scaling.most) (int $scaling.replicas) -}}
replicas: {{ $scaling.replicas }}
{{- end -}}
{{- end }}

{{- /* Where the shop's pods go. Takes (dict "root" $ "name" "medusa"), and with "beside" the component whose node holds the volume. */ -}}
{{- define "store.placement" -}}
{{- $scaling := include "store.scaling" .root | fromJson -}}
{{- if $scaling.shared }}
{{- if gt (int $scaling.most) 1 }}
# Apart where there are nodes and zones enough.
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "store.selector" $.name | nindent 8 }}
  {{- end }}
{{- end }}
{{- else }}
# Both pods of a rolling update share the volume of uploads, which only one node can hold.
affinity:
  podAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "store.selector" (.beside | default .name) | nindent 12 }}
{{- end }}
{{- end }}

{{- /* What keeps several pods of the shop available, and makes as many as there is work for. Takes the shop's component as "name". */ -}}
{{- define "store.scalers" -}}
{{- $scaling := include "store.scaling" .root | fromJson -}}
{{- if and (gt (int $scaling.most) 1) (not .root.Values.store.suspended) }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  {{- include "store.metadata" .root | nindent 2 }}
spec:
  maxUnavailable: 1
  # A pod that serves nobody holds up no drain.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "store.selector" .name | nindent 6 }}
{{- if gt (int $scaling.most) (int $scaling.replicas) }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .name }}
  {{- include "store.metadata" .root | nindent 2 }}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ .name }} }
  minReplicas: {{ $scaling.replicas }}
  maxReplicas: {{ $scaling.most }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        # Not a part of what is requested, which is what a quiet shop needs.
        target: { type: AverageValue, averageValue: {{ .root.Values.scaling.targetMillicores }}m }
  behavior:
    scaleDown: { stabilizationWindowSeconds: 300 }
{{- end }}
{{- end }}
{{- end }}
