package org.ocppgateway.protocol.v16;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.json.JsonScanner;
import org.ocppgateway.protocol.translation.SampledValues;

/** Translates meter values. Fills in defaults and converts values to numbers where possible. */
final class MeterValues16 {
    private static final int MAX_NUMBER_LENGTH = 64;

    private MeterValues16() {}

    /** Writes the field meterValues. Writes nothing if there are none. */
    static void write(JsonBuilder fields, List<Payload> meterValues) {
        SampledValues.write(fields, meterValues, MeterValues16::sample);
    }

    private static void sample(JsonBuilder fields, Payload sample) {
        value(fields, sample);
        SampledValues.describe(fields, sample, sample.text("unit"));
    }

    private static void value(JsonBuilder fields, Payload sample) {
        String value = sample.text("value");
        if (value == null) {
            return;
        }
        String number = "SignedData".equals(sample.text("format")) ? null : number(value);
        if (number != null) {
            fields.raw("value", number);
        } else {
            fields.field("text", value);
        }
    }

    /** Returns the number as JSON without an exponent, or null. Accepts blanks, a decimal comma and leading zeros. */
    private static @Nullable String number(String value) {
        if (value.length() > MAX_NUMBER_LENGTH) {
            return null;
        }
        if (JsonScanner.isNumber(value) && value.indexOf('e') < 0 && value.indexOf('E') < 0) {
            return value;
        }
        try {
            BigDecimal number = new BigDecimal(value.strip().replace(',', '.'));
            return Math.abs((long) number.scale()) > MAX_NUMBER_LENGTH ? null : number.toPlainString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns the trigger reason in the terms of OCPP 2.x, from the context of the first sample. */
    static String triggerReason(List<Payload> meterValues) {
        for (Payload meterValue : meterValues) {
            for (Payload sample : meterValue.objects("sampledValue")) {
                return switch (orElse(sample.text("context"), "")) {
                    case "Sample.Clock" -> "MeterValueClock";
                    case "Trigger" -> "Trigger";
                    default -> "MeterValuePeriodic";
                };
            }
        }
        return "MeterValuePeriodic";
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
