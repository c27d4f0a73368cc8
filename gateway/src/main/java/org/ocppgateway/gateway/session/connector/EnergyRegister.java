package org.ocppgateway.gateway.session.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonCursor;
import org.ocppgateway.protocol.json.MalformedJsonException;
import org.ocppgateway.protocol.json.StringTable;

/**
 * Finds the last value of the energy register in the unified field {@code meterValues}. Values of single phases and of other places than
 * the outlet do not count. Not thread-safe.
 */
final class EnergyRegister {
    private static final StringTable SAMPLES = new StringTable(List.of("samples"));

    private static final StringTable MEMBERS =
            new StringTable(List.of("value", "measurand", "unit", "location", "phase"));
    private static final int VALUE = 0;
    private static final int MEASURAND = 1;
    private static final int UNIT = 2;
    private static final int LOCATION = 3;

    private static final StringTable REGISTER = new StringTable(List.of("Energy.Active.Import.Register"));
    private static final StringTable OUTLET = new StringTable(List.of("Outlet"));
    private static final StringTable UNITS = new StringTable(List.of("Wh", "kWh"));
    private static final double[] WH_PER_UNIT = {1, 1_000};

    private @Nullable Double last;

    private EnergyRegister() {}

    /**
     * Takes an array of meter values.
     *
     * @return in Wh; null if the array does not contain the register
     */
    static @Nullable Double read(JsonCursor cursor) throws MalformedJsonException {
        EnergyRegister register = new EnergyRegister();
        for (boolean value = cursor.enter(); value; value = cursor.next()) {
            for (boolean member = cursor.enter(); member; member = cursor.next()) {
                if (cursor.takeName(SAMPLES, 0) < 0) {
                    cursor.skipMember();
                } else {
                    register.readSamples(cursor);
                }
            }
        }
        return register.last;
    }

    private void readSamples(JsonCursor cursor) throws MalformedJsonException {
        for (boolean sample = cursor.enter(); sample; sample = cursor.next()) {
            readSample(cursor);
        }
    }

    private void readSample(JsonCursor cursor) throws MalformedJsonException {
        String value = null;
        int unit = -1;
        boolean register = false;
        boolean atOutlet = false;
        boolean ofPhase = false;
        for (boolean more = cursor.enter(); more; more = cursor.next()) {
            int name = cursor.takeName(MEMBERS, 0);
            if (name < 0) {
                cursor.skipMember();
            } else if (name == VALUE && cursor.kind().isText()) {
                value = cursor.text();
            } else if (name == MEASURAND) {
                register = takeOrSkip(cursor, REGISTER) == 0;
            } else if (name == UNIT) {
                unit = takeOrSkip(cursor, UNITS);
            } else if (name == LOCATION) {
                atOutlet = takeOrSkip(cursor, OUTLET) == 0;
            } else {
                ofPhase |= name != VALUE;
                cursor.skip();
            }
        }
        Double number = EventFields.number(value);
        if (number != null && unit >= 0 && register && atOutlet && !ofPhase) {
            last = Double.valueOf(number * WH_PER_UNIT[unit]);
        }
    }

    private static int takeOrSkip(JsonCursor cursor, StringTable strings) throws MalformedJsonException {
        int position = cursor.takeString(strings);
        if (position < 0) {
            cursor.skip();
        }
        return position;
    }
}
