package org.ocppgateway.protocol.v2;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.translation.SampledValues;

/** Translates meter values. Fills in defaults and applies multipliers. */
final class MeterValues2 {
    private static final int MAX_MULTIPLIER = 30;
    private static final int MAX_CHARACTERS = 100;
    private static final int MAX_EXPONENT = 200;

    private MeterValues2() {}

    /** Writes the field meterValues. Writes nothing if there are none. */
    static void write(JsonBuilder fields, List<Payload> meterValues) {
        SampledValues.write(fields, meterValues, MeterValues2::sample);
    }

    private static void sample(JsonBuilder fields, Payload sample) {
        value(fields, sample);
        Payload unit = sample.object("unitOfMeasure");
        SampledValues.describe(fields, sample, unit == null ? null : unit.text("unit"));
        signed(fields, sample.object("signedMeterValue"));
    }

    /** A value whose multiplier cannot be applied is written as text with its exponent. */
    private static void value(JsonBuilder fields, Payload sample) {
        String value = sample.text("value");
        String multiplier = multiplier(sample);
        if (value == null || multiplier == null) {
            fields.raw("value", value);
            return;
        }
        BigDecimal scaled = scaled(value, multiplier);
        String number = scaled == null ? null : plain(scaled);
        if (number != null) {
            fields.raw("value", number);
        } else {
            fields.field("text", value + " * 10^" + multiplier);
        }
    }

    private static void signed(JsonBuilder fields, @Nullable Payload signed) {
        if (signed != null && signed.has("signedMeterData") && signed.has("encodingMethod")) {
            fields.beginObject("signedMeterValue")
                    .field("signedMeterData", signed.text("signedMeterData"))
                    .field("encodingMethod", signed.text("encodingMethod"))
                    .field("signingMethod", signed.text("signingMethod"))
                    .field("publicKey", signed.text("publicKey"))
                    .endObject();
        }
    }

    /**
     * Returns the energy register in Wh at the start or end of the transaction, or null if it is absent or given by phase only.
     */
    static @Nullable String register(List<Payload> meterValues, String context) {
        for (Payload meterValue : meterValues) {
            for (Payload sample : meterValue.objects("sampledValue")) {
                if (context.equals(sample.text("context"))
                        && SampledValues.measurand(sample).equals(SampledValues.DEFAULT_MEASURAND)
                        && !sample.has("phase")
                        && isAtOutlet(sample)
                        && SampledValues.isDefined(sample)) {
                    return wattHours(sample);
                }
            }
        }
        return null;
    }

    private static boolean isAtOutlet(Payload sample) {
        return !sample.has("location") || "Outlet".equals(sample.text("location"));
    }

    private static @Nullable String wattHours(Payload sample) {
        String value = sample.text("value");
        String multiplier = multiplier(sample);
        BigDecimal scaled = value == null ? null : scaled(value, multiplier == null ? "0" : multiplier);
        Payload unit = sample.object("unitOfMeasure");
        String name = unit == null ? null : unit.text("unit");
        if (scaled == null || name == null || name.equals("Wh")) {
            return scaled == null ? null : plain(scaled);
        }
        return name.equals("kWh") ? plain(scaled.scaleByPowerOfTen(3)) : null;
    }

    private static @Nullable String multiplier(Payload sample) {
        Payload unit = sample.object("unitOfMeasure");
        String multiplier = unit == null ? null : unit.text("multiplier");
        return "0".equals(multiplier) ? null : multiplier;
    }

    /** Returns null if the multiplier is unrealistic. */
    private static @Nullable BigDecimal scaled(String value, String multiplier) {
        BigDecimal power = new BigDecimal(multiplier);
        if (power.abs().compareTo(BigDecimal.valueOf(MAX_MULTIPLIER)) > 0) {
            return null;
        }
        return new BigDecimal(value).scaleByPowerOfTen(power.intValue());
    }

    /** Returns null if the number exceeds the limits of the contract. */
    private static @Nullable String plain(BigDecimal number) {
        boolean isShort = Math.abs((long) number.scale()) + number.precision() < MAX_CHARACTERS;
        String text = isShort ? number.toPlainString() : number.toString();
        long exponent = Math.abs((long) number.precision() - number.scale());
        return text.length() <= MAX_CHARACTERS && exponent <= MAX_EXPONENT ? text : null;
    }
}
