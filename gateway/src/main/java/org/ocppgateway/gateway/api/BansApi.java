package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ocppgateway.gateway.limit.NetworkRange;
import org.ocppgateway.gateway.security.SharedBans;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.ban.BanRecord;
import org.ocppgateway.routing.ban.BanStore;
import org.ocppgateway.routing.ban.BanStoreException;

/** {@code /bans}: bans of networks and charge points. They apply to new connections on all pods within seconds. */
public final class BansApi {
    private static final int MAX_REASON = 200;

    private final BanStore store;
    private final SharedBans bans;
    private final InstantSource clock;

    public BansApi(BanStore store, SharedBans bans, InstantSource clock) {
        this.store = store;
        this.bans = bans;
        this.clock = clock;
    }

    public List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("GET", "/bans", this::list),
                new ApiRoute("POST", "/bans", this::add),
                new ApiRoute("DELETE", "/bans/{banId}", this::remove));
    }

    private ApiResponse list(ApiRequest request) throws ApiProblem, InterruptedException {
        Instant now = clock.instant();
        ApiPage page = request.page();
        try {
            List<JsonObject> items = store.all().stream()
                    .filter(ban -> now.isBefore(ban.until()))
                    .map(BansApi::json)
                    .toList();
            return page.of(items, "banId");
        } catch (BanStoreException e) {
            throw ApiProblem.unavailable("bans cannot be read: Redis is unavailable");
        }
    }

    private ApiResponse add(ApiRequest request) throws ApiProblem, InterruptedException {
        JsonBody body = new JsonBody(request.body(), Set.of("address", "id", "until", "reason"));
        String reason = body.text("reason");
        if (reason == null || reason.isBlank() || reason.length() > MAX_REASON) {
            throw ApiProblem.badRequest("reason must have 1 to " + MAX_REASON + " characters");
        }
        Instant until = body.time("until");
        if (!until.isAfter(clock.instant())) {
            throw ApiProblem.badRequest("until must be in the future");
        }
        BanRecord ban = new BanRecord(UUID.randomUUID().toString(), target(body), until, reason);
        try {
            if (!store.add(ban)) {
                throw ApiProblem.conflict("there are " + BanStore.MAX_BANS + " bans already; delete some");
            }
            bans.refresh();
            return new ApiResponse(201, json(ban));
        } catch (BanStoreException e) {
            throw ApiProblem.unavailable("the ban was not stored: Redis is unavailable");
        }
    }

    private static BanRecord.Target target(JsonBody body) throws ApiProblem {
        String address = body.text("address");
        String id = body.text("id");
        if ((address == null) == (id == null)) {
            throw ApiProblem.badRequest("give either address (an IP address or network in CIDR notation) or id");
        }
        try {
            return address == null
                    ? new BanRecord.Target.ChargePoint(new ChargePointId(String.valueOf(id)).value())
                    : new BanRecord.Target.Address(NetworkRange.parse(address).toString());
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private ApiResponse remove(ApiRequest request) throws ApiProblem, InterruptedException {
        try {
            if (!store.remove(request.variable("banId"))) {
                throw ApiProblem.notFound("there is no such ban");
            }
            bans.refresh();
            return ApiResponse.noContent();
        } catch (BanStoreException e) {
            throw ApiProblem.unavailable("the ban was not removed: Redis is unavailable");
        }
    }

    private static JsonObject json(BanRecord ban) {
        JsonObject item = new JsonObject();
        item.addProperty("banId", ban.banId());
        switch (ban.target()) {
            case BanRecord.Target.Address address -> item.addProperty("address", address.range());
            case BanRecord.Target.ChargePoint chargePoint -> item.addProperty("id", chargePoint.id());
        }
        item.addProperty("until", ban.until().toString());
        item.addProperty("reason", ban.reason());
        return item;
    }
}
