package org.ocppgateway.ops.ctl;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Entries that are sent in one request, within the limits of the API. */
final class ImportBatch {
    private static final int MAX_ENTRIES = 100;
    private static final int MAX_CHARACTERS = 24 * 1024;

    private JsonArray entries = new JsonArray();
    private int characters;

    void add(JsonObject entry) {
        entries.add(entry);
        characters += entry.toString().length();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean isFull() {
        return entries.size() == MAX_ENTRIES || characters >= MAX_CHARACTERS;
    }

    /** Returns the body of a request and begins the next batch. */
    JsonObject take() {
        JsonObject body = new JsonObject();
        body.add("items", entries);
        entries = new JsonArray();
        characters = 0;
        return body;
    }
}
