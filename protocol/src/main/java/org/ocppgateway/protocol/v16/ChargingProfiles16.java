package org.ocppgateway.protocol.v16;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.UntranslatableCommandException;

/**
 * Writes charging profiles for OCPP 1.6, which allows one schedule and uses other names for some fields. Other fields are
 * written unchanged, so that validation finds those that OCPP 1.6 lacks.
 */
final class ChargingProfiles16 {
    private static final FieldCopy PROFILE =
            FieldCopy.allOf("ChargingProfile", "id", "transactionId", "chargingProfilePurpose", "chargingSchedule");
    private static final FieldCopy SCHEDULE = FieldCopy.allOf("ChargingSchedule", "id");

    private ChargingProfiles16() {}

    static String of(Payload profile) throws UntranslatableCommandException {
        List<Payload> schedules = profile.objects("chargingSchedule");
        if (schedules.size() != 1) {
            throw new UntranslatableCommandException("OCPP 1.6 supports only charging profiles with one schedule");
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

    /** Returns the purpose of a profile or of the profiles to clear, or null if it is absent. */
    static @Nullable String purpose(Payload data) {
        String purpose = data.text("chargingProfilePurpose");
        return purpose == null ? null : Vocabulary16.chargingProfilePurpose(purpose);
    }
}
