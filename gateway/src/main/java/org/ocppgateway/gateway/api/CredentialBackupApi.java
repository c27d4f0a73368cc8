package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.credential.CredentialSource;
import org.ocppgateway.gateway.password.InvalidPasswordHashException;
import org.ocppgateway.gateway.password.PasswordHash;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialAdministration;
import org.ocppgateway.routing.credential.CredentialAdministration.PutResult;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.credential.CredentialEntryJson;
import org.ocppgateway.routing.credential.CredentialList;
import org.ocppgateway.routing.credential.CredentialStore;
import org.ocppgateway.routing.credential.CredentialStoreException;
import org.ocppgateway.routing.credential.InvalidCredentialEntryException;

/**
 * {@code GET /credentials} and {@code POST /credentials/import}: the entries in Redis, as a list and as a backup. Hashes are in the list
 * only if they are requested, which needs the role write and is audited.
 */
public final class CredentialBackupApi {
    private static final int MAX_IMPORT = 100;

    private final CredentialList list;
    private final CredentialStore store;
    private final CredentialAdministration administration;
    private final CredentialChain sources;
    private final SessionActions sessions;
    private final AuditLog audit;

    public CredentialBackupApi(
            CredentialList list,
            CredentialStore store,
            CredentialChain sources,
            SessionActions sessions,
            AuditLog audit) {
        this.list = list;
        this.store = store;
        this.administration = new CredentialAdministration(store);
        this.sources = sources;
        this.sessions = sessions;
        this.audit = audit;
    }

    public List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("GET", "/credentials", this::list),
                new ApiRoute("POST", "/credentials/import", this::importAll));
    }

    private ApiResponse list(ApiRequest request) throws ApiProblem, InterruptedException {
        int limit = request.limit();
        String after = request.after();
        boolean hashes = request.flag("hashes");
        if (hashes) {
            request.requireWrite();
            audit.record(request.caller().name(), "GET", "/api/v1/credentials?hashes=true", 200);
        }
        List<CredentialList.Item> found;
        try {
            found = list.list(after, limit + 1);
        } catch (CredentialStoreException e) {
            throw ApiProblem.unavailable("the entries cannot be listed: " + e.getMessage());
        }
        JsonArray items = new JsonArray();
        JsonArray unreadable = new JsonArray();
        for (CredentialList.Item item : found.subList(0, Math.min(limit, found.size()))) {
            try {
                items.add(json(item, hashes));
            } catch (InvalidCredentialEntryException e) {
                unreadable.add(item.chargePointId().value());
            }
        }
        JsonObject page = new JsonObject();
        page.add("items", items);
        if (found.size() > limit) {
            page.addProperty("next", found.get(limit - 1).chargePointId().value());
        }
        if (!unreadable.isEmpty()) {
            page.add("unreadable", unreadable);
        }
        return ApiResponse.ok(page);
    }

    private static JsonObject json(CredentialList.Item item, boolean hashes) throws InvalidCredentialEntryException {
        CredentialEntry entry = CredentialEntryJson.parse(item.text());
        JsonObject json = CredentialsApi.json(item.chargePointId(), entry, CredentialSource.Name.REDIS);
        json.addProperty("lastProfile", item.lastProfile().level());
        if (hashes) {
            OptionalMember.add(json, "passwordHash", entry.passwordHash());
            OptionalMember.add(json, "previousPasswordHash", entry.previousPasswordHash());
        }
        return json;
    }

    private ApiResponse importAll(ApiRequest request) throws ApiProblem, InterruptedException {
        if (!sources.isWritable()) {
            throw ApiProblem.conflict("no credential source can be written; set gateway.security.credentials.redis");
        }
        JsonArray items = new JsonBody(request.body(), Set.of("items")).array("items", MAX_IMPORT);
        int imported = 0;
        JsonArray refused = new JsonArray();
        for (JsonElement item : items) {
            String problem = importOne(item);
            if (problem == null) {
                imported++;
            } else {
                JsonObject refusal = new JsonObject();
                refusal.addProperty("id", id(item));
                refusal.addProperty("reason", problem);
                refused.add(refusal);
            }
        }
        JsonObject result = new JsonObject();
        result.addProperty("imported", imported);
        result.add("refused", refused);
        return ApiResponse.ok(result);
    }

    private static String id(JsonElement item) {
        return item instanceof JsonObject object && object.get("id") instanceof JsonElement id && id.isJsonPrimitive()
                ? id.getAsString()
                : "";
    }

    /** Returns why the entry was not imported; null if it was. */
    private @Nullable String importOne(JsonElement item) throws ApiProblem, InterruptedException {
        try {
            ChargePointId id = new ChargePointId(id(item));
            CredentialEntry entry = CredentialEntryJson.parse(item.toString());
            requireHash(entry.passwordHash());
            requireHash(entry.previousPasswordHash());
            SecurityProfile last = lastProfile(item.getAsJsonObject());
            return switch (administration.put(id, present -> entry)) {
                case PutResult.Stored stored -> {
                    if (last != SecurityProfile.NONE) {
                        store.raiseLastProfile(id, last);
                    }
                    sessions.review(id);
                    yield null;
                }
                case PutResult.Lowered lowered ->
                    "a profile is never lowered: at least "
                            + lowered.lowestAllowed().level() + " is required";
            };
        } catch (CredentialStoreException e) {
            throw ApiProblem.unavailable("not all entries were imported: Redis is unavailable. Repeat the request");
        } catch (InvalidCredentialEntryException | InvalidPasswordHashException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void requireHash(@Nullable String hash) throws InvalidPasswordHashException {
        if (hash != null) {
            PasswordHash unused = PasswordHash.parse(hash);
        }
    }

    private static SecurityProfile lastProfile(JsonObject item) {
        JsonElement last = item.get("lastProfile");
        if (last == null) {
            return SecurityProfile.NONE;
        }
        if (!last.isJsonPrimitive() || !last.getAsJsonPrimitive().isNumber()) {
            throw new IllegalArgumentException("lastProfile must be a number from 0 to 3");
        }
        return SecurityProfile.ofLevel(last.getAsInt());
    }
}
