package org.ocppgateway.protocol.contract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;

/** The contract as a page for people: a table of fields for every type of record. */
final class ReferencePage {
    private final StringBuilder page = new StringBuilder();
    private final Set<String> mentioned = new HashSet<>();
    private final Deque<ObjectType> toBeExplained = new ArrayDeque<>();

    private ReferencePage() {}

    static String page() {
        ReferencePage reference = new ReferencePage();
        reference.page.append("""
                # Every field of the contract

                Written by `ops/contract` from the dictionaries of the unified model; do not edit. The JSON Schemas in
                this folder have the same content. An asterisk marks required fields. Values of enumerations are those of OCPP 2.1. The
                description of a field names the versions, if not all of them have it.

                | topic | key | headers | |
                |---|---|---|---|
                """);
        for (Channel channel : Channel.values()) {
            reference.channel(channel);
        }
        for (RecordKind kind : RecordKind.values()) {
            reference.records(kind);
        }
        return reference.page.toString();
    }

    private void channel(Channel channel) {
        String headers = Header.of(channel).stream()
                .map(header -> code(header.name(), header.required()))
                .collect(Collectors.joining(", "));
        row(code(channel.topic(), false), channel.key(), headers, channel.doc());
    }

    private void records(RecordKind kind) {
        page.append("\n## ").append(kind.word()).append("\n\n");
        fields(kind.envelope());
        for (ObjectType type : kind.types()) {
            explain(type);
        }
        while (!toBeExplained.isEmpty()) {
            explain(toBeExplained.remove());
        }
    }

    private void explain(ObjectType type) {
        page.append("\n### ").append(type.name()).append("\n\n");
        fields(type);
    }

    private void fields(ObjectType type) {
        if (!type.doc().isEmpty()) {
            page.append(type.doc()).append("\n");
        }
        if (type.fields().isEmpty()) {
            return;
        }
        page.append("\n| field | type | |\n|---|---|---|\n");
        for (Field field : type.fields()) {
            row(code(field.name(), field.required()), type(field), field.doc());
        }
    }

    private String type(Field field) {
        TypeText text = TypeText.of(field.type());
        ObjectType object = text.object();
        if (object == null) {
            return text.words();
        }
        if (mentioned.add(object.name())) {
            toBeExplained.add(object);
        }
        return text.words()
                .formatted("[" + object.name() + "](#" + object.name().toLowerCase(Locale.ROOT) + ")");
    }

    private void row(String... cells) {
        for (String cell : cells) {
            page.append("| ")
                    .append(cell.replace("|", "\\|").replace("<", "&lt;"))
                    .append(' ');
        }
        page.append("|\n");
    }

    private static String code(String name, boolean always) {
        return "`" + name + "`" + (always ? "\\*" : "");
    }
}
