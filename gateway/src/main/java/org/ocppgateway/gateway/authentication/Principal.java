package org.ocppgateway.gateway.authentication;

import org.ocppgateway.protocol.ChargePointId;

/** How a charge point has proved its identity. */
public sealed interface Principal {

    /** Not at all: its profile requires no proof. */
    record Unproven() implements Principal {}

    /**
     * By its password.
     *
     * @param previous whether it is the password before a rotation
     */
    record ByPassword(boolean previous) implements Principal {}

    /** By a certificate with this subject. */
    record ByCertificate(CertificateName name) implements Principal {
        /**
         * Whether a BootNotification with that serial number may follow (B01.FR.12): the common name is the serial number, or else the
         * identity.
         */
        public boolean fitsSerialNumber(ChargePointId chargePointId, String serialNumber) {
            return name.commonName()
                    .filter(commonName -> commonName.equals(serialNumber) || commonName.equals(chargePointId.value()))
                    .isPresent();
        }
    }
}
