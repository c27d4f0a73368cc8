package org.ocppgateway.gateway.session;

import java.util.Set;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Keeps the credential entries equal to passwords that commands set. While the charge point has not answered, both passwords are accepted.
 * Called on threads of downlink queues; blocks for a bounded time.
 */
public interface PasswordRotations {
    /**
     * Statuses with which a charge point refuses a password, of 1.6 and 2.x. Any other one, or none, does not tell whether it took the
     * password.
     */
    Set<String> REJECTIONS =
            Set.of("Rejected", "NotSupported", "UnknownComponent", "UnknownVariable", "NotSupportedAttributeType");

    /** For gateways without credentials. */
    PasswordRotations NONE = new PasswordRotations() {
        @Override
        public Rotation begin(ChargePointId chargePointId, String newPassword) {
            return new Rotation.Unmanaged();
        }

        @Override
        public void cancel(ChargePointId chargePointId, Rotation.Begun rotation) {
            // Nothing has begun.
        }
    };

    /** Accepts the new password in addition, before it is sent. */
    Rotation begin(ChargePointId chargePointId, String newPassword) throws InterruptedException;

    /** Accepts the old password only, because the charge point did not take the new one. */
    void cancel(ChargePointId chargePointId, Rotation.Begun rotation) throws InterruptedException;

    /** Result of {@link #begin}. */
    sealed interface Rotation {
        /**
         * Both passwords are accepted.
         *
         * @param newHash hash of the new password
         */
        record Begun(String newHash) implements Rotation {}

        /**
         * The entry has this password already, so nothing was changed. Not to be cancelled: the charge point may have taken the password
         * before.
         */
        record Repeated() implements Rotation {}

        /** The charge point has no entry, so the command concerns the charge point only. */
        record Unmanaged() implements Rotation {}

        /**
         * The command must not be sent, because the entry cannot accept the new password in addition: the charge point could not connect any
         * more.
         *
         * @param reason for the backend
         */
        record Refused(String reason) implements Rotation {}
    }
}
