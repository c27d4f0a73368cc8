package org.ocppgateway.protocol.contract;

import java.util.Map;
import org.ocppgateway.protocol.dictionary.ObjectType;

/** Converts the dictionary type of an OCPP payload to a JSON Schema, for validators. Undeclared fields are invalid. */
public final class PayloadSchema {
    private PayloadSchema() {}

    public static String of(ObjectType type) {
        Definitions definitions = Definitions.closed();
        Map<String, Object> schema = Json.object("$schema", RecordSchema.DIALECT);
        schema.putAll(Definitions.reference(definitions.define(type)));
        schema.put("$defs", definitions.all());
        return Json.text(schema);
    }
}
