{{- define "gateway.environment" -}}
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: POD_IP
  valueFrom: {fieldRef: {fieldPath: status.podIP}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ .Values.kafka.bootstrapServers | quote }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ .Values.kafka.securityProtocol }}
- name: KAFKA_SASL_MECHANISM
  value: {{ .Values.kafka.saslMechanism }}
{{- include "gateway.secretVariable" (list "KAFKA_JAAS_CONFIG" .Values.kafka.jaasConfig) }}
{{- include "gateway.storeVariables" (list "KAFKA_TRUST_STORE" .Values.kafka.trustStore "/etc/gateway/kafka-trust-store") }}
{{- include "gateway.storeVariables" (list "KAFKA_KEY_STORE" .Values.kafka.keyStore "/etc/gateway/kafka-key-store") }}
- name: REDIS_URI
  value: {{ .Values.redis.uri | quote }}
{{- include "gateway.secretVariable" (list "REDIS_USER" .Values.redis.user) }}
{{- include "gateway.secretVariable" (list "REDIS_PASSWORD" .Values.redis.password) }}
{{- include "gateway.storeVariables" (list "REDIS_TRUST_STORE" .Values.redis.trustStore "/etc/gateway/redis-trust-store") }}
{{- include "gateway.storeVariables" (list "REDIS_KEY_STORE" .Values.redis.keyStore "/etc/gateway/redis-key-store") }}
{{- range $name, $value := .Values.environment }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* Only a gateway whose threads have ended is restarted. During an outage of Kafka or Redis it is not ready, but alive. */}}
{{- define "gateway.probes" -}}
startupProbe:
  httpGet: {path: /health/live, port: admin, scheme: {{ include "gateway.adminScheme" . }}}
  periodSeconds: 2
  timeoutSeconds: 2
  # Longer than gateway.kafka.start-timeout.
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/live, port: admin, scheme: {{ include "gateway.adminScheme" . }}}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /health/ready, port: admin, scheme: {{ include "gateway.adminScheme" . }}}
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 2
{{- end -}}
