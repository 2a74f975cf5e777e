{{- /* The container that runs MariaDB: in its own pod, and while the store is suspended in that of a backup. */ -}}
{{- define "engine.databaseContainer" -}}
{{- $plan := include "store.plan" . | fromYaml -}}
name: mariadb
image: {{ include "store.image" (dict "root" . "name" "mariadb") }}
imagePullPolicy: IfNotPresent
# The end of its log is shown as the reason when it crashes.
terminationMessagePolicy: FallbackToLogsOnError
env:
  - name: MARIADB_USER
    value: wordpress
  - name: MARIADB_DATABASE
    value: wordpress
  - name: MARIADB_BUFFER_POOL
    value: {{ $plan.bufferPool }}
  {{- include "store.secretEnv" "MARIADB_PASSWORD" | nindent 2 }}
ports:
  - { name: mysql, containerPort: 3306 }
# Asked as a client: the port takes connections before the server does. A refused user is an answer, too.
startupProbe:
  exec: { command: [mariadb-admin, --host=127.0.0.1, --connect-timeout=3, --silent, ping] }
  periodSeconds: 1
  timeoutSeconds: 3
  failureThreshold: 300
readinessProbe:
  exec: { command: [mariadb-admin, --host=127.0.0.1, --connect-timeout=3, --silent, ping] }
  periodSeconds: 10
  timeoutSeconds: 5
# A port that takes connections: a database that is busy recovering must not be killed for it.
livenessProbe:
  tcpSocket: { port: mysql }
  periodSeconds: 20
  timeoutSeconds: 5
  failureThreshold: 6
resources:
  {{- toYaml $plan.mariadb | nindent 2 }}
securityContext:
  {{- include "store.containerSecurity" . | nindent 2 }}
volumeMounts:
  - { name: database, mountPath: /var/lib/mysql }
  - { name: run, mountPath: /run/mysqld }
  - { name: tmp, mountPath: /tmp }
  {{- include "store.secretGateMount" . | nindent 2 }}
{{- end }}

{{- define "engine.databaseVolumes" -}}
- name: database
  persistentVolumeClaim: { claimName: database }
- name: run
  emptyDir: { sizeLimit: 1Mi }
- name: tmp
  emptyDir: { sizeLimit: 256Mi }
{{ include "store.databaseGateVolume" . }}
{{- end }}
