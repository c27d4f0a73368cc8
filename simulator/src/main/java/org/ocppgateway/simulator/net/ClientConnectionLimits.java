package org.ocppgateway.simulator.net;

import java.time.Duration;

/**
 * The bounds of a connection.
 *
 * @param handshakeTime from the first packet to the answer to the upgrade
 * @param closingTime for the server's part of closing, after ours
 * @param messageBytes the longest message taken, fragments together; a longer one closes with 1009
 * @param unsentBytes what may wait for a server that does not read; more breaks the connection
 */
public record ClientConnectionLimits(Duration handshakeTime, Duration closingTime, int messageBytes, int unsentBytes) {

    public static final ClientConnectionLimits DEFAULT =
            new ClientConnectionLimits(Duration.ofSeconds(30), Duration.ofSeconds(2), 1 << 20, 1 << 18);
}
