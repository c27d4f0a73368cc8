package org.ocppgateway.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.gateway.credential.CredentialSource;
import org.ocppgateway.gateway.password.Password;
import org.ocppgateway.gateway.password.PasswordHasher;
import org.ocppgateway.gateway.security.KeyRotation;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialAdministration;
import org.ocppgateway.routing.credential.CredentialAdministration.PutResult;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.credential.CredentialStoreException;

/** {@code /credentials/{id}}: credential entries. Passwords are hashed and never returned. */
public final class CredentialsApi {
    private static final int MAX_PROFILE = 3;
    private static final int MAX_PASSWORD_BYTES = 256;

    private final CredentialChain sources;
    private final CredentialAdministration administration;
    private final PasswordHasher hasher;
    private final SessionActions sessions;
    private final InstantSource clock;

    public CredentialsApi(
            CredentialChain sources,
            CredentialAdministration administration,
            PasswordHasher hasher,
            SessionActions sessions,
            InstantSource clock) {
        this.sources = sources;
        this.administration = administration;
        this.hasher = hasher;
        this.sessions = sessions;
        this.clock = clock;
    }

    public List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("GET", "/credentials/{id}", this::get),
                new ApiRoute("PUT", "/credentials/{id}", this::put),
                new ApiRoute("DELETE", "/credentials/{id}", this::delete),
                new ApiRoute("POST", "/credentials/{id}/rotate", this::rotate));
    }

    private ApiResponse get(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointId id = request.chargePointId();
        return switch (sources.find(id)) {
            case CredentialLookup.Found found -> ApiResponse.ok(json(id, found.entry(), found.source()));
            case CredentialLookup.Unknown unknown -> throw ApiProblem.notFound("there is no credential entry of " + id);
            case CredentialLookup.Unavailable unavailable ->
                throw ApiProblem.unavailable(
                        "credential source " + unavailable.source().label() + ": " + unavailable.reason());
        };
    }

    private ApiResponse put(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointId id = request.chargePointId();
        JsonBody body = new JsonBody(
                request.body(), Set.of("profile", "password", "certificateSubject", "blocked", "allowDowngrade"));
        SecurityProfile profile = SecurityProfile.ofLevel(body.integer("profile", 0, MAX_PROFILE));
        requireWritable(id);
        JsonArray warnings = new JsonArray();
        String hash = hash(body.text("password"), warnings);
        String subject = body.text("certificateSubject");
        boolean blocked = body.flag("blocked");
        boolean allowDowngrade = body.flag("allowDowngrade");
        Instant now = clock.instant();
        try {
            PutResult result = administration.put(
                    id,
                    present -> new CredentialEntry(
                            profile,
                            hash != null || present == null ? hash : present.passwordHash(),
                            hash != null || present == null ? null : present.previousPasswordHash(),
                            subject,
                            blocked,
                            allowDowngrade,
                            now));
            return switch (result) {
                case PutResult.Stored(CredentialEntry entry, CredentialEntry previous) -> {
                    sessions.review(id);
                    yield stored(id, entry, previous == null ? 201 : 200, warnings);
                }
                case PutResult.Lowered lowered ->
                    throw ApiProblem.conflict("a profile is never lowered: at least "
                            + lowered.lowestAllowed().level()
                            + " is required. Delete the entry first, or set allowDowngrade to go from 3 to 2");
            };
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest(String.valueOf(e.getMessage()));
        } catch (CredentialStoreException e) {
            throw ApiProblem.unavailable("the entry was not stored: Redis is unavailable");
        }
    }

    private static ApiResponse stored(ChargePointId id, CredentialEntry entry, int status, JsonArray warnings) {
        boolean needsPassword =
                entry.profile() == SecurityProfile.BASIC || entry.profile() == SecurityProfile.BASIC_OVER_TLS;
        if (needsPassword && entry.passwordHash() == null) {
            warnings.add("the entry has no password, so the charge point cannot connect");
        }
        JsonObject body = json(id, entry, CredentialSource.Name.REDIS);
        if (!warnings.isEmpty()) {
            body.add("warnings", warnings);
        }
        return new ApiResponse(status, body);
    }

    private ApiResponse delete(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointId id = request.chargePointId();
        requireWritable(id);
        try {
            boolean existed = administration.delete(id);
            sessions.review(id);
            if (!existed) {
                throw ApiProblem.notFound("there is no credential entry of " + id);
            }
            return ApiResponse.noContent();
        } catch (CredentialStoreException e) {
            throw ApiProblem.unavailable("the entry was not deleted: Redis is unavailable");
        }
    }

    private ApiResponse rotate(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointId id = request.chargePointId();
        requireWritable(id);
        if (!(sources.find(id) instanceof CredentialLookup.Found)) {
            throw ApiProblem.notFound("there is no credential entry of " + id);
        }
        KeyRotation.Result result = sessions.rotate(id);
        if (result.outcome() == KeyRotation.Outcome.NOT_CONNECTED) {
            throw ApiProblem.conflict("the charge point has to be connected: " + result.detail());
        }
        JsonObject body = new JsonObject();
        body.addProperty("id", id.value());
        body.addProperty("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
        body.addProperty("detail", result.detail());
        return ApiResponse.ok(body);
    }

    /** An entry in Redis would have no effect if Redis is no source, or if the file has an entry. */
    private void requireWritable(ChargePointId id) throws ApiProblem, InterruptedException {
        if (!sources.isWritable()) {
            throw ApiProblem.conflict("no credential source can be written; set gateway.security.credentials.redis");
        }
        if (sources.find(id) instanceof CredentialLookup.Found found && found.source() == CredentialSource.Name.FILE) {
            throw ApiProblem.conflict("the entry is in the credentials file; change it there");
        }
    }

    private @Nullable String hash(@Nullable String text, JsonArray warnings) throws ApiProblem {
        if (text == null) {
            return null;
        }
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_PASSWORD_BYTES) {
            throw ApiProblem.badRequest("password must have 1 to " + MAX_PASSWORD_BYTES + " bytes");
        }
        try (Password password = Password.of(bytes)) {
            if (PasswordHasher.isWeak(password)) {
                warnings.add("the password is weak; a random key of 128 bits or more is checked much faster");
            }
            return hasher.hash(password).text();
        }
    }

    static JsonObject json(ChargePointId id, CredentialEntry entry, CredentialSource.Name source) {
        JsonObject body = new JsonObject();
        body.addProperty("id", id.value());
        body.addProperty("profile", entry.profile().level());
        body.addProperty("passwordSet", entry.passwordHash() != null);
        body.addProperty("rotationPending", entry.rotationPending());
        if (entry.certificateSubject() != null) {
            body.addProperty("certificateSubject", entry.certificateSubject());
        }
        body.addProperty("blocked", entry.blocked());
        body.addProperty("allowDowngrade", entry.allowDowngrade());
        if (entry.updatedAt() != null) {
            body.addProperty("updatedAt", entry.updatedAt().toString());
        }
        body.addProperty("source", source.label());
        return body;
    }
}
