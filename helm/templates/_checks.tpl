{{- /* What no schema can say: settings that contradict each other. */}}
{{- define "countersign.checks" -}}
{{- include "countersign.checkSecret" . }}
{{- include "countersign.checkConfig" . }}
{{- include "countersign.checkNumbers" . }}
{{- include "countersign.checkNetwork" . }}
{{- end }}

{{- define "countersign.checkSecret" -}}
{{- $keys := include "countersign.secretKeys" . | fromJsonArray }}
{{- if and .Values.secret.existing .Values.secret.values }}
{{- fail "secret.existing and secret.values are both set; a release has one Secret, so remove one of them" }}
{{- end }}
{{- if not $keys }}
{{- fail "secret is empty: a worker needs an application's key and secret; set secret.values with countersign.applications.default.api-key and .api-secret, or secret.existing with the name of a Secret that has them" }}
{{- end }}
{{- range $alias := include "countersign.applications" . | fromJsonArray }}
{{- range list "api-key" "api-secret" }}
{{- $needed := printf "countersign.applications.%s.%s" $alias . }}
{{- if not (has $needed $keys) }}
{{- fail (printf "the application %q has no %s; put it into secret.values, or into secret.keys if it lies in secret.existing" $alias $needed) }}
{{- end }}
{{- end }}
{{- else }}
{{- fail "there is no application; set countersign.applications.default.api-key and .api-secret in secret.values, or name them in secret.keys" }}
{{- end }}
{{- end }}

{{- define "countersign.checkConfig" -}}
{{- $keys := include "countersign.secretKeys" . | fromJsonArray }}
{{- range $key := keys .Values.config | sortAlpha }}
{{- if has $key $keys }}
{{- fail (printf "%s is in config and in the Secret; remove one of them" $key) }}
{{- end }}
{{- if and (hasPrefix "kafka." $key) (regexMatch "(password|secret|jaas\\.config|keystore\\.key)$" $key) }}
{{- fail (printf "config has %s, and a ConfigMap is no place for secrets; put it into secret.values, or into secret.keys if it lies in secret.existing" $key) }}
{{- end }}
{{- end }}
{{- if not (or (hasKey .Values.config "kafka.bootstrap.servers") (has "kafka.bootstrap.servers" $keys)) }}
{{- fail "config has no kafka.bootstrap.servers; name the brokers to begin with, such as broker-1:9092,broker-2:9092" }}
{{- end }}
{{- end }}

{{- define "countersign.checkNumbers" -}}
{{- $least := int64 .Values.replicas }}
{{- if .Values.autoscaling.enabled }}
{{- $least = int64 .Values.autoscaling.minReplicas }}
{{- if gt $least (int64 .Values.autoscaling.maxReplicas) }}
{{- fail (printf "autoscaling.minReplicas is %d and autoscaling.maxReplicas %d; it must not be less" $least (int64 .Values.autoscaling.maxReplicas)) }}
{{- end }}
{{- end }}
{{- if and .Values.autoscaling.enabled (not (dig "requests" "cpu" "" .Values.resources)) }}
{{- fail "autoscaling goes by the CPU that is requested; set resources.requests.cpu" }}
{{- end }}
{{- if and (contains "RAMPercentage" .Values.jvmOptions) (not (dig "limits" "memory" "" .Values.resources)) }}
{{- fail "without a memory limit the heap would be a part of the node's memory; set resources.limits.memory, or -Xmx in jvmOptions" }}
{{- end }}
{{- with .Values.podDisruptionBudget }}
{{- if .enabled }}
{{- $both := and (not (kindIs "invalid" .maxUnavailable)) (not (kindIs "invalid" .minAvailable)) }}
{{- $none := and (kindIs "invalid" .maxUnavailable) (kindIs "invalid" .minAvailable) }}
{{- if or $both $none }}
{{- fail "podDisruptionBudget needs either maxUnavailable or minAvailable; set the other one to null" }}
{{- end }}
{{- if and (not (kindIs "string" .minAvailable)) (not (kindIs "invalid" .minAvailable)) (ge (int64 .minAvailable) $least) }}
{{- fail (printf "podDisruptionBudget.minAvailable is %d of %d workers, so no node could ever be drained; set less" (int64 .minAvailable) $least) }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq (int64 .Values.http.port) (int64 .Values.http.publicPort) }}
{{- fail (printf "http.publicPort is %d, as http.port is; it must be another one, or 0 for none" (int64 .Values.http.port)) }}
{{- end }}
{{- end }}

{{- define "countersign.checkNetwork" -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) }}
{{- fail "ingress.enabled without ingress.hosts; name the host that the platform's webhooks are sent to" }}
{{- end }}
{{- if and .Values.networkPolicy.enabled (hasKey .Values.config "countersign.schema-registry.url") (not .Values.networkPolicy.registry.ports) }}
{{- fail "networkPolicy would keep workers from the schema registry; set networkPolicy.registry.ports to the port in countersign.schema-registry.url" }}
{{- end }}
{{- end }}
