package org.ocppgateway.protocol.dictionary;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;

/**
 * One message of an OCPP version.
 *
 * @param direction sender of the request
 * @param answered false for a SEND, which has no response
 */
public record MessageType(
        Action action,
        Direction direction,
        boolean answered,
        ObjectType request,
        @Nullable ObjectType response) {

    /** Sender of a request. */
    public enum Direction {
        FROM_CHARGE_POINT,
        TO_CHARGE_POINT,
        BOTH;

        public boolean fromChargePoint() {
            return this != TO_CHARGE_POINT;
        }

        public boolean toChargePoint() {
            return this != FROM_CHARGE_POINT;
        }
    }
}
