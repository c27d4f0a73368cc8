package org.ocppgateway.ops.e2e;

import eu.chargetime.ocpp.ClientEvents;
import eu.chargetime.ocpp.JSONClient;
import eu.chargetime.ocpp.JSONConfiguration;
import eu.chargetime.ocpp.OccurenceConstraintException;
import eu.chargetime.ocpp.UnsupportedFeatureException;
import eu.chargetime.ocpp.feature.profile.ClientCoreEventHandler;
import eu.chargetime.ocpp.feature.profile.ClientCoreProfile;
import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.Request;
import eu.chargetime.ocpp.model.core.ChangeAvailabilityConfirmation;
import eu.chargetime.ocpp.model.core.ChangeAvailabilityRequest;
import eu.chargetime.ocpp.model.core.ChangeConfigurationConfirmation;
import eu.chargetime.ocpp.model.core.ChangeConfigurationRequest;
import eu.chargetime.ocpp.model.core.ClearCacheConfirmation;
import eu.chargetime.ocpp.model.core.ClearCacheRequest;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferRequest;
import eu.chargetime.ocpp.model.core.GetConfigurationConfirmation;
import eu.chargetime.ocpp.model.core.GetConfigurationRequest;
import eu.chargetime.ocpp.model.core.KeyValueType;
import eu.chargetime.ocpp.model.core.RemoteStartStopStatus;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionRequest;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.RemoteStopTransactionRequest;
import eu.chargetime.ocpp.model.core.ResetConfirmation;
import eu.chargetime.ocpp.model.core.ResetRequest;
import eu.chargetime.ocpp.model.core.UnlockConnectorConfirmation;
import eu.chargetime.ocpp.model.core.UnlockConnectorRequest;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A charge point on a third-party OCPP 1.6 library. It accepts remote starts, has one setting, and does nothing else.
 */
final class ThirdPartyChargePoint implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 90;

    private final BlockingQueue<RemoteStartTransactionRequest> remoteStarts = new LinkedBlockingQueue<>();
    private final ClientCoreProfile profile = new ClientCoreProfile(new Handler());
    private final JSONClient client;

    private ThirdPartyChargePoint(JSONConfiguration configuration, String identity) {
        client = new JSONClient(profile, identity, configuration);
    }

    static ThirdPartyChargePoint connect(URI endpoint, String identity) throws InterruptedException {
        return connect(new ThirdPartyChargePoint(JSONConfiguration.get(), identity), endpoint);
    }

    /**
     * Connects with Basic credentials, a client certificate, or both.
     *
     * @param password null to send no credentials
     * @param tls for {@code wss}; null for {@code ws}
     */
    static ThirdPartyChargePoint connect(
            URI endpoint, String identity, @Nullable String password, @Nullable SSLContext tls)
            throws InterruptedException, IOException {
        JSONConfiguration configuration = JSONConfiguration.get();
        if (password != null) {
            configuration
                    .setParameter(JSONConfiguration.USERNAME_PARAMETER, identity)
                    .setParameter(JSONConfiguration.PASSWORD_PARAMETER, password);
        }
        ThirdPartyChargePoint chargePoint = new ThirdPartyChargePoint(configuration, identity);
        if (tls != null) {
            chargePoint.client.enableWSS(tls);
        }
        return connect(chargePoint, endpoint);
    }

    private static ThirdPartyChargePoint connect(ThirdPartyChargePoint chargePoint, URI endpoint)
            throws InterruptedException {
        CountDownLatch opened = new CountDownLatch(1);
        // The library appends the identity to the URL.
        chargePoint.client.connect(endpoint.toString(), new ClientEvents() {
            @Override
            public void connectionOpened() {
                opened.countDown();
            }

            @Override
            public void connectionClosed() {}
        });
        if (!opened.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no connection to " + endpoint);
        }
        return chargePoint;
    }

    /** Creates requests. */
    ClientCoreProfile core() {
        return profile;
    }

    /** Sends a request. Blocks until its confirmation arrives. */
    <T extends Confirmation> T call(Request request, Class<T> confirmation) throws InterruptedException {
        try {
            return confirmation.cast(client.send(request).toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        } catch (OccurenceConstraintException | UnsupportedFeatureException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no confirmation of " + request, e);
        }
    }

    /** Blocks until the next remote start. Returns null if none arrives. */
    @Nullable
    RemoteStartTransactionRequest awaitRemoteStart() throws InterruptedException {
        return remoteStarts.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        client.disconnect();
    }

    private final class Handler implements ClientCoreEventHandler {
        @Override
        public RemoteStartTransactionConfirmation handleRemoteStartTransactionRequest(
                RemoteStartTransactionRequest request) {
            remoteStarts.add(request);
            return new RemoteStartTransactionConfirmation(RemoteStartStopStatus.Accepted);
        }

        @Override
        public ChangeAvailabilityConfirmation handleChangeAvailabilityRequest(ChangeAvailabilityRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public GetConfigurationConfirmation handleGetConfigurationRequest(GetConfigurationRequest request) {
            KeyValueType interval = new KeyValueType("HeartbeatInterval", false);
            interval.setValue("300");
            GetConfigurationConfirmation configuration = new GetConfigurationConfirmation();
            configuration.setConfigurationKey(new KeyValueType[] {interval});
            return configuration;
        }

        @Override
        public ChangeConfigurationConfirmation handleChangeConfigurationRequest(ChangeConfigurationRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClearCacheConfirmation handleClearCacheRequest(ClearCacheRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataTransferConfirmation handleDataTransferRequest(DataTransferRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RemoteStopTransactionConfirmation handleRemoteStopTransactionRequest(
                RemoteStopTransactionRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ResetConfirmation handleResetRequest(ResetRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UnlockConnectorConfirmation handleUnlockConnectorRequest(UnlockConnectorRequest request) {
            throw new UnsupportedOperationException();
        }
    }
}
