package org.ocppgateway.simulator.behaviour.v2;

import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.MeterReading;

/** Writes meter values in the format of OCPP 2.x, for MeterValues and TransactionEvent. */
final class MeterValuesWriter {
    static final String ENERGY = "Energy.Active.Import.Register";

    /** Measurands sampled during a transaction. */
    static final String SAMPLED = ENERGY + ",Power.Active.Import,Current.Import,Voltage,Frequency";

    static final String TRIGGER = "Trigger";
    static final String PERIODIC = "Sample.Periodic";
    static final String BEGIN = "Transaction.Begin";
    static final String END = "Transaction.End";

    private MeterValuesWriter() {}

    /** Writes the field {@code meterValue} with all sampled measurands. */
    static void writeAll(JsonBuilder payload, MeterReading reading, long now, String context) {
        begin(payload, now);
        sample(payload, context, ENERGY, Long.toString(reading.wattHours()), "Wh");
        sample(payload, context, "Power.Active.Import", Integer.toString(reading.watts()), "W");
        sample(payload, context, "Current.Import", reading.amperes(), "A");
        sample(payload, context, "Voltage", Integer.toString(MeterReading.VOLTS), "V");
        sample(payload, context, "Frequency", Integer.toString(MeterReading.HERTZ), "Hz");
        end(payload);
    }

    /** Writes the field {@code meterValue} with the energy register only. */
    static void writeRegister(JsonBuilder payload, MeterReading reading, long now, String context) {
        begin(payload, now);
        sample(payload, context, ENERGY, Long.toString(reading.wattHours()), "Wh");
        end(payload);
    }

    private static void begin(JsonBuilder payload, long now) {
        payload.beginArray("meterValue")
                .beginObject()
                .field("timestamp", EpochNanos.toTimestamp(now))
                .beginArray("sampledValue");
    }

    private static void sample(JsonBuilder payload, String context, String measurand, String value, String unit) {
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

    private static void end(JsonBuilder payload) {
        payload.endArray().endObject().endArray();
    }
}
