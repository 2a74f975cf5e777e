{{- /* Pod-level half of the `restricted` Pod Security level. Takes the numeric uid of the image's user. */ -}}
{{- define "medusa.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- /* Container-level half. */ -}}
{{- define "medusa.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- /*
A volume that holds a pod back until the Secret is there. The Job that makes it starts together with the pods that need
it: a mount that fails is tried again after half a second, one second, two…, while a container whose environment refers
to a missing Secret is tried again only after ten seconds or more. Only the one harmless key is mounted.
*/ -}}
{{- define "medusa.secretGateVolume" -}}
- name: secret-gate
  secret:
    secretName: store-secrets
    defaultMode: 0440
    items:
      - key: ADMIN_EMAIL
        path: made
{{- end }}

{{- define "medusa.secretGateMount" -}}
- name: secret-gate
  mountPath: /run/secret-gate
  readOnly: true
{{- end }}

{{- /* An environment variable from store-secrets. Takes the key's name. */ -}}
{{- define "medusa.secretEnv" -}}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: store-secrets
      key: {{ . }}
{{- end }}
