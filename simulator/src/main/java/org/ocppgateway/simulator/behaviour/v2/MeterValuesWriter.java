package org.ocppgateway.simulator.behaviour.v2;

import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.MeterReading;

/** Meter readings as OCPP 2.x writes them, in messages of their own and in those about transactions. */
final class MeterValuesWriter {
    static final String ENERGY = "Energy.Active.Import.Register";

    /** All that is sampled while a transaction runs. */
    static final String SAMPLED = ENERGY + ",Power.Active.Import,Current.Import,Voltage,Frequency";

    static final String TRIGGER = "Trigger";
    static final String PERIODIC = "Sample.Periodic";
    static final String BEGIN = "Transaction.Begin";
    static final String END = "Transaction.End";

    private MeterValuesWriter() {}

    /** The field {@code meterValue} with everything that is sampled. */
    static void writeAll(JsonText payload, MeterReading reading, long now, String context) {
        begin(payload, now);
        sample(payload, context, ENERGY, Long.toString(reading.wattHours()), "Wh");
        sample(payload, context, "Power.Active.Import", Integer.toString(reading.watts()), "W");
        sample(payload, context, "Current.Import", reading.amperes(), "A");
        sample(payload, context, "Voltage", Integer.toString(MeterReading.VOLTS), "V");
        sample(payload, context, "Frequency", Integer.toString(MeterReading.HERTZ), "Hz");
        end(payload);
    }

    /** The field {@code meterValue} with the register alone. */
    static void writeRegister(JsonText payload, MeterReading reading, long now, String context) {
        begin(payload, now);
        sample(payload, context, ENERGY, Long.toString(reading.wattHours()), "Wh");
        end(payload);
    }

    private static void begin(JsonText payload, long now) {
        payload.beginArray("meterValue")
                .beginObject()
                .field("timestamp", EpochNanos.toTimestamp(now))
                .beginArray("sampledValue");
    }

    private static void sample(JsonText payload, String context, String measurand, String value, String unit) {
        payload.beginObject()
                .raw("value", value)
                .field("context", context)
                .field("measurand", measurand)
                .field("location", "Outlet")
                .beginObject("unitOfMeasure")
                .field("unit", unit)
                .endObject()
                .endObject();
    }

    private static void end(JsonText payload) {
        payload.endArray().endObject().endArray();
    }
}
