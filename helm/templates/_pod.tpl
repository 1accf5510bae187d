{{- /* Where a process finds its settings: variables, then worker.properties. */}}
{{- define "countersign.env" -}}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: COUNTERSIGN_WORKER_ID
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: COUNTERSIGN_HTTP_ADVERTISED_URL
  value: http://$(POD_NAME).{{ include "countersign.peers" . }}.{{ .Release.Namespace }}.svc{{ with .Values.http.clusterDomain }}.{{ . }}{{ end }}:{{ .Values.http.port }}
- name: LOG_LEVEL
  value: {{ .Values.logLevel }}
{{- with .Values.jvmOptions }}
- name: JAVA_TOOL_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- range include "countersign.secretKeys" . | fromJsonArray }}
{{- if not (include "countersign.isFile" .) }}
- name: {{ include "countersign.variable" . }}
  valueFrom:
    secretKeyRef:
      name: {{ include "countersign.secretName" $ }}
      key: {{ . }}
      {{- if hasSuffix ".api-secret-previous" . }}
      # There while a secret is being changed.
      optional: true
      {{- end }}
{{- end }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* Whole folders: what is mounted with a subPath never changes. */}}
{{- define "countersign.volumeMounts" -}}
- name: config
  mountPath: /etc/countersign
  readOnly: true
- name: secret
  mountPath: /run/secrets/countersign
  readOnly: true
- name: tmp
  mountPath: /tmp
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "countersign.volumes" -}}
- name: config
  configMap:
    name: {{ include "countersign.fullname" . }}
- name: secret
  secret:
    secretName: {{ include "countersign.secretName" . }}
    defaultMode: 0440
    items:
      {{- range include "countersign.secretKeys" . | fromJsonArray }}
      {{- if include "countersign.isFile" . }}
      - key: {{ . }}
        path: {{ . }}
      {{- end }}
      {{- end }}
# Native parts of libraries are unpacked here.
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* What all pods of the release have. */}}
{{- define "countersign.podBasics" -}}
serviceAccountName: {{ include "countersign.serviceAccountName" . }}
automountServiceAccountToken: false
# Else there are variables that begin with COUNTERSIGN_ and are no settings.
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
volumes:
  {{- include "countersign.volumes" . | nindent 2 }}
{{- end }}
