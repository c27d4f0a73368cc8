package org.ocppgateway.protocol.v2;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.translation.FieldCopy;

/** Writes charging profiles as the backend defines them, and numbers schedules without an id. */
final class ChargingProfiles2 {
    private static final FieldCopy PROFILE =
            FieldCopy.allOf("ChargingProfile", "id", "stackLevel", "chargingProfilePurpose", "chargingSchedule");
    private static final FieldCopy SCHEDULE = FieldCopy.allOf("ChargingSchedule");

    private ChargingProfiles2() {}

    /** Writes the field chargingProfile. Writes nothing if there is none. */
    static void write(JsonBuilder fields, @Nullable Payload profile) {
        if (profile == null) {
            return;
        }
        fields.beginObject("chargingProfile")
                .raw("id", profile.text("id"))
                .raw("stackLevel", profile.text("stackLevel"))
                .field(
                        "chargingProfilePurpose",
                        Vocabulary2.chargingProfilePurpose(profile.text("chargingProfilePurpose")));
        PROFILE.write(profile, fields);
        fields.beginArray("chargingSchedule");
        int position = 0;
        for (Payload schedule : profile.objects("chargingSchedule")) {
            position++;
            fields.beginObject();
            if (!schedule.has("id")) {
                fields.field("id", position);
            }
            SCHEDULE.write(schedule, fields);
            fields.endObject();
        }
        fields.endArray().endObject();
    }
}
