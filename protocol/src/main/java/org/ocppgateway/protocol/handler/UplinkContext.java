package org.ocppgateway.protocol.handler;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * What the event of a received message depends on besides the message.
 *
 * @param chargePointId the sender
 * @param epoch its session
 * @param bootsAndStops how many BootNotifications and ends of transactions were seen in this session before the message. A message that
 *     repeats the one before has the same number
 * @param receivedAt by the gateway's clock
 */
public record UplinkContext(ChargePointId chargePointId, SessionEpoch epoch, long bootsAndStops, Instant receivedAt) {}
