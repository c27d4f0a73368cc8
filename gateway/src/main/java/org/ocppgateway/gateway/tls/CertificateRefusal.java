package org.ocppgateway.gateway.tls;

import org.ocppgateway.gateway.authentication.CertificateName;

/**
 * A refused client certificate.
 *
 * @param name subject of the client's own certificate, whose CN finds the charge point
 * @param issuer distinguished name of its issuer
 * @param explanation one sentence for the installer of the charge point
 */
public record CertificateRefusal(CertificateProblem problem, CertificateName name, String issuer, String explanation) {}
