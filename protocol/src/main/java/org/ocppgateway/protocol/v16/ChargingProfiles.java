package org.ocppgateway.protocol.v16;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.InexpressibleException;

/**
 * Charging profiles as 1.6 writes them: with one schedule, and with names of its own for some fields. Every other field is written as it
 * is, so that those that 1.6 lacks show when the payload is checked.
 */
final class ChargingProfiles {
    private static final FieldCopy PROFILE =
            FieldCopy.wholeOf("ChargingProfile", "id", "transactionId", "chargingProfilePurpose", "chargingSchedule");
    private static final FieldCopy SCHEDULE = FieldCopy.wholeOf("ChargingSchedule", "id");

    private ChargingProfiles() {}

    static String of(Payload profile) throws InexpressibleException {
        List<Payload> schedules = profile.objects("chargingSchedule");
        if (schedules.size() != 1) {
            throw new InexpressibleException("OCPP 1.6 has charging profiles with one schedule only");
        }
        JsonText json = new JsonText(512)
                .beginObject()
                .raw("chargingProfileId", profile.text("id"))
                .raw("transactionId", profile.has("transactionId") ? Calls.integer(profile, "transactionId") : null)
                .field("chargingProfilePurpose", purpose(profile));
        PROFILE.write(profile, json);
        SCHEDULE.write(schedules.getFirst(), json.beginObject("chargingSchedule"));
        return json.endObject().endObject().toString();
    }

    /** The purpose of a profile, or of those to be cleared; null if none is given. */
    static @Nullable String purpose(Payload data) {
        String purpose = data.text("chargingProfilePurpose");
        return purpose == null ? null : Words.chargingProfilePurpose(purpose);
    }
}
