package org.ocppgateway.gateway.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.authentication.Principal;
import org.ocppgateway.protocol.frame.Frame;

/**
 * The serial number in a BootNotification of OCPP 2.x, which has to fit the client certificate of the connection (B01.FR.12). OCPP 1.6 has no
 * such rule, and its serial number is optional.
 */
final class BootSerialNumber {
    private BootSerialNumber() {}

    /** Whether a CALL is a BootNotification whose serial number does not fit the certificate. */
    static boolean contradicts(SessionClient client, Frame.Call call) {
        if (!(client.authenticated().principal() instanceof Principal.ByCertificate certificate)
                || !call.action().name().equals("BootNotification")) {
            return false;
        }
        String serialNumber = serialNumber(call.payload());
        return serialNumber != null && !certificate.fitsSerialNumber(client.chargePointId(), serialNumber);
    }

    /** Null if there is none; 1.6 has no member {@code chargingStation}. */
    private static @Nullable String serialNumber(String payload) {
        JsonElement parsed = JsonParser.parseString(payload);
        if (parsed instanceof JsonObject boot
                && boot.get("chargingStation") instanceof JsonObject station
                && station.get("serialNumber") instanceof JsonElement number
                && number.isJsonPrimitive()) {
            return number.getAsString();
        }
        return null;
    }
}
