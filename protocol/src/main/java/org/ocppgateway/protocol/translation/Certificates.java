package org.ocppgateway.protocol.translation;

import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Writes certificate identifiers. All versions use the same fields. */
public final class Certificates {
    private Certificates() {}

    /** Writes the field certificateHashData from an object with the same four fields. */
    public static JsonBuilder hash(JsonBuilder fields, Payload certificate) {
        return fields.beginObject("certificateHashData")
                .field("hashAlgorithm", certificate.text("hashAlgorithm"))
                .field("issuerNameHash", certificate.text("issuerNameHash"))
                .field("issuerKeyHash", certificate.text("issuerKeyHash"))
                .field("serialNumber", certificate.text("serialNumber"))
                .endObject();
    }
}
