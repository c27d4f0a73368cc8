package org.ocppgateway.protocol.v2;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.translation.FieldCopy;

/** Charging profiles to be sent: as the backend writes them, with their schedules numbered. */
final class ChargingProfiles {
    private static final FieldCopy PROFILE =
            FieldCopy.wholeOf("ChargingProfile", "id", "stackLevel", "chargingProfilePurpose", "chargingSchedule");
    private static final FieldCopy SCHEDULE = FieldCopy.wholeOf("ChargingSchedule");

    private ChargingProfiles() {}

    /** The field chargingProfile; left out if there is none. */
    static void write(JsonText fields, @Nullable Payload profile) {
        if (profile == null) {
            return;
        }
        fields.beginObject("chargingProfile")
                .raw("id", profile.text("id"))
                .raw("stackLevel", profile.text("stackLevel"))
                .field("chargingProfilePurpose", Words.chargingProfilePurpose(profile.text("chargingProfilePurpose")));
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
