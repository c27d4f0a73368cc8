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
    Rules rules();

    Message boot(ChargePointId id, BootReason reason, Message.Reaction reaction);

    Message heartbeat();

    /** The status of the charge point as a whole, where a version has one. */
    Optional<Message> ownStatus(ConnectorStatus status, long now);

    /** The status of the connector. */
    Message status(ConnectorStatus status, long now, Message.Reaction reaction);

    /** How a status message calls this status. What has one name need not be told apart. */
    String word(ConnectorStatus status);

    Message authorize(IdToken idToken, Message.Reaction reaction);

    /** What a charge point calls a new transaction; null where the server gives it its name. */
    @Nullable
    String transactionId(SplittableRandom random);

    Message transactionStarted(Transaction transaction, Moment moment, Message.Reaction reaction);

    /** Power flows now; empty where that is told by the connector's status. */
    Optional<Message> chargingBegan(Transaction transaction, Moment moment);

    Message meterValues(Transaction transaction, Moment moment);

    Message transactionEnded(Transaction transaction, Moment moment, StopReason reason);

    BootAnswer readBoot(String payload);

    /** Whether the answer to an Authorize lets the driver charge. */
    boolean readAuthorization(String payload);

    /** Notes what the server calls the transaction, if it does; returns whether it may go on. */
    boolean readTransactionStarted(String payload, Transaction transaction);

    /** Answers a command; what is to happen only after the answer goes into the reply. */
    Reply answer(Frame.Call command, Station station, long now);
}
