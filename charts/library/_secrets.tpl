{{- define "store.secretsPod" -}}
metadata:
  labels:
    {{- include "store.labels" .root | nindent 4 }}
    {{- include "store.selector" "secrets" | nindent 4 }}
spec:
  restartPolicy: OnFailure
  # Also puts the pod outside the quota `compute`; see there.
  activeDeadlineSeconds: 300
  serviceAccountName: secrets
  automountServiceAccountToken: true
  enableServiceLinks: false
  securityContext:
    {{- include "store.podSecurity" .uid | nindent 4 }}
  containers:
    - name: secrets
      image: {{ .image }}
      imagePullPolicy: IfNotPresent
      # The end of its log is shown as the reason when it crashes.
      terminationMessagePolicy: FallbackToLogsOnError
      {{- toYaml .command | nindent 6 }}
      env:
        - name: STORE_NAME
          value: {{ include "store.name" .root | quote }}
        - name: ADMIN_EMAIL
          value: {{ include "store.adminEmail" .root | quote }}
        - name: SECRET_LABELS
          value: {{ include "store.labels" .root | fromYaml | toJson | quote }}
        {{- with include "store.rotation" .root }}
        - name: ROTATION
          value: {{ . | quote }}
        - name: ROTATION_OF
          value: {{ join " " $.root.Values.rotation.of | quote }}
        {{- end }}
      resources:
        requests: { cpu: 10m, memory: 48Mi }
        limits: { cpu: "1", memory: 192Mi }
      securityContext:
        {{- include "store.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
  volumes:
    - name: tmp
      emptyDir: { sizeLimit: 16Mi }
{{- end -}}

{{- /* Name of the rotation that is wished for; empty where none ever was. */ -}}
{{- define "store.rotation" -}}
{{- (.Values.rotation | default dict).id | default "" -}}
{{- end }}

{{- /* Tells the shop that the admin's password was made anew, so that it takes it up. */ -}}
{{- define "store.adminRotationEnv" -}}
{{- if and (include "store.rotation" .) (has "admin" .Values.rotation.of) -}}
- name: ADMIN_ROTATION
  value: {{ include "store.rotation" . | quote }}
{{- end -}}
{{- end }}

{{- /*
Makes the store's secrets where they don't exist, and never touches those that do, unless a rotation is wished for. A plain Job, no hook: it runs beside
the other pods instead of before them, an Application is in sync with it for good, and a sync never waits for it, so a
newer commit can always supersede a broken one. A Job can't be changed, so its name follows its content.
Takes (dict "root" $ "image" "…" "uid" 33 "command" (dict "args" (list "secrets.cjs"))).
*/ -}}
{{- define "store.secretsJob" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: secrets-{{ include "store.secretsPod" . | sha256sum | trunc 8 }}
  {{- include "store.metadata" .root | nindent 2 }}
  annotations:
    # The pods tell by themselves that the secrets are there; Kubernetes reports a finished Job a second later.
    argocd.argoproj.io/ignore-healthcheck: "true"
spec:
  backoffLimit: 10
  template:
    {{- include "store.secretsPod" . | nindent 4 }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: secrets
  {{- include "store.metadata" .root | nindent 2 }}
automountServiceAccountToken: false
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: secrets
  {{- include "store.metadata" .root | nindent 2 }}
rules:
  # Making can't be narrowed to names, since the name isn't known to the authorizer yet.
  - apiGroups: [""]
    resources: [secrets]
    verbs: [create]
  - apiGroups: [""]
    resources: [secrets]
    resourceNames: [store-secrets, store-credentials]
    verbs: [get]
  {{- if include "store.rotation" .root }}
  - apiGroups: [""]
    resources: [secrets]
    resourceNames: {{ ternary (list "store-secrets" "store-credentials") (list "store-secrets") (has "admin" .root.Values.rotation.of) | toJson }}
    verbs: [patch]
  {{- end }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: secrets
  {{- include "store.metadata" .root | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: secrets
subjects:
  - kind: ServiceAccount
    name: secrets
    namespace: {{ include "store.namespace" .root }}
---
# The Job talks to the API server, whose address differs from cluster to cluster.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: secrets
  {{- include "store.metadata" .root | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "store.selector" "secrets" | nindent 6 }}
  policyTypes: [Egress]
  egress:
    - ports:
        - { port: 443, protocol: TCP }
        - { port: 6443, protocol: TCP }
{{- end }}
