{{/* Name of all objects: the release, with the chart's name unless the release contains it. */}}
{{- define "gateway.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that select the pods. They never change: the selector of a StatefulSet is immutable. */}}
{{- define "gateway.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "gateway.labels" -}}
{{ include "gateway.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "gateway.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/*
Handles values that are null: Helm removes them together with their default. A section that is empty or off by default is empty then.
A value that the templates need is refused; one of a section that can be off only if the section is on.
*/}}
{{- define "gateway.checkNulls" -}}
{{- range $path := list "secretConfig" "kafka.jaasConfig" "kafka.trustStore" "kafka.keyStore"
    "redis.user" "redis.password" "redis.trustStore" "redis.keyStore"
    "chargePoints.tls" "chargePoints.tls.authorities" "chargePoints.service.nodePorts"
    "api" "api.tls" "api.ingress" "autoscaling"
    "monitoring" "monitoring.serviceMonitor" "monitoring.rules" "monitoring.dashboards" "serviceAccount" -}}
{{- $section := $.Values -}}
{{- range $key := splitList "." $path | initial -}}
{{- $section = kindIs "invalid" (index $section $key) | ternary dict (index $section $key) -}}
{{- end -}}
{{- $key := splitList "." $path | last -}}
{{- if kindIs "invalid" (index $section $key) -}}
{{- $unused := set $section $key dict -}}
{{- end -}}
{{- end -}}
{{- range $path := list "image.repository" "image.pullPolicy" "replicas" "stopTimeoutSeconds" "minReadySeconds"
    "resources.limits" "kafka.bootstrapServers" "kafka.securityProtocol" "kafka.saslMechanism" "redis.uri"
    "chargePoints.plain.enabled" "chargePoints.service.type" "chargePoints.service.externalTrafficPolicy"
    "disruptionBudget.enabled" "networkPolicy.enabled" -}}
{{- $value := $.Values -}}
{{- range $key := splitList "." $path -}}
{{- $value = index $value $key -}}
{{- if kindIs "invalid" $value -}}
{{- include "gateway.refuseNull" $path -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $path := list "chargePoints.plain.port" "chargePoints.tls.port" "chargePoints.tls.clientCertificates" "chargePoints.tls.secrets"
    "api.ingress.host" "autoscaling.minReplicas" "autoscaling.maxReplicas" "autoscaling.connectionsPerPod" "autoscaling.metric"
    "networkPolicy.kafkaPorts" "networkPolicy.redisPorts" "monitoring.serviceMonitor.interval" -}}
{{- $section := $.Values -}}
{{- range $key := splitList "." $path | initial -}}
{{- $section = index $section $key -}}
{{- end -}}
{{- if and $section.enabled (kindIs "invalid" (splitList "." $path | last | index $section)) -}}
{{- include "gateway.refuseNull" $path -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "gateway.refuseNull" -}}
{{- fail (printf "%s must not be null: set a value, or remove the line that sets null to get the default of the chart" .) -}}
{{- end -}}

{{/* Refuses combinations that the schema cannot express. */}}
{{- define "gateway.check" -}}
{{- include "gateway.checkNulls" . -}}
{{- if and .Values.chargePoints.proxyProtocol (not .Values.chargePoints.trustedProxies) -}}
{{- fail "chargePoints.proxyProtocol needs chargePoints.trustedProxies: the gateway accepts the header of named proxies only" -}}
{{- end -}}
{{- if not (or .Values.chargePoints.plain.enabled .Values.chargePoints.tls.enabled) -}}
{{- fail "chargePoints.plain or chargePoints.tls must be enabled" -}}
{{- end -}}
{{- if and .Values.api.ingress.enabled (not .Values.secretConfig.secret) -}}
{{- fail "api.ingress needs secretConfig with gateway.admin.tokens: without a token the API answers its own pod only" -}}
{{- end -}}
{{- if contains "stop-timeout" (.Values.config | default "") -}}
{{- fail "config must not set gateway.stop-timeout: stopTimeoutSeconds sets it, and the time after which Kubernetes kills the pod" -}}
{{- end -}}
{{- if and .Values.networkPolicy.enabled (or .Values.api.ingress.enabled .Values.monitoring.serviceMonitor.enabled) (not (or .Values.networkPolicy.adminNamespaces .Values.networkPolicy.extraIngress)) -}}
{{- fail "api.ingress and monitoring.serviceMonitor need networkPolicy.adminNamespaces: without it the policy keeps them from the admin port" -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (lt (int .Values.autoscaling.maxReplicas) (int .Values.autoscaling.minReplicas)) -}}
{{- fail "autoscaling.maxReplicas must not be below autoscaling.minReplicas" -}}
{{- end -}}
{{- end -}}

{{/* An environment variable from a secret, if the reference is given. Arguments: name, reference. */}}
{{- define "gateway.secretVariable" -}}
{{- $reference := index . 1 -}}
{{- if $reference.secret }}
- name: {{ index . 0 }}
  valueFrom: {secretKeyRef: {name: {{ $reference.secret }}, key: {{ $reference.key }}}}
{{- end -}}
{{- end -}}

{{/* The two variables of a PKCS12 store. Arguments: name, reference, directory. */}}
{{- define "gateway.storeVariables" -}}
{{- $reference := index . 1 -}}
{{- if $reference.secret }}
- name: {{ index . 0 }}
  value: {{ index . 2 }}/{{ $reference.key }}
- name: {{ index . 0 }}_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $reference.secret }}, key: {{ $reference.passwordKey }}}}
{{- end -}}
{{- end -}}

{{/* Mounts: a list of name, path below /etc/gateway (the name if absent), kind, source, keys. Each becomes a volume. */}}
{{- define "gateway.mounts" -}}
{{- $mounts := list -}}
{{- with .Values.secretConfig }}{{ if .secret }}{{ $mounts = append $mounts (dict "name" "secret-config" "kind" "secret" "source" .secret "keys" (list .key)) }}{{ end }}{{ end -}}
{{- range $backend := list "kafka" "redis" -}}
{{- range $store := list "trustStore" "keyStore" -}}
{{- with index $.Values $backend $store }}{{ if .secret }}{{ $mounts = append $mounts (dict "name" (printf "%s-%s" $backend (kebabcase $store)) "kind" "secret" "source" .secret "keys" (list .key)) }}{{ end }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if .Values.chargePoints.tls.enabled -}}
{{- range $index, $secret := .Values.chargePoints.tls.secrets -}}
{{- $mounts = append $mounts (dict "name" (printf "tls-%d" $index) "kind" "secret" "source" $secret "keys" (list "tls.crt" "tls.key")) -}}
{{- end -}}
{{- with .Values.chargePoints.tls.authorities }}{{ if .keys }}{{ $mounts = append $mounts (dict "name" "authorities" "kind" (ternary "configMap" "secret" (hasKey . "configMap")) "source" (.configMap | default .secret) "keys" .keys) }}{{ end }}{{ end -}}
{{- end -}}
{{- with .Values.api.tls }}{{ if .secret }}{{ $mounts = append $mounts (dict "name" "admin-tls" "kind" "secret" "source" .secret "keys" (list "tls.crt" "tls.key" "ca.crt")) }}{{ end }}{{ end -}}
{{- range $name, $file := .Values.files -}}
{{- $mounts = append $mounts (dict "name" (printf "files-%s" $name) "path" (printf "files/%s" $name) "kind" (ternary "configMap" "secret" (hasKey $file "configMap")) "source" ($file.configMap | default $file.secret) "keys" $file.keys) -}}
{{- end -}}
{{- toJson $mounts -}}
{{- end -}}

{{- define "gateway.adminScheme" -}}
{{- if .Values.api.tls.secret }}HTTPS{{ else }}HTTP{{ end -}}
{{- end -}}
