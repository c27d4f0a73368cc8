package org.ocppgateway.simulator.behaviour;

import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.frame.Frame;

/**
 * What differs between OCPP versions: how things are said, and what a command means. One instance serves a whole fleet; it
 * keeps nothing about a single charge point.
 */
public interface Dialect {

    /** Of its version. */
    MessageValidator validator();

    OutgoingCall bootNotification(ChargePointId id, BootReason reason, OutgoingCall.Callback callback);

    OutgoingCall heartbeat();

    /** The status of the charge point as a whole, where a version has one. */
    Optional<OutgoingCall> chargePointStatus(ConnectorStatus status, long now);

    /** The status of the connector. */
    OutgoingCall connectorStatus(ConnectorStatus status, long now, OutgoingCall.Callback callback);

    /** How a status message calls this status. What has one name need not be told apart. */
    String statusName(ConnectorStatus status);

    OutgoingCall authorize(IdToken idToken, OutgoingCall.Callback callback);

    /** What a charge point calls a new transaction; null where the server gives it its name. */
    @Nullable
    String newTransactionId(SplittableRandom random);

    OutgoingCall transactionStarted(Transaction transaction, EventTime eventTime, OutgoingCall.Callback callback);

    /** Power flows now; empty where that is told by the connector's status. */
    Optional<OutgoingCall> chargingStarted(Transaction transaction, EventTime eventTime);

    OutgoingCall meterValues(Transaction transaction, EventTime eventTime);

    OutgoingCall transactionEnded(Transaction transaction, EventTime eventTime, StopReason reason);

    BootResponse parseBootResponse(String payload);

    /** Whether the answer to an Authorize lets the driver charge. */
    boolean isAuthorized(String payload);

    /** Notes what the server calls the transaction, if it does; returns whether it may go on. */
    boolean applyStartResponse(String payload, Transaction transaction);

    /** Answers a command; what is to happen only after the answer goes into the reply. */
    CommandResponse handleCommand(Frame.Call command, StandardChargePoint chargePoint, long now);
}
