package org.ocppgateway.protocol.v16;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.translation.InexpressibleException;
import org.ocppgateway.protocol.translation.UnifiedWords;

/** Charging profiles as 1.6 writes them: one schedule, no phase to use. */
final class ChargingProfiles {
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
                .raw("stackLevel", profile.text("stackLevel"))
                .field("chargingProfilePurpose", purpose(profile))
                .field("chargingProfileKind", profile.text("chargingProfileKind"))
                .field("recurrencyKind", profile.text("recurrencyKind"))
                .field("validFrom", UnifiedWords.date(profile.text("validFrom")))
                .field("validTo", UnifiedWords.date(profile.text("validTo")));
        schedule(json, schedules.getFirst());
        return json.endObject().toString();
    }

    /** The purpose of a profile, or of those to be cleared; null if none is given. */
    static @Nullable String purpose(Payload data) {
        String purpose = data.text("chargingProfilePurpose");
        return purpose == null ? null : Words.chargingProfilePurpose(purpose);
    }

    private static void schedule(JsonText json, Payload schedule) throws InexpressibleException {
        json.beginObject("chargingSchedule")
                .raw("duration", schedule.text("duration"))
                .field("startSchedule", UnifiedWords.date(schedule.text("startSchedule")))
                .field("chargingRateUnit", schedule.text("chargingRateUnit"))
                .raw("minChargingRate", schedule.text("minChargingRate"))
                .beginArray("chargingSchedulePeriod");
        for (Payload period : schedule.objects("chargingSchedulePeriod")) {
            if (period.has("phaseToUse")) {
                throw new InexpressibleException("OCPP 1.6 cannot choose a phase: leave out phaseToUse");
            }
            json.beginObject()
                    .raw("startPeriod", period.text("startPeriod"))
                    .raw("limit", period.text("limit"))
                    .raw("numberPhases", period.text("numberPhases"))
                    .endObject();
        }
        json.endArray().endObject();
    }
}
