package org.ocppgateway.protocol.translation;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Writes sampled values, the same for all versions. Fills in the defaults of OCPP. */
public final class SampledValues {
    public static final String DEFAULT_MEASURAND = "Energy.Active.Import.Register";

    /**
     * Maximum number of samples, and of meter values, in an event. The others are only in the original payload, as are samples
     * without a value, with a value longer than {@value PayloadReader#MAX_TEXT_LENGTH} characters, or with an unusable measurand
     * or unit. Filling in the defaults can make an event ten times as long as its message.
     */
    private static final int MAX_SAMPLES = 2_000;

    private static final String ENERGY = "Energy.";

    private SampledValues() {}

    public static String measurand(Payload sample) {
        return orElse(sample.text("measurand"), DEFAULT_MEASURAND);
    }

    /**
     * Writes the field meterValues, up to the limit. Writes nothing if there are none.
     *
     * @param sample writes the fields of one sample into an open object
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
                if (left > 0 && isUsable(each.text("value")) && isDefined(each)) {
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

    /** Returns whether it is known what the value of a sample measures: a default must not replace an unusable field. */
    public static boolean isDefined(Payload sample) {
        if (sample.unusable("measurand")) {
            return false;
        }
        if (sample.type().declares("unit")) {
            return !sample.unusable("unit");
        }
        Payload unit = sample.object("unitOfMeasure");
        return unit == null
                ? !sample.unusable("unitOfMeasure")
                : !unit.unusable("unit") && !unit.unusable("multiplier");
    }

    /**
     * Writes all fields of a sample except its value.
     *
     * @param unit unit in the message, or null
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
