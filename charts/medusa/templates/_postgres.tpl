{{- /* The container that runs PostgreSQL: in its own pod, and while the store is suspended in that of a backup. */ -}}
{{- define "engine.databaseContainer" -}}
{{- $plan := include "store.plan" . | fromYaml -}}
name: postgres
image: {{ include "store.image" (dict "root" . "name" "postgres") }}
imagePullPolicy: IfNotPresent
# The end of its log is shown as the reason when it crashes.
terminationMessagePolicy: FallbackToLogsOnError
env:
  - name: POSTGRES_USER
    value: medusa
  - name: POSTGRES_DB
    value: medusa
  - name: PGDATA
    value: /var/lib/postgresql/data/pgdata
  {{- include "store.secretEnv" "POSTGRES_PASSWORD" | nindent 2 }}
ports:
  - { name: postgres, containerPort: 5432 }
# Asked over TCP, as the shop does: while a data folder is being made, only the socket answers.
startupProbe:
  exec: { command: [pg_isready, -q, -h, 127.0.0.1, -U, medusa, -d, medusa] }
  periodSeconds: 1
  timeoutSeconds: 3
  failureThreshold: 300
readinessProbe:
  exec: { command: [pg_isready, -q, -h, 127.0.0.1, -U, medusa, -d, medusa] }
  periodSeconds: 10
  timeoutSeconds: 5
# A port that takes connections: a database that is busy recovering must not be killed for it.
livenessProbe:
  tcpSocket: { port: postgres }
  periodSeconds: 20
  timeoutSeconds: 5
  failureThreshold: 6
resources:
  {{- toYaml $plan.postgres | nindent 2 }}
securityContext:
  {{- include "store.containerSecurity" . | nindent 2 }}
volumeMounts:
  - { name: database, mountPath: /var/lib/postgresql/data }
  - { name: run, mountPath: /var/run/postgresql }
  - { name: tmp, mountPath: /tmp }
  {{- include "store.secretGateMount" . | nindent 2 }}
{{- end }}

{{- define "engine.databaseVolumes" -}}
- name: database
  persistentVolumeClaim: { claimName: database }
- name: run
  emptyDir: { sizeLimit: 1Mi }
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
{{ include "store.databaseGateVolume" . }}
{{- end }}
