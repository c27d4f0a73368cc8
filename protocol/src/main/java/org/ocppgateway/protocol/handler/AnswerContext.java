package org.ocppgateway.protocol.handler;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.dictionary.Payload;

/**
 * Input of an answer besides the message of the charge point.
 *
 * @param chargePointId sender of the message
 * @param now time of the gateway, to which the charge point sets its clock
 * @param heartbeatInterval interval for the answer to a BootNotification
 * @param decision decision of the backend or of the configured policy in unified form; null means accept
 */
public record AnswerContext(
        ChargePointId chargePointId,
        Instant now,
        Duration heartbeatInterval,
        @Nullable Payload decision) {}
