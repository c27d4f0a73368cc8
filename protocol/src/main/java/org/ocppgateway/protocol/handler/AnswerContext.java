package org.ocppgateway.protocol.handler;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.dictionary.Payload;

/**
 * What an answer to a charge point depends on besides its own message.
 *
 * @param chargePointId who asks
 * @param now the gateway's time, from which the charge point sets its clock
 * @param heartbeatInterval what a BootNotification is answered with
 * @param decision the backend's or the configured policy's word, in unified form; null means: accept
 */
public record AnswerContext(
        ChargePointId chargePointId,
        Instant now,
        Duration heartbeatInterval,
        @Nullable Payload decision) {}
