{{/* gateway.conf: the file of the image, what the chart's values say, then the operator's own keys. */}}
{{- define "gateway.configuration" -}}
{{- $points := .Values.chargePoints -}}
include required(file("/etc/gateway/production.conf"))

gateway {
  stop-timeout = {{ int .Values.stopTimeoutSeconds }} s
  endpoint {
    {{- if $points.trustedProxies }}
    trusted-proxies = {{ toJson $points.trustedProxies }}
    {{- end }}
    listeners.ws {
      enabled = {{ $points.plain.enabled }}
      proxy-protocol = {{ $points.proxyProtocol | default false }}
      tls-terminated-in-front = {{ $points.plain.tlsTerminatedInFront | default false }}
    }
    {{- if $points.tls.enabled }}
    listeners.wss {
      enabled = true
      proxy-protocol = {{ $points.proxyProtocol | default false }}
      tls {
        certificates = [
          {{- range $index, $secret := $points.tls.secrets }}
          { chain = "/etc/gateway/tls-{{ $index }}/tls.crt", key = "/etc/gateway/tls-{{ $index }}/tls.key" }
          {{- end }}
        ]
        client-certificates = {{ $points.tls.clientCertificates }}
        trusted-authorities = [
          {{- range $points.tls.authorities.keys }}
          "/etc/gateway/authorities/{{ . }}"
          {{- end }}
        ]
      }
    }
    {{- end }}
  }
  {{- with .Values.api.tls }}
  {{- if .secret }}
  admin.tls {
    enabled = true
    certificates = [{ chain = "/etc/gateway/admin-tls/tls.crt", key = "/etc/gateway/admin-tls/tls.key" }]
    peer-authorities = ["/etc/gateway/admin-tls/ca.crt"]
    peer-name = "{{ .peerName }}"
  }
  {{- end }}
  {{- end }}
}
{{- with .Values.config }}

{{ . | trim }}
{{- end }}
{{- with .Values.secretConfig }}
{{- if .secret }}

include required(file("/etc/gateway/secret-config/{{ .key }}"))
{{- end }}
{{- end }}
{{ end -}}
