package org.ocppgateway.protocol.model;

import java.util.List;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.dictionary.Violation;

/**
 * Message of the charge point that an event is made from.
 *
 * @param payload JSON text as received, with secrets masked
 * @param violations violations of the payload, tolerated or not
 */
public record DeviceMessage(Action action, MessageId id, String payload, List<Violation> violations) {}
