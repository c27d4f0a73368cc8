package org.ocppgateway.simulator.behaviour;

import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.frame.Frame;

/** Messages of one OCPP version. One stateless instance serves a whole fleet. */
public interface Dialect {

    /** Validator of this OCPP version. */
    MessageValidator validator();

    OutgoingCall bootNotification(ChargePointId id, BootReason reason, OutgoingCall.Callback callback);

    OutgoingCall heartbeat();

    /** Creates a StatusNotification for the charge point itself. Empty in versions that have none. */
    Optional<OutgoingCall> chargePointStatus(ConnectorStatus status, long now);

    /** Creates a StatusNotification for the connector. */
    OutgoingCall connectorStatus(ConnectorStatus status, long now, OutgoingCall.Callback callback);

    /** Returns the name of a status in this version. Several statuses can have the same name. */
    String statusName(ConnectorStatus status);

    OutgoingCall authorize(IdToken idToken, OutgoingCall.Callback callback);

    /** Creates a transaction id. Returns null if the server assigns the id. */
    @Nullable
    String newTransactionId(SplittableRandom random);

    OutgoingCall transactionStarted(Transaction transaction, EventTime eventTime, OutgoingCall.Callback callback);

    /** Creates the message about the start of power delivery. Empty in versions that report it by connector status. */
    Optional<OutgoingCall> chargingStarted(Transaction transaction, EventTime eventTime);

    OutgoingCall meterValues(Transaction transaction, EventTime eventTime);

    OutgoingCall transactionEnded(Transaction transaction, EventTime eventTime, StopReason reason);

    BootResponse parseBootResponse(String payload);

    /** Returns whether the response to an Authorize accepts the token. */
    boolean isAuthorized(String payload);

    /** Stores the transaction id if the response contains one. Returns whether the transaction can continue. */
    boolean applyStartResponse(String payload, Transaction transaction);

    /** Handles a command. The response contains the work to do after the answer is sent. */
    CommandResponse handleCommand(Frame.Call command, StandardChargePoint chargePoint, long now);
}
