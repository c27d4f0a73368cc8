package org.ocppgateway.protocol.translation;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.json.JsonBuilder;

/** What a measured value is, as every version says it: OCPP's defaults are filled in. */
public final class SampledValues {
    public static final String DEFAULT_MEASURAND = "Energy.Active.Import.Register";

    /**
     * How many samples of one message an event lists, and how many meter values; those beyond stand in its original payload only, as
     * do samples without a value, or with one longer than {@value PayloadReader#MAX_TEXT_LENGTH} characters. A charge point that leaves everything to defaults makes us say ten times as much as it did.
     */
    private static final int MAX_SAMPLES = 2_000;

    private static final String ENERGY = "Energy.";

    private SampledValues() {}

    public static String measurand(Payload sample) {
        return orElse(sample.text("measurand"), DEFAULT_MEASURAND);
    }

    /**
     * The field meterValues, as far as an event lists them; left out if there are none.
     *
     * @param sample writes the fields of one sample, into an object that is open already
     */
    public static void write(JsonBuilder fields, List<Payload> meterValues, BiConsumer<JsonBuilder, Payload> sample) {
        if (meterValues.isEmpty()) {
            return;
        }
        fields.beginArray("meterValues");
        int left = MAX_SAMPLES;
        for (int i = 0; i < Math.min(MAX_SAMPLES, meterValues.size()); i++) {
            Payload meterValue = meterValues.get(i);
            fields.beginObject()
                    .field("timestamp", meterValue.text("timestamp"))
                    .beginArray("samples");
            for (Payload each : meterValue.objects("sampledValue")) {
                if (left > 0 && isUsable(each.text("value"))) {
                    left--;
                    sample.accept(fields.beginObject(), each);
                    fields.endObject();
                }
            }
            fields.endArray().endObject();
        }
        fields.endArray();
    }

    private static boolean isUsable(@Nullable String value) {
        return value != null && value.length() <= PayloadReader.MAX_TEXT_LENGTH;
    }

    /**
     * Writes all fields of a sample but its value.
     *
     * @param unit as it is given, or null
     */
    public static void describe(JsonBuilder fields, Payload sample, @Nullable String unit) {
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
