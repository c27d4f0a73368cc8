package org.ocppgateway.ops.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/** All documents of the contract, as they have to be by the dictionaries. */
final class Documents {
    /** Where they are, from the top directory of the project. */
    static final String FOLDER = "ops/docs/contract";

    private Documents() {}

    /** Their texts by file name. */
    static Map<String, String> all() {
        Map<String, String> documents = new LinkedHashMap<>();
        for (RecordKind kind : RecordKind.values()) {
            documents.put(kind.file(), Json.text(RecordSchema.of(kind)));
        }
        documents.put("asyncapi.json", Json.text(AsyncApi.document()));
        documents.put("reference.md", Reference.page());
        return documents;
    }
}
