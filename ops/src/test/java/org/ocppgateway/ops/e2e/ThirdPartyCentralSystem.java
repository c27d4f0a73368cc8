package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;

import eu.chargetime.ocpp.JSONServer;
import eu.chargetime.ocpp.ServerEvents;
import eu.chargetime.ocpp.feature.profile.ServerCoreEventHandler;
import eu.chargetime.ocpp.feature.profile.ServerCoreProfile;
import eu.chargetime.ocpp.model.SessionInformation;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.AuthorizeRequest;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationRequest;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferRequest;
import eu.chargetime.ocpp.model.core.DataTransferStatus;
import eu.chargetime.ocpp.model.core.HeartbeatConfirmation;
import eu.chargetime.ocpp.model.core.HeartbeatRequest;
import eu.chargetime.ocpp.model.core.IdTagInfo;
import eu.chargetime.ocpp.model.core.MeterValuesConfirmation;
import eu.chargetime.ocpp.model.core.MeterValuesRequest;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import eu.chargetime.ocpp.model.core.StartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StartTransactionRequest;
import eu.chargetime.ocpp.model.core.StatusNotificationConfirmation;
import eu.chargetime.ocpp.model.core.StatusNotificationRequest;
import eu.chargetime.ocpp.model.core.StopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.process.Ports;

/** An endpoint for OCPP 1.6 without code of the project: the gateway that is replaced in a migration. */
public final class ThirdPartyCentralSystem implements AutoCloseable {
    private static final int FIRST_TRANSACTION = 1_000_000_001;
    private static final int HEARTBEAT_SECONDS = 60;

    private final int port = Ports.free();
    private final JSONServer server = new JSONServer(new ServerCoreProfile(new Core()));
    private final AtomicInteger nextTransaction = new AtomicInteger(FIRST_TRANSACTION);
    private final Map<UUID, String> sessions = new ConcurrentHashMap<>();
    private final Map<String, String> metered = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    /** Listens on a free port, which the library opens on a thread of its own. */
    public static ThirdPartyCentralSystem start() {
        ThirdPartyCentralSystem system = new ThirdPartyCentralSystem();
        system.server.open("127.0.0.1", system.port, system.new Sessions());
        await("the port").atMost(Cluster.TIMEOUT).until(system::accepts);
        return system;
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Identities of the charge points that are connected. */
    public Set<String> connected() {
        return new TreeSet<>(sessions.values());
    }

    /** Ids in all StopTransaction messages. */
    public Set<String> ended() {
        return Set.copyOf(ended);
    }

    /**
     * Ids of the transactions that run here: their charge points have sent them in MeterValues, so they know them.
     *
     * @param prefix of the identities
     */
    public Set<String> running(String prefix) {
        Set<String> running = new TreeSet<>();
        metered.forEach((transaction, chargePoint) -> {
            if (chargePoint.startsWith(prefix) && !ended.contains(transaction)) {
                running.add(transaction);
            }
        });
        return running;
    }

    /** Closes all connections; new ones are accepted. */
    public void disconnectAll() {
        Set.copyOf(sessions.keySet()).forEach(server::closeSession);
    }

    @Override
    public void close() {
        server.close();
    }

    /** The open connections. */
    private final class Sessions implements ServerEvents {
        @Override
        public void authenticateSession(SessionInformation session, String user, byte[] password) {
            // Every charge point is accepted.
        }

        @Override
        public void newSession(UUID session, SessionInformation information) {
            String path = information.getIdentifier();
            sessions.put(session, path.substring(path.lastIndexOf('/') + 1));
        }

        @Override
        public void lostSession(UUID session) {
            sessions.remove(session);
        }
    }

    /** Answers every CALL positively. */
    private final class Core implements ServerCoreEventHandler {
        @Override
        public AuthorizeConfirmation handleAuthorizeRequest(UUID session, AuthorizeRequest request) {
            return new AuthorizeConfirmation(accepted());
        }

        @Override
        public BootNotificationConfirmation handleBootNotificationRequest(
                UUID session, BootNotificationRequest request) {
            return new BootNotificationConfirmation(
                    ZonedDateTime.now(), HEARTBEAT_SECONDS, RegistrationStatus.Accepted);
        }

        @Override
        public DataTransferConfirmation handleDataTransferRequest(UUID session, DataTransferRequest request) {
            return new DataTransferConfirmation(DataTransferStatus.Accepted);
        }

        @Override
        public HeartbeatConfirmation handleHeartbeatRequest(UUID session, HeartbeatRequest request) {
            return new HeartbeatConfirmation(ZonedDateTime.now());
        }

        @Override
        public MeterValuesConfirmation handleMeterValuesRequest(UUID session, MeterValuesRequest request) {
            String chargePoint = sessions.get(session);
            if (chargePoint != null && request.getTransactionId() != null) {
                metered.put(request.getTransactionId().toString(), chargePoint);
            }
            return new MeterValuesConfirmation();
        }

        @Override
        public StartTransactionConfirmation handleStartTransactionRequest(
                UUID session, StartTransactionRequest request) {
            return new StartTransactionConfirmation(accepted(), nextTransaction.getAndIncrement());
        }

        @Override
        public StatusNotificationConfirmation handleStatusNotificationRequest(
                UUID session, StatusNotificationRequest request) {
            return new StatusNotificationConfirmation();
        }

        @Override
        public StopTransactionConfirmation handleStopTransactionRequest(UUID session, StopTransactionRequest request) {
            ended.add(request.getTransactionId().toString());
            return new StopTransactionConfirmation();
        }

        private static IdTagInfo accepted() {
            return new IdTagInfo(AuthorizationStatus.Accepted);
        }
    }
}
