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
 */
public record ApiResponse(int status, @Nullable JsonElement body) {

    /** 200 with a body. */
    public static ApiResponse ok(JsonElement body) {
        return new ApiResponse(200, body);
    }

    /** 204. */
    public static ApiResponse noContent() {
        return new ApiResponse(204, null);
    }

    /** 200 with a list. */
    public static ApiResponse list(List<JsonObject> items) {
        JsonArray array = new JsonArray();
        items.forEach(array::add);
        JsonObject page = new JsonObject();
        page.add("items", array);
        return ok(page);
    }
}
