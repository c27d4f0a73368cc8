package org.ocppgateway.routing.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.kafka.TopicReader;
import org.ocppgateway.routing.kafka.TopicsException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * Reads the events of all charge points; those of one charge point in the order of publication. Delivery is at least
 * once: {@link EventOrder} detects duplicates and late events. For one thread.
 */
public final class EventFeed implements AutoCloseable {
    private static final EventLog LOG = EventLog.of(EventFeed.class);

    private final TopicReader reader;

    private EventFeed(TopicReader reader) {
        this.reader = reader;
    }

    /**
     * Joins a group whose feeds share the events; all events of one charge point go to the same feed. Reading starts at
     * the group's last {@linkplain #commit commit}, in a new group with the oldest event. A feed that is not polled for
     * five minutes loses its share.
     */
    public static EventFeed inGroup(KafkaSettings kafka, String group) {
        return new EventFeed(TopicReader.inGroup(kafka, kafka.topics().events(), group));
    }

    /**
     * Reads every event, independently of other feeds.
     *
     * @throws TopicsException if Kafka does not answer
     */
    public static EventFeed alone(KafkaSettings kafka, TopicReader.From from) throws TopicsException {
        return new EventFeed(TopicReader.alone(kafka, kafka.topics().events(), from));
    }

    /**
     * Waits for events, at most that long. Returns at most 500, and none during a Kafka outage. A record that is not an
     * event is logged and skipped.
     *
     * @throws IllegalStateException if there is an event of a later contract version, which this client would misread
     */
    public List<Event> next(Duration patience) {
        List<Event> events = new ArrayList<>();
        for (TopicReader.Message message : reader.poll(patience)) {
            requireKnownContract(message);
            try {
                events.add(Event.parse(message.value(), message.traceParent()));
            } catch (RuntimeException e) {
                LOG.log(RoutingLogEvent.CLIENT_EVENT_SKIPPED, e.toString());
            }
        }
        return events;
    }

    private static void requireKnownContract(TopicReader.Message message) {
        if (message.contractVersion() > UnifiedModel.CONTRACT_VERSION) {
            throw new IllegalStateException("the gateway speaks version " + message.contractVersion()
                    + " of the contract, and this client " + UnifiedModel.CONTRACT_VERSION + ": update it first");
        }
    }

    /**
     * Commits for the group that all returned events are processed. If it is called before each {@code next}, no event
     * is lost when this process dies: uncommitted events are delivered again, possibly to another member.
     *
     * @return false if the commit failed: the events may be delivered again
     */
    public boolean commit() {
        return reader.commit();
    }

    @Override
    public void close() {
        reader.close();
    }
}
