package org.ocppgateway.protocol.model;

import java.util.List;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.dictionary.Violation;

/**
 * The charge point's message behind an event.
 *
 * @param payload JSON text as received, with what must not be published masked
 * @param violations what was wrong with it, tolerated or not
 */
public record DeviceMessage(Action action, MessageId id, String payload, List<Violation> violations) {}
