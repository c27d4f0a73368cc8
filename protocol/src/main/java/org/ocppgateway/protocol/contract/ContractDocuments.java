package org.ocppgateway.protocol.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/** Generates the documents of the contract with backends from the dictionaries of the unified model. */
public final class ContractDocuments {
    /** Folder of the documents, relative to the root of the project. */
    public static final String FOLDER = "ops/docs/contract";

    private ContractDocuments() {}

    /** Returns the text of every document by file name: the schemas, the AsyncAPI document and the reference page. */
    public static Map<String, String> all() {
        Map<String, String> documents = schemas();
        documents.put("asyncapi.json", Json.text(AsyncApi.document()));
        documents.put("reference.md", ReferencePage.page());
        return documents;
    }

    /** Returns the JSON Schema of every kind of record by file name: the part of the contract that a release freezes. */
    public static Map<String, String> schemas() {
        Map<String, String> schemas = new LinkedHashMap<>();
        for (RecordKind kind : RecordKind.values()) {
            schemas.put(kind.file(), Json.text(RecordSchema.of(kind)));
        }
        return schemas;
    }
}
