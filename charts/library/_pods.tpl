{{- /* What the store's plan allows, of the plans that the engine's chart defines. */ -}}
{{- define "store.plan" -}}
{{ get (include "engine.plans" . | fromYaml) .Values.resources.plan | toYaml }}
{{- end }}

{{- /* What every pod of a store says: no business with the API server, and an ordinary user. Takes the numeric uid of the image's user. */ -}}
{{- define "store.podDefaults" -}}
serviceAccountName: store
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- include "store.podSecurity" . | nindent 2 }}
{{- end }}

{{- /* Pod-level half of the `restricted` Pod Security level. Takes the numeric uid of the image's user. */ -}}
{{- define "store.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- /* Container-level half. */ -}}
{{- define "store.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- /*
A volume that holds a pod back until the Secret is there. The Job that makes it starts together with the pods that need
it: a mount that fails is tried again after half a second, one second, two…, while a container whose environment refers
to a missing Secret is tried again only after ten seconds or more. Only the one harmless key is mounted: after a rotation that which it
leaves, so that new pods wait for the new secrets.
*/ -}}
{{- define "store.secretGateVolume" -}}
{{- $rotation := include "store.rotation" . -}}
{{ include "store.secretGate" (ternary (printf "rotation.%s" $rotation) "ADMIN_EMAIL" (not (empty $rotation))) }}
{{- end }}

{{- define "store.secretGate" -}}
- name: secret-gate
  secret:
    secretName: store-secrets
    defaultMode: 0440
    items:
      - key: {{ . }}
        path: made
{{- end }}

{{- /* The same for what has but the database's password: it goes on running while other secrets change. */ -}}
{{- define "store.databaseGateVolume" -}}
{{- if and (include "store.rotation" .) (has "database" .Values.rotation.of) -}}
{{ include "store.secretGateVolume" . }}
{{- else -}}
{{ include "store.secretGate" "ADMIN_EMAIL" }}
{{- end }}
{{- end }}

{{- define "store.secretGateMount" -}}
- name: secret-gate
  mountPath: /run/secret-gate
  readOnly: true
{{- end }}

{{- /* An environment variable from store-secrets. Takes the key's name. */ -}}
{{- define "store.secretEnv" -}}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: store-secrets
      key: {{ . }}
{{- end }}
