package org.ocppgateway.protocol.v16;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.UntranslatableCommandException;

/**
 * Charging profiles as 1.6 writes them: with one schedule, and with names of its own for some fields. Every other field is written as it
 * is, so that those that 1.6 lacks show when the payload is checked.
 */
final class ChargingProfiles16 {
    private static final FieldCopy PROFILE =
            FieldCopy.wholeOf("ChargingProfile", "id", "transactionId", "chargingProfilePurpose", "chargingSchedule");
    private static final FieldCopy SCHEDULE = FieldCopy.wholeOf("ChargingSchedule", "id");

    private ChargingProfiles16() {}

    static String of(Payload profile) throws UntranslatableCommandException {
        List<Payload> schedules = profile.objects("chargingSchedule");
        if (schedules.size() != 1) {
            throw new UntranslatableCommandException("OCPP 1.6 has charging profiles with one schedule only");
        }
        JsonBuilder json = new JsonBuilder(512)
                .beginObject()
                .raw("chargingProfileId", profile.text("id"))
                .raw("transactionId", profile.has("transactionId") ? Calls16.integer(profile, "transactionId") : null)
                .field("chargingProfilePurpose", purpose(profile));
        PROFILE.write(profile, json);
        SCHEDULE.write(schedules.getFirst(), json.beginObject("chargingSchedule"));
        return json.endObject().endObject().toString();
    }

    /** The purpose of a profile, or of those to be cleared; null if none is given. */
    static @Nullable String purpose(Payload data) {
        String purpose = data.text("chargingProfilePurpose");
        return purpose == null ? null : Vocabulary16.chargingProfilePurpose(purpose);
    }
}
