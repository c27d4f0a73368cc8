package org.ocppgateway.gateway.admin;

import java.time.Duration;
import org.ocppgateway.gateway.tls.TlsSettings;

/**
 * TLS of the admin port.
 *
 * @param server certificates of the port; its trusted authorities are those of the certificates of other pods
 * @param peerName DNS name that certificates of other pods must have; empty: the address at which they are called
 * @param reloadInterval interval between two checks of the files for changes
 */
public record AdminTlsSettings(TlsSettings server, String peerName, Duration reloadInterval) {}
