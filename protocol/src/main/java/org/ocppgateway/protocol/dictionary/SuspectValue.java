package org.ocppgateway.protocol.dictionary;

import java.util.List;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Value that the schemas allow but that is known to mean something else. A tolerant reader reports it with its quirk; a strict
 * reader accepts it silently.
 *
 * @param type object type that contains the field
 * @param field name of the field
 * @param value suspect value
 * @param meaning value that the payload gets instead
 */
record SuspectValue(String type, String field, String value, String meaning, Quirk quirk) {
    private static final List<String> NO_TRANSACTION = List.of("-1", "0", Long.toString(Long.MAX_VALUE));

    /** Returns all suspect values of an OCPP version. */
    static List<SuspectValue> of(OcppVersion version) {
        return version == OcppVersion.V1_6 ? OF_1_6 : List.of();
    }

    private static final List<SuspectValue> OF_1_6 = List.of(
            new SuspectValue("SampledValue", "unit", "Celcius", "Celsius", Quirk.MISSPELT_CELSIUS),
            noTransaction("StopTransactionRequest", NO_TRANSACTION.get(0)),
            noTransaction("StopTransactionRequest", NO_TRANSACTION.get(1)),
            noTransaction("StopTransactionRequest", NO_TRANSACTION.get(2)),
            noTransaction("MeterValuesRequest", NO_TRANSACTION.get(0)),
            noTransaction("MeterValuesRequest", NO_TRANSACTION.get(1)),
            noTransaction("MeterValuesRequest", NO_TRANSACTION.get(2)));

    private static SuspectValue noTransaction(String type, String value) {
        return new SuspectValue(type, "transactionId", value, value, Quirk.NO_TRANSACTION_ID);
    }
}
