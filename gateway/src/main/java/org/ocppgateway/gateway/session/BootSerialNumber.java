package org.ocppgateway.gateway.session;

import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.gateway.authentication.Principal;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.json.JsonCursor;
import org.ocppgateway.protocol.json.JsonCursor.Kind;
import org.ocppgateway.protocol.json.MalformedJsonException;

/**
 * The serial number in a BootNotification of OCPP 2.x, which has to fit the client certificate of the connection (B01.FR.12). OCPP 1.6 has no
 * such rule, and its serial number is optional.
 */
final class BootSerialNumber {
    private BootSerialNumber() {}

    /** Whether a CALL is a BootNotification whose serial number does not fit the certificate. */
    static boolean contradicts(SessionClient client, Frame.Call call) {
        return client.version() != OcppVersion.V1_6
                && client.authenticated().principal() instanceof Principal.ByCertificate certificate
                && call.action().name().equals("BootNotification")
                && serialNumbers(call.payload()).stream()
                        .anyMatch(number -> !certificate.fitsSerialNumber(client.chargePointId(), number));
    }

    /** Each occurrence, because members may be repeated. None if the payload is malformed or nested too deeply: it is answered with an error. */
    private static List<String> serialNumbers(String payload) {
        List<String> found = new ArrayList<>(1);
        try {
            JsonCursor cursor = new JsonCursor(payload, PayloadReader.MAX_DEPTH);
            if (cursor.kind() != Kind.OBJECT) {
                return List.of();
            }
            for (boolean more = cursor.enter(); more; more = cursor.next()) {
                // Names are decoded, so that an escape does not hide one.
                if (cursor.name().equals("chargingStation") && cursor.kind() == Kind.OBJECT) {
                    readStation(cursor, found);
                } else {
                    cursor.skip();
                }
            }
            return found;
        } catch (MalformedJsonException e) {
            return List.of();
        }
    }

    private static void readStation(JsonCursor cursor, List<String> found) throws MalformedJsonException {
        for (boolean more = cursor.enter(); more; more = cursor.next()) {
            boolean isNumber = cursor.name().equals("serialNumber");
            if (isNumber && cursor.kind().isText()) {
                found.add(cursor.text());
            } else {
                cursor.skip();
            }
        }
    }
}
