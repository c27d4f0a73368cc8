package org.ocppgateway.routing.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.kafka.TopicReader;
import org.ocppgateway.routing.kafka.TopicsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of all charge points, those of one charge point in the order in which they were published. Delivered at least once:
 * {@link EventOrder} tells what comes again or late. For one thread.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

    private final TopicReader reader;

    private EventFeed(TopicReader reader) {
        this.reader = reader;
    }

    /**
     * Shares the events out among all feeds of the group, one charge point's always to one of them, and begins where the group
     * {@linkplain #commit committed} last. A new group begins with the oldest event. Whoever does not ask for more within five
     * minutes loses its share to the others.
     */
    public static EventFeed inGroup(KafkaSettings kafka, String group) {
        return new EventFeed(TopicReader.inGroup(kafka, kafka.topics().events(), group));
    }

    /**
     * Every event, for this feed alone.
     *
     * @throws TopicsException if Kafka does not answer
     */
    public static EventFeed alone(KafkaSettings kafka, TopicReader.From from) throws TopicsException {
        return new EventFeed(TopicReader.alone(kafka, kafka.topics().events(), from));
    }

    /**
     * Waits for events, at most that long; while Kafka is out there are none. At most 500 at a time. What is no event, and so not
     * the gateway's, is logged and passed over.
     *
     * @throws IllegalStateException if there is an event of a later version of the contract: this client would misread it
     */
    public List<Event> next(Duration patience) {
        List<Event> events = new ArrayList<>();
        for (TopicReader.Message message : reader.poll(patience)) {
            requireKnownContract(message);
            try {
                events.add(Event.parse(message.value()));
            } catch (RuntimeException e) {
                LOG.warn("Passed over a record on the topic of events that is no event: {}", e.toString());
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
     * Remembers for the group that all events returned so far are done with. Called before the next ones are asked for, it loses
     * nothing if this process dies: they come again, here or elsewhere in the group.
     *
     * @return false if that was not possible now: they may come again
     */
    public boolean commit() {
        return reader.commit();
    }

    @Override
    public void close() {
        reader.close();
    }
}
