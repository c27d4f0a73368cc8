package org.ocppgateway.simulator.behaviour;

import java.util.Optional;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.frame.Frame;

/**
 * What differs between OCPP versions: how things are said, and what a command means. One instance serves a whole fleet; it
 * keeps nothing about a single charge point.
 */
public interface Dialect {

    OcppVersion version();

    Message boot(ChargePointId id, Message.Reaction reaction);

    Message heartbeat();

    /** A StatusNotification; connector 0 is the charge point itself. */
    Message status(int connector, ConnectorStatus status, long now, Message.Reaction reaction);

    Message authorize(IdToken idToken, Message.Reaction reaction);

    Message transactionStarted(Transaction transaction, Message.Reaction reaction);

    Message meterValues(Transaction transaction, long now);

    Message transactionEnded(Transaction transaction, long now, StopReason reason);

    BootAnswer readBoot(String payload);

    /** Whether the answer to an Authorize lets the driver charge. */
    boolean readAuthorization(String payload);

    /** Notes what the server calls the transaction; returns whether it may go on. */
    boolean readTransactionStarted(String payload, Transaction transaction);

    /** What is wrong with the answer to one of our CALLs, judged without forgiveness; empty if nothing. */
    Optional<String> problemWith(Action action, String response);

    /** Answers a command; what is to happen only after the answer goes into the reply. */
    Reply answer(Frame.Call command, Station station, long now);
}
