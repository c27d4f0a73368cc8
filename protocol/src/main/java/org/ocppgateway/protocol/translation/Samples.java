package org.ocppgateway.protocol.translation;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonText;

/** What a measured value is, as every version says it: OCPP's defaults are filled in. */
public final class Samples {
    public static final String DEFAULT_MEASURAND = "Energy.Active.Import.Register";

    private static final String ENERGY = "Energy.";

    private Samples() {}

    public static String measurand(Payload sample) {
        return orElse(sample.text("measurand"), DEFAULT_MEASURAND);
    }

    /**
     * The field meterValues; left out if there are none.
     *
     * @param sample writes the fields of one sample, into an object that is open already
     */
    public static void write(JsonText fields, List<Payload> meterValues, BiConsumer<JsonText, Payload> sample) {
        if (meterValues.isEmpty()) {
            return;
        }
        fields.beginArray("meterValues");
        for (Payload meterValue : meterValues) {
            fields.beginObject()
                    .field("timestamp", meterValue.text("timestamp"))
                    .beginArray("samples");
            for (Payload one : meterValue.objects("sampledValue")) {
                sample.accept(fields.beginObject(), one);
                fields.endObject();
            }
            fields.endArray().endObject();
        }
        fields.endArray();
    }

    /**
     * Writes all fields of a sample but its value.
     *
     * @param unit as it is given, or null
     */
    public static void describe(JsonText fields, Payload sample, @Nullable String unit) {
        String measurand = measurand(sample);
        fields.field("measurand", measurand)
                .field("unit", unit == null && measurand.startsWith(ENERGY) ? "Wh" : unit)
                .field("context", orElse(sample.text("context"), "Sample.Periodic"))
                .field("location", orElse(sample.text("location"), "Outlet"))
                .field("phase", sample.text("phase"));
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
