package org.ocppgateway.protocol.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.model.UnifiedModel;

/**
 * One kind of record as a JSON Schema. It defines the whole record for each type, so that code can be generated from
 * it. Undeclared fields are valid, because a later release may add fields.
 */
final class RecordSchema {
    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String ORIGIN =
            "Written by ops/contract from the dictionaries of the unified model; do not edit.";

    private final RecordKind kind;
    private final Definitions definitions = Definitions.open();

    private RecordSchema(RecordKind kind) {
        this.kind = kind;
    }

    static Map<String, Object> of(RecordKind kind) {
        return new RecordSchema(kind).document();
    }

    private Map<String, Object> document() {
        Map<String, Object> schema = Json.object(
                "$schema",
                DIALECT,
                "$id",
                "urn:ocppgateway:contract:" + UnifiedModel.CONTRACT_VERSION + ":" + kind.lowerCase(),
                "$comment",
                ORIGIN,
                "title",
                kind.title());
        schema.putAll(Definitions.reference(definitions.define(kind.envelope())));
        switch (kind) {
            case EVENT, RESULT -> schema.put("allOf", byType());
            case COMMAND -> {
                List<String> known = kind.types().stream().map(ObjectType::name).toList();
                schema.put("properties", Json.object("type", Json.object("enum", known)));
                schema.put("allOf", byType());
            }
            // A reply does not repeat the type of the event that it answers.
            case REPLY ->
                schema.put(
                        "anyOf",
                        kind.types().stream()
                                .map(type -> Definitions.reference(record(type)))
                                .toList());
        }
        schema.put("$defs", definitions.all());
        return schema;
    }

    private List<Object> byType() {
        List<Object> choices = new ArrayList<>();
        for (ObjectType type : kind.types()) {
            Map<String, Object> named = Json.object("type", Json.object("const", type.name()));
            // A result may have no type.
            List<String> present = kind == RecordKind.RESULT ? List.of("type") : null;
            choices.add(Json.object(
                    "if",
                    Json.object("properties", named, "required", present),
                    "then",
                    Definitions.reference(record(type))));
        }
        return choices;
    }

    /** Defines the whole record of a type. Returns the name of the definition. */
    private String record(ObjectType type) {
        Map<String, Object> properties = Json.object(kind.member(), Definitions.reference(fields(type)));
        if (kind != RecordKind.REPLY) {
            properties.put("type", Json.object("const", type.name()));
        }
        boolean needed = type.fields().stream().anyMatch(Field::required);
        return definitions.define(
                kind.recordName(type),
                Json.object(
                        "description",
                        kind == RecordKind.REPLY ? "The answer to an event of type " + type.name() + "." : type.doc(),
                        "allOf",
                        List.of(Definitions.reference(kind.envelope().name())),
                        "properties",
                        properties,
                        "required",
                        needed ? List.of(kind.member()) : null));
    }

    /** Defines the fields of a type, including those of every type. Returns the name of the definition. */
    private String fields(ObjectType type) {
        Map<String, Object> fields = definitions.object(type);
        for (Field member : kind.envelope().fields()) {
            if (member.name().equals(kind.member()) && member.type() instanceof ObjectType common) {
                fields.put("allOf", List.of(Definitions.reference(common.name())));
            }
        }
        return definitions.define(kind.fieldsName(type), fields);
    }
}
