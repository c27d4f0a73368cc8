package org.ocppgateway.protocol.handler;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Input of an event besides the received message.
 *
 * @param chargePointId sender of the message
 * @param epoch session of the sender
 * @param bootsAndStops number of BootNotifications and ended transactions in this session before the message; a message that
 *     repeats the previous one has the same number
 * @param receivedAt time of receipt by the clock of the gateway
 */
public record UplinkContext(ChargePointId chargePointId, SessionEpoch epoch, long bootsAndStops, Instant receivedAt) {}
