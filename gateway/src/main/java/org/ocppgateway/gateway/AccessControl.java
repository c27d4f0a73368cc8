package org.ocppgateway.gateway;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.RefusalListener;
import org.ocppgateway.gateway.api.ApiHandler;
import org.ocppgateway.gateway.api.ApiRoute;
import org.ocppgateway.gateway.api.AuditApi;
import org.ocppgateway.gateway.api.AuditLog;
import org.ocppgateway.gateway.api.BansApi;
import org.ocppgateway.gateway.api.CredentialBackupApi;
import org.ocppgateway.gateway.api.CredentialsApi;
import org.ocppgateway.gateway.api.RefusalsApi;
import org.ocppgateway.gateway.api.SessionActions;
import org.ocppgateway.gateway.refusal.RefusalJournal;
import org.ocppgateway.gateway.refusal.RefusalPublisher;
import org.ocppgateway.gateway.refusal.RefusalRecorder;
import org.ocppgateway.gateway.refusal.SecurityEvents;
import org.ocppgateway.gateway.security.ChargePointSecurity;
import org.ocppgateway.gateway.security.SecuritySettings;
import org.ocppgateway.gateway.security.SessionReview;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.routing.audit.AuditStore;
import org.ocppgateway.routing.ban.BanStore;
import org.ocppgateway.routing.credential.CredentialAdministration;
import org.ocppgateway.routing.credential.CredentialList;
import org.ocppgateway.routing.credential.CredentialStore;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.redis.RedisAuditStore;
import org.ocppgateway.routing.redis.RedisBanStore;
import org.ocppgateway.routing.redis.RedisCredentialList;
import org.ocppgateway.routing.redis.RedisCredentialStore;
import org.ocppgateway.routing.redis.RedisRefusalStore;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.refusal.RefusalStore;

/** Credentials, bans and refusals of charge points, and the API for them. */
final class AccessControl {
    private static final int REFUSAL_NETWORKS = 2000;
    private static final int REFUSAL_GROUPS_PER_NETWORK = 50;
    private static final Duration REFUSAL_FLUSH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration AUDIT_RETRY_INTERVAL = Duration.ofSeconds(10);

    private final GatewayContext context;
    private final SecuritySettings settings;
    private final Clock clock;
    private final PrometheusRegistry registry;
    private final CredentialStore credentials;
    private final CredentialList credentialList;
    private final BanStore bans;
    private final RefusalStore refusals;
    private final AuditStore audits;
    private final RefusalJournal journal;
    private volatile @Nullable SecurityEvents securityEvents;

    AccessControl(GatewayContext context, RedisLink redis) {
        this.context = context;
        this.settings = context.config().chargePoints().security();
        this.clock = context.pod().clock();
        this.registry = context.pod().registry();
        this.credentials = new RedisCredentialStore(redis);
        this.credentialList = new RedisCredentialList(redis, credentials);
        this.bans = new RedisBanStore(redis);
        this.audits = new RedisAuditStore(redis);
        this.refusals = new RedisRefusalStore(redis, clock);
        this.journal =
                new RefusalJournal(context.config().pod(), REFUSAL_NETWORKS, REFUSAL_GROUPS_PER_NETWORK, registry);
    }

    /** Records refused upgrades, from the start of the endpoint. */
    RefusalListener refusalListener() {
        RefusalRecorder recorder = new RefusalRecorder(journal, clock);
        return (client, identity, refusal) -> {
            recorder.onRefused(client, identity, refusal);
            SecurityEvents events = securityEvents;
            if (events != null) {
                events.onRefused(client, identity, refusal);
            }
        };
    }

    /**
     * Starts the refusal journal and the security events, and reads the credentials file.
     *
     * @throws StartException if the credentials file is invalid
     */
    ChargePointSecurity open(EventPublisher publisher) throws StartException {
        RefusalPublisher summaries = new RefusalPublisher(journal, refusals, REFUSAL_FLUSH_INTERVAL);
        summaries.start();
        context.health().watch("refusals", summaries::running);
        context.shutdown().add("refusals", remaining -> summaries.stop());
        SecurityEvents events =
                new SecurityEvents(context.config().pod(), publisher, clock, System::nanoTime, registry);
        events.start();
        context.health().watch("security-events", events::running);
        context.shutdown().add("security events", remaining -> events.stop());
        securityEvents = events;
        try {
            return new ChargePointSecurity(settings, credentials, bans, clock, registry);
        } catch (IOException e) {
            throw new StartException("gateway.security.credentials.file: " + e.getMessage(), e);
        }
    }

    /** Starts the background threads of the credentials; returns what ends sessions after a change. */
    SessionReview start(ChargePointSecurity security, Sessions sessions) {
        SessionReview review = security.start(sessions);
        context.health().watch("credentials", security::running);
        context.shutdown().add("credentials", remaining -> security.stop());
        return review;
    }

    /** @param others operations of other parts of the gateway */
    ApiHandler api(ChargePointSecurity security, SessionActions sessions, List<ApiRoute> others) {
        AuditLog audit = new AuditLog(context.config().pod(), audits, clock, registry);
        audit.start(AUDIT_RETRY_INTERVAL);
        context.health().watch("audit", audit::running);
        context.shutdown().add("audit", remaining -> audit.stop());
        List<ApiRoute> routes = new ArrayList<>(routes(security, sessions, audit));
        routes.addAll(others);
        return new ApiHandler(context.config().admin().tokens(), routes, audit, registry);
    }

    List<ApiRoute> routes(ChargePointSecurity security, SessionActions sessions, AuditLog audit) {
        CredentialsApi credentialsApi = new CredentialsApi(
                security.sources(), new CredentialAdministration(credentials), security.hasher(), sessions, clock);
        return Stream.of(
                        credentialsApi.routes(),
                        new CredentialBackupApi(credentialList, credentials, security.sources(), sessions, audit)
                                .routes(),
                        new BansApi(bans, security.bans(), clock).routes(),
                        new RefusalsApi(context.config().pod(), journal, refusals).routes(),
                        new AuditApi(audit).routes())
                .flatMap(List::stream)
                .toList();
    }
}
