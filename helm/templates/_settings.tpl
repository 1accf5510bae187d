{{- /* The names of the settings in the Secret, as a JSON list. */}}
{{- define "countersign.secretKeys" -}}
{{- if .Values.secret.existing }}
{{- .Values.secret.keys | sortAlpha | toJson }}
{{- else }}
{{- keys .Values.secret.values | sortAlpha | toJson }}
{{- end }}
{{- end }}

{{- /* Those that a worker can read from a file. */}}
{{- define "countersign.isFile" -}}
{{- if regexMatch "^countersign\\.(applications\\.[^.]+\\.api-secret|schema-registry\\.password)$" . }}true{{ end }}
{{- end }}

{{- /* The aliases of the applications, as a JSON list. */}}
{{- define "countersign.applications" -}}
{{- $aliases := list }}
{{- range concat (include "countersign.secretKeys" . | fromJsonArray) (keys .Values.config) }}
{{- if hasPrefix "countersign.applications." . }}
{{- $aliases = append $aliases (index (splitList "." .) 2) }}
{{- end }}
{{- end }}
{{- $aliases | uniq | sortAlpha | toJson }}
{{- end }}

{{- define "countersign.partitions" -}}
{{- index .Values.config "countersign.partitions" | default 12 | int64 }}
{{- end }}

{{- define "countersign.variable" -}}
{{- regexReplaceAll "[^A-Z0-9]" (upper .) "_" }}
{{- end }}

{{- /* A value in a properties file. Numbers of a values file are floats to Helm. */}}
{{- define "countersign.propertyValue" -}}
{{- $text := toString . }}
{{- if kindIs "float64" . }}
{{- $text = toString (int64 .) }}
{{- end }}
{{- $text = $text | replace "\\" "\\\\" | replace "\n" "\\n" | replace "\r" "\\r" | replace "\t" "\\t" }}
{{- regexReplaceAll "^ " $text "\\ " }}
{{- end }}

{{- /* worker.properties but for what a worker takes in without a restart. */}}
{{- define "countersign.fixedProperties" -}}
{{- range $key := keys .Values.config | sortAlpha }}
{{- if not (hasSuffix ".paused" $key) }}
{{ $key }}={{ include "countersign.propertyValue" (index $.Values.config $key) }}
{{- end }}
{{- end }}
countersign.http.port={{ .Values.http.port }}
{{- with .Values.http.publicPort }}
countersign.http.public-port={{ . }}
{{- end }}
{{- range include "countersign.secretKeys" . | fromJsonArray }}
{{- if include "countersign.isFile" . }}
{{ . }}-file=/run/secrets/countersign/{{ . }}
{{- end }}
{{- end }}
{{- end }}

{{- define "countersign.properties" -}}
{{- include "countersign.fixedProperties" . }}
{{- range $key := keys .Values.config | sortAlpha }}
{{- if hasSuffix ".paused" $key }}
{{ $key }}={{ include "countersign.propertyValue" (index $.Values.config $key) }}
{{- end }}
{{- end }}
{{- end }}
