package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that a request asks for.
 *
 * @param after id of the last item of the page before; null for the first page
 * @param limit maximum number of items
 */
record ApiPage(@Nullable String after, int limit) {
    /**
     * The response with this page of a whole list.
     *
     * @param all items in any order
     * @param idMember name of the member of an item that is its id
     */
    ApiResponse of(Collection<JsonObject> all, String idMember) {
        Comparator<JsonObject> byId = Comparator.comparing(item -> id(item, idMember));
        List<JsonObject> items = all.stream()
                .filter(item -> after == null || id(item, idMember).compareTo(after) > 0)
                .sorted(byId)
                .limit(limit + 1L)
                .toList();
        return ApiResponse.page(items, limit, idMember);
    }

    private static String id(JsonObject item, String idMember) {
        return item.get(idMember).getAsString();
    }
}
