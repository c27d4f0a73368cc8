package org.ocppgateway.simulator.net;

import java.time.Duration;

/**
 * Limits of a connection.
 *
 * @param handshakeTime maximum time from the connection attempt to the upgrade response
 * @param closingTime maximum wait for the server's close frame and end of stream
 * @param messageBytes maximum length of a message, over all fragments; a longer message closes the connection with 1009
 * @param unsentBytes maximum number of unsent bytes; more bytes end the connection
 */
public record ClientConnectionLimits(Duration handshakeTime, Duration closingTime, int messageBytes, int unsentBytes) {

    public static final ClientConnectionLimits DEFAULT =
            new ClientConnectionLimits(Duration.ofSeconds(30), Duration.ofSeconds(2), 1 << 20, 1 << 18);
}
