{{- /*
Backups of a store, where the platform makes them (global.backups.namespace): each is one snapshot of the database and the uploads in a
repository of the store's own. Address and key lie in the platform's namespace and outlive the store; no pod but those below may read them.

An engine says in `engine.backups` what is to be dumped and how it is loaded, in `engine.databaseContainer` and `engine.databaseVolumes` what runs
the database, which a suspended store doesn't do by itself.
*/ -}}

{{- /* The platform's namespace of backups; empty where it makes none. */ -}}
{{- define "store.backupsNamespace" -}}
{{ (.Values.global.backups | default dict).namespace | default "" }}
{{- end }}

{{- /*
Not empty when a backup is to be made before the rest of a change is rolled out. Never of a suspended store, whose database would still run, or
not run yet, when it starts: its data can wait.
*/ -}}
{{- define "store.backupRequested" -}}
{{- if and (include "store.backupsNamespace" .) (not .Values.store.suspended) }}{{ ((.Values.backups | default dict).request | default dict).at | default "" }}{{ end -}}
{{- end }}

{{- /* Not empty when a backup is made before the store is deleted. */ -}}
{{- define "store.backedUpBeforeDeletion" -}}
{{- if and (include "store.backupsNamespace" .) (.Values.backups | default dict).beforeDeletion }}true{{ end -}}
{{- end }}

{{- /* Annotation of what such a backup needs: a wave of its own, before everything else. Otherwise all is applied in one step. */ -}}
{{- define "store.beforeBackup" -}}
{{- if include "store.backupRequested" . -}}
argocd.argoproj.io/sync-wave: "-1"
{{- end -}}
{{- end }}

{{- /* Identifies what is to be restored; empty when nothing is. Asking again, with another `at`, is another one. */ -}}
{{- define "store.restoreId" -}}
{{- if and (include "store.backupsNamespace" .) (.Values.restore | default dict).snapshot -}}
{{ printf "%s/%s/%s" (include "store.restoreSource" .) .Values.restore.snapshot .Values.restore.at | sha256sum | trunc 10 }}
{{- end -}}
{{- end }}

{{- define "store.restoreSource" -}}
{{ (.Values.restore | default dict).store | default (include "store.name" .) }}
{{- end }}

{{- /* Tells the shop to wait until the database says that it was restored. */ -}}
{{- define "store.restoreEnv" -}}
{{- with include "store.restoreId" . -}}
- name: RESTORE_ID
  value: {{ . | quote }}
{{- end -}}
{{- end }}

{{- /* Nightly is spread over 01:00 to 05:59 by the store's name, so that not all start at once. */ -}}
{{- define "store.backupSchedule" -}}
{{- $schedule := .Values.backups.schedule -}}
{{- if has $schedule (list "nightly" "never") -}}
{{- $minute := mod (int (printf "0x%s" (include "store.name" . | sha256sum | trunc 6))) 300 -}}
{{ mod $minute 60 }} {{ add 1 (div $minute 60) }} * * *
{{- else -}}
{{ $schedule }}
{{- end -}}
{{- end }}

{{- define "store.backupMetadata" -}}
name: backup
{{ include "store.metadata" . }}
{{- include "store.backupAnnotations" . }}
{{- end }}

{{- /* Of what lies in the platform's namespace. */ -}}
{{- define "store.repositoryMetadata" -}}
name: {{ include "store.namespace" . }}
namespace: {{ include "store.backupsNamespace" . }}
labels:
  {{- include "store.labels" . | nindent 2 }}
{{- include "store.backupAnnotations" . }}
{{- end }}

{{- define "store.backupAnnotations" -}}
{{- with include "store.beforeBackup" . }}
annotations:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{- /*
A pod that runs a script of the image `backup`. Takes (dict "root" $ "script" "backup" "env" (list …)); with "anywhere" it may start before the
shop was ever placed on a node, with "gated" it waits for the store's secrets, with "database" it brings the database along.
*/ -}}
{{- define "store.backupPod" -}}
{{- $engine := include "engine.backups" .root | fromYaml -}}
metadata:
  labels:
    {{- include "store.labels" .root | nindent 4 }}
    {{- include "store.selector" "backup" | nindent 4 }}
spec:
  # A failed pod stays, and with it the reason.
  restartPolicy: Never
  # Also puts the pod outside the quota `compute`; see there.
  activeDeadlineSeconds: 7200
  serviceAccountName: backup
  automountServiceAccountToken: true
  enableServiceLinks: false
  securityContext:
    {{- $security := include "store.podSecurity" $engine.uid | fromYaml }}
    {{- /* The volumes of shop and database have an owner each, and have had them since they were made. */ -}}
    {{- toYaml (ternary (omit $security "fsGroup" "fsGroupChangePolicy") $security (not (empty .database))) | nindent 4 }}
  {{- $alone := not (include "store.scaling" .root | fromJson).shared }}
  {{- if and $alone (not .root.Values.store.suspended) }}
  # The volume of uploads can be held by one node only, the shop's.
  affinity:
    podAffinity:
      {{- if .anywhere }}
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 100
          podAffinityTerm:
            {{- include "store.besideShop" $engine.shop | nindent 12 }}
      {{- else }}
      requiredDuringSchedulingIgnoredDuringExecution:
        - {{- include "store.besideShop" $engine.shop | nindent 10 }}
      {{- end }}
  {{- end }}
  {{- if .database }}
  {{- $container := include "engine.databaseContainer" .root | fromYaml }}
  {{- $_ := set $container "restartPolicy" "Always" }}
  {{- $_ := set $container.securityContext "runAsUser" $engine.databaseUid }}
  {{- $_ := set $container.securityContext "runAsGroup" $engine.databaseUid }}
  initContainers:
    - {{- toYaml $container | nindent 6 }}
  {{- end }}
  containers:
    - name: backup
      image: {{ include "store.image" (dict "root" .root "name" "backup") }}
      imagePullPolicy: IfNotPresent
      # The end of its log is shown as the reason when it fails.
      terminationMessagePolicy: FallbackToLogsOnError
      args: [/usr/local/bin/{{ .script }}]
      env:
        - name: STORE
          value: {{ include "store.name" .root | quote }}
        - name: BACKUPS_NAMESPACE
          value: {{ include "store.backupsNamespace" .root }}
        - name: ENGINE
          value: {{ .root.Chart.Name }}
        {{- if .database }}
        - name: BESIDE
          value: 127.0.0.1
        {{- end }}
        {{- toYaml .env | nindent 8 }}
        {{- toYaml $engine.env | nindent 8 }}
      resources:
        requests: { cpu: 25m, memory: 64Mi }
        limits: { cpu: "1", memory: 512Mi }
      securityContext:
        {{- include "store.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - { name: backup-tmp, mountPath: /tmp }
        - { name: dump, mountPath: /backup/database }
        - { name: uploads, mountPath: /backup/uploads{{ if eq .script "backup" }}, readOnly: true{{ end }} }
        {{- with include "store.databaseAuthorityMount" .root }}{{ . | nindent 8 }}{{ end }}
        {{- if .gated }}
        {{- include "store.secretGateMount" . | nindent 8 }}
        {{- end }}
  volumes:
    - name: backup-tmp
      emptyDir: { sizeLimit: 1Gi }
    - name: dump
      emptyDir: { sizeLimit: {{ .root.Values.storage.sizeGi }}Gi }
    - name: uploads
      persistentVolumeClaim: { claimName: uploads }
    {{- with include "store.databaseAuthorityVolume" .root }}{{ . | nindent 4 }}{{ end }}
    {{- if .gated }}
    {{- include "store.secretGateVolume" .root | nindent 4 }}
    {{- end }}
    {{- if .database }}
    {{- include "engine.databaseVolumes" .root | nindent 4 }}
    {{- end }}
{{- end }}

{{- define "store.besideShop" -}}
topologyKey: kubernetes.io/hostname
labelSelector:
  matchLabels:
    {{- include "store.selector" . | nindent 4 }}
{{- end }}

{{- /* What the script `backup` is told. Takes (dict "root" $ "reason" "scheduled"), and before an upgrade the "version" that ran. */ -}}
{{- define "store.backupEnv" -}}
{{- $engine := include "engine.backups" .root | fromYaml -}}
- name: REASON
  value: {{ .reason }}
- name: OWNER
  # A comma separates tags.
  value: {{ .root.Values.store.owner | replace "," "%2C" | quote }}
- name: CHART_VERSION
  value: {{ .version | default .root.Chart.Version | quote }}
# Absent while a store is only being made.
- name: STORE_MADE
  valueFrom: { secretKeyRef: { name: store-secrets, key: ADMIN_EMAIL, optional: true } }
- name: DATABASE_DUMP
  value: {{ $engine.dump | quote }}
{{- end }}

{{- define "store.backups" -}}
{{- if include "store.backupsNamespace" . }}
{{- $engine := include "engine.backups" . | fromYaml }}
{{- $suspended := .Values.store.suspended }}
{{- $external := include "store.externalDatabase" . }}
{{- $beside := and $suspended (not $external) }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "store.backupMetadata" . | nindent 2 }}
automountServiceAccountToken: false
---
# In the platform's namespace: where backups go, and the key of this store's, which its first backup makes.
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  {{- include "store.repositoryMetadata" . | nindent 2 }}
rules:
  # An admission policy of that namespace narrows this to the one name.
  - apiGroups: [""]
    resources: [secrets]
    verbs: [create]
  - apiGroups: [""]
    resources: [secrets]
    resourceNames: {{ list "repository" (include "store.namespace" .) (printf "store-%s" (include "store.restoreSource" .)) | uniq | toJson }}
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  {{- include "store.repositoryMetadata" . | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ include "store.namespace" . }}
subjects:
  - kind: ServiceAccount
    name: backup
    namespace: {{ include "store.namespace" . }}
---
# To the database, and to the API server and the repository, whose addresses differ from platform to platform.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "store.backupMetadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "store.selector" "backup" | nindent 6 }}
  policyTypes: [Ingress, Egress]
  egress:
    {{- if $external }}
    - ports:
        - { port: {{ .Values.database.port }}, protocol: TCP }
    {{- else }}
    - to:
        - podSelector:
            matchLabels:
              {{- include "store.selector" $engine.database | nindent 14 }}
      ports:
        - { port: {{ $engine.port }}, protocol: TCP }
    {{- end }}
    - ports:
        - { port: 443, protocol: TCP }
        - { port: 6443, protocol: TCP }
        {{- with .Values.global.backups.port }}
        - { port: {{ . }}, protocol: TCP }
        {{- end }}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
  {{- include "store.metadata" . | nindent 2 }}
spec:
  schedule: {{ include "store.backupSchedule" . | quote }}
  timeZone: Etc/UTC
  suspend: {{ or $suspended (eq .Values.backups.schedule "never") }}
  concurrencyPolicy: Forbid
  # Missed by more than this, it waits for the next time.
  startingDeadlineSeconds: 3600
  successfulJobsHistoryLimit: 1
  failedJobsHistoryLimit: 1
  jobTemplate:
    spec:
      backoffLimit: 2
      activeDeadlineSeconds: 14400
      template:
        {{- $keep := list (dict "name" "KEEP_DAILY" "value" (toString .Values.backups.keepDaily)) (dict "name" "KEEP_WEEKLY" "value" (toString .Values.backups.keepWeekly)) (dict "name" "KEEP_MONTHLY" "value" (toString .Values.backups.keepMonthly)) }}
        {{- $env := include "store.backupEnv" (dict "root" . "reason" "scheduled") | fromYamlArray }}
        {{- include "store.backupPod" (dict "root" . "script" "backup" "env" (concat $env $keep)) | nindent 8 }}
{{- if include "store.backupRequested" . }}
---
# Before everything else. A Job can't be changed, so its name follows its content; the script sees whether this request was served before.
apiVersion: batch/v1
kind: Job
{{- $env := include "store.backupEnv" (dict "root" . "reason" (.Values.backups.request.reason | default "requested") "version" .Values.backups.request.chartVersion) | fromYamlArray }}
{{- $requested := dict "name" "REQUESTED_AT" "value" .Values.backups.request.at }}
{{- $pod := include "store.backupPod" (dict "root" . "script" "backup" "env" (append $env $requested) "anywhere" true) }}
metadata:
  name: backup-{{ $pod | sha256sum | trunc 10 }}
  {{- include "store.metadata" . | nindent 2 }}
  annotations:
    {{- include "store.beforeBackup" . | nindent 4 }}
    # When it fails, so does the sync; whether the store runs is another question.
    argocd.argoproj.io/ignore-healthcheck: "true"
spec:
  backoffLimit: 1
  activeDeadlineSeconds: 14400
  template:
    {{- $pod | nindent 4 }}
{{- end }}
{{- if include "store.backedUpBeforeDeletion" . }}
---
# While it fails, Argo CD deletes nothing of the store.
apiVersion: batch/v1
kind: Job
metadata:
  name: backup-before-deletion
  {{- include "store.metadata" . | nindent 2 }}
  annotations:
    argocd.argoproj.io/hook: PreDelete
spec:
  # By itself, since Argo CD may have looked away (see the namespace); where it hasn't, it begins anew after the last.
  backoffLimit: 6
  activeDeadlineSeconds: 14400
  template:
    {{- $env := include "store.backupEnv" (dict "root" . "reason" "before-deletion") | fromYamlArray }}
    {{- include "store.backupPod" (dict "root" . "script" "backup" "env" $env "database" $beside) | nindent 4 }}
{{- end }}
{{- if and (include "store.restoreId" .) (not $suspended) }}
---
# Once for each restore, whatever else changes: it asks the database first whether that was done. The shop waits for it.
apiVersion: batch/v1
kind: Job
{{- $env := list
  (dict "name" "RESTORE_ID" "value" (include "store.restoreId" .))
  (dict "name" "SNAPSHOT" "value" .Values.restore.snapshot)
  (dict "name" "SOURCE" "value" (include "store.restoreSource" .))
  (dict "name" "DATABASE_RESTORED" "value" $engine.restored)
  (dict "name" "DATABASE_LOAD" "value" $engine.load) }}
{{- $pod := include "store.backupPod" (dict "root" . "script" "restore" "env" $env "gated" true) }}
metadata:
  name: restore-{{ $pod | sha256sum | trunc 10 }}
  {{- include "store.metadata" . | nindent 2 }}
  annotations:
    # The pods of the shop wait for it and tell of it.
    argocd.argoproj.io/ignore-healthcheck: "true"
spec:
  backoffLimit: 2
  activeDeadlineSeconds: 14400
  template:
    {{- $pod | nindent 4 }}
{{- end }}
{{- end }}
{{- end }}
