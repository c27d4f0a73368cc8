package org.ocppgateway.gateway.tls;

import java.net.SocketAddress;
import java.util.Optional;

/**
 * A TLS connection that failed before its first request.
 *
 * @param client address of the client, behind a proxy if there is one
 * @param explanation what is wrong and what to do, for the installer of the charge point; no secrets, printable
 * @param suggestion advice for an installer
 * @param alert that the client sent
 * @param offered what the client sent first
 * @param certificate of the client, if one was refused; its CN finds the charge point
 */
public record TlsFailure(
        SocketAddress client,
        FailureReason reason,
        String explanation,
        String suggestion,
        Optional<TlsAlert> alert,
        FirstBytes offered,
        Optional<CertificateRefusal> certificate) {}
