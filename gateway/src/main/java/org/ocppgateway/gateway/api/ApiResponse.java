package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Response of an operation.
 *
 * @param body null for none
 * @param stream the body in place of {@code body}; null for none
 */
public record ApiResponse(
        int status, @Nullable JsonElement body, @Nullable ApiStream stream) {
    public ApiResponse(int status, @Nullable JsonElement body) {
        this(status, body, null);
    }

    /** 200 with a body that is written piece by piece. */
    public static ApiResponse stream(ApiStream stream) {
        return new ApiResponse(200, null, stream);
    }

    /** 200 with a body. */
    public static ApiResponse ok(JsonElement body) {
        return new ApiResponse(200, body);
    }

    /** 204. */
    public static ApiResponse noContent() {
        return new ApiResponse(204, null);
    }

    /**
     * 200 with one page of a list.
     *
     * @param items those after the requested id, sorted by id; one more than the limit if there is a further page
     * @param idMember name of the member of an item that is its id
     */
    public static ApiResponse page(List<JsonObject> items, int limit, String idMember) {
        JsonArray array = new JsonArray();
        items.stream().limit(limit).forEach(array::add);
        JsonObject page = new JsonObject();
        page.add("items", array);
        if (items.size() > limit) {
            page.add("next", items.get(limit - 1).get(idMember));
        }
        return ok(page);
    }

    /** Adds the pods whose part of the answer is missing. Changes nothing without any. */
    public ApiResponse withMissing(List<MissingPart> missing) {
        if (!missing.isEmpty() && body instanceof JsonObject object) {
            JsonArray array = new JsonArray();
            missing.forEach(each -> array.add(each.json()));
            object.add("missing", array);
        }
        return this;
    }
}
