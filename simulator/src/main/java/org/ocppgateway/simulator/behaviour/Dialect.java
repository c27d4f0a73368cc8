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
    MessageValidator rules();

    OutgoingCall boot(ChargePointId id, BootReason reason, OutgoingCall.Reaction reaction);

    OutgoingCall heartbeat();

    /** The status of the charge point as a whole, where a version has one. */
    Optional<OutgoingCall> ownStatus(ConnectorStatus status, long now);

    /** The status of the connector. */
    OutgoingCall status(ConnectorStatus status, long now, OutgoingCall.Reaction reaction);

    /** How a status message calls this status. What has one name need not be told apart. */
    String word(ConnectorStatus status);

    OutgoingCall authorize(IdToken idToken, OutgoingCall.Reaction reaction);

    /** What a charge point calls a new transaction; null where the server gives it its name. */
    @Nullable
    String transactionId(SplittableRandom random);

    OutgoingCall transactionStarted(Transaction transaction, EventTime moment, OutgoingCall.Reaction reaction);

    /** Power flows now; empty where that is told by the connector's status. */
    Optional<OutgoingCall> chargingBegan(Transaction transaction, EventTime moment);

    OutgoingCall meterValues(Transaction transaction, EventTime moment);

    OutgoingCall transactionEnded(Transaction transaction, EventTime moment, StopReason reason);

    BootResponse readBoot(String payload);

    /** Whether the answer to an Authorize lets the driver charge. */
    boolean readAuthorization(String payload);

    /** Notes what the server calls the transaction, if it does; returns whether it may go on. */
    boolean readTransactionStarted(String payload, Transaction transaction);

    /** Answers a command; what is to happen only after the answer goes into the reply. */
    CommandResponse answer(Frame.Call command, StandardChargePoint station, long now);
}
