package org.ocppgateway.gateway.metrics;

import static org.ocppgateway.routing.metrics.MetricSpec.counter;
import static org.ocppgateway.routing.metrics.MetricSpec.gauge;

import org.ocppgateway.routing.metrics.Metric;
import org.ocppgateway.routing.metrics.MetricSpec;

/** Metrics of connections before their request: PROXY protocol and TLS. */
public enum TlsMetric implements Metric {
    PROXY_HEADER_REFUSALS(counter("proxy_header_refusals_total", "Connections closed at their PROXY protocol header.")
            .label(
                    "reason",
                    "untrusted_sender: the address is not in `endpoint.trusted-proxies`",
                    "invalid_header: the first bytes are no valid header",
                    "timed_out: no complete header came in time")
            .watch("it grows: a proxy is not configured, or somebody else reaches the port")),
    TLS_HANDSHAKES(counter("tls_handshakes_total", "TLS handshakes done.")
            .openLabel("version", "TLS version")
            .label("outcome", "full: with a new session", "resumed: with the session of an earlier connection")),
    TLS_HANDSHAKES_OPEN(gauge("tls_handshakes_open", "TLS handshakes in progress.")
            .watch("it is near `endpoint.max-tls-handshakes`: a reconnect storm, or clients that never finish")),
    TLS_HANDSHAKES_QUEUED(gauge("tls_handshakes_queued", "TLS handshakes that wait for a thread.")),
    TLS_FAILURES(counter("tls_failures_total", "TLS connections that failed before their first request.")
            .label(
                    "reason",
                    "server_certificate_distrusted: the client ended the handshake because of the server certificate",
                    "client_certificate_refused: the client certificate is not accepted",
                    "client_certificate_missing: the listener needs a client certificate",
                    "protocol_version: no common TLS version",
                    "cipher_suite: no common cipher suite",
                    "signature_scheme: no common signature scheme",
                    "plain_http: HTTP without TLS",
                    "proxy_header: a PROXY protocol header on a listener that expects none",
                    "not_tls: the first bytes are no TLS",
                    "timed_out: the handshake was not done in time",
                    "overloaded: too many handshakes in progress",
                    "closed_by_peer: closed during the handshake",
                    "closed_without_request: closed right after the handshake",
                    "empty_records: too many records without content",
                    "alert_received: the client sent another alert",
                    "other")
            .watch("it grows: charge points cannot connect, see [why](certificates.md#why-can-it-not-connect)")),
    TLS_RELOADS(counter("tls_reloads_total", "Changes of certificates, authorities or revocation lists on disk.")
            .openLabel("listener", "name of the listener")
            .label("outcome", "loaded", "failed: the last good files stay in use")),
    TLS_STALE_LISTENERS(gauge(
                    "tls_stale_listeners",
                    "Listeners whose changed TLS files cannot be used, so that the last good ones stay in use.")
            .watch("above 0: the log names the file")),
    TLS_EXPIRY(gauge(
                    "tls_expiry_seconds",
                    "Time until a certificate expires or a revocation list must be renewed; negative afterwards.")
            .openLabel("listener", "name of the listener")
            .label("kind", "certificate", "authority", "revocation_list")
            .openLabel("subject", "distinguished name of the certificate, or of the issuer of the list")
            .watch("below two weeks: renew it, see [certificates](certificates.md#renewal)")),
    TLS_CLIENT_CERTIFICATE_CHECKS(
            counter("tls_client_certificate_checks_total", "Client certificates checked at upgrades.")
                    .openLabel("listener", "name of the listener")
                    .label(
                            "outcome",
                            "accepted",
                            "unknown_authority",
                            "issuer_missing",
                            "expired",
                            "not_yet_valid",
                            "wrong_usage",
                            "revoked",
                            "revocation_unknown",
                            "invalid")),
    TLS_UNKNOWN_REVOCATIONS(counter(
                    "tls_unknown_revocations_total",
                    "Client certificates accepted although the revocation list of an issuer cannot tell their status.")
            .openLabel("listener", "name of the listener")
            .label("reason", "missing: there is no list", "stale: the list is past its next update")
            .watch("it grows: renew the revocation list"));

    @SuppressWarnings("ImmutableEnumChecker") // MetricSpec copies its collections.
    private final MetricSpec spec;

    TlsMetric(MetricSpec spec) {
        this.spec = spec;
    }

    @Override
    public String prefix() {
        return "ocpp_gateway_";
    }

    @Override
    public MetricSpec spec() {
        return spec;
    }
}
