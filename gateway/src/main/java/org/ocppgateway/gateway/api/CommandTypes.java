package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.contract.PayloadSchema;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.model.UnifiedModel;

/** {@code GET /command-types}: the command types with a JSON Schema of their data, for forms. */
final class CommandTypes {
    /** The notes about versions in the dictionary, for example {@code 1.6, 2.x: Reset}. They are binding. */
    private static final Pattern NOTE = Pattern.compile("\\b(1\\.6|2\\.x|2\\.1)(?=[:,])");

    private CommandTypes() {}

    static ApiResponse list(ApiRequest request) throws ApiProblem {
        OcppVersion version = version(request.parameter("protocol"));
        int limit = request.limit();
        String after = request.after();
        List<JsonObject> items = new ArrayList<>();
        UnifiedModel.commands().commands().stream()
                .filter(type -> version == null || versions(type).contains(version))
                .filter(type -> after == null || type.name().compareTo(after) > 0)
                .sorted(Comparator.comparing(ObjectType::name))
                .limit(limit + 1L)
                .forEach(type -> items.add(json(type)));
        return ApiResponse.page(items, limit, "type");
    }

    private static @Nullable OcppVersion version(@Nullable String subprotocol) throws ApiProblem {
        if (subprotocol == null) {
            return null;
        }
        for (OcppVersion version : OcppVersion.values()) {
            if (version.subprotocol().equals(subprotocol)) {
                return version;
            }
        }
        throw ApiProblem.badRequest("protocol must be ocpp1.6, ocpp2.0.1 or ocpp2.1");
    }

    /** The versions that have a type. One without a note is in all. */
    static Set<OcppVersion> versions(ObjectType type) {
        Set<OcppVersion> versions = EnumSet.noneOf(OcppVersion.class);
        Matcher notes = NOTE.matcher(type.doc());
        while (notes.find()) {
            switch (notes.group(1)) {
                case "1.6" -> versions.add(OcppVersion.V1_6);
                case "2.x" -> versions.addAll(List.of(OcppVersion.V2_0_1, OcppVersion.V2_1));
                default -> versions.add(OcppVersion.V2_1);
            }
        }
        return versions.isEmpty() ? EnumSet.allOf(OcppVersion.class) : versions;
    }

    private static JsonObject json(ObjectType type) {
        JsonObject item = new JsonObject();
        item.addProperty("type", type.name());
        item.addProperty("description", type.doc());
        com.google.gson.JsonArray protocols = new com.google.gson.JsonArray();
        versions(type).forEach(version -> protocols.add(version.subprotocol()));
        item.add("protocols", protocols);
        item.add("schema", JsonParser.parseString(PayloadSchema.of(type)));
        return item;
    }
}
