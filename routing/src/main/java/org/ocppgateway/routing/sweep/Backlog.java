package org.ocppgateway.routing.sweep;

import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;

/** What was read of one partition and is not done with, and so how far the sweeper's progress may be committed. */
final class Backlog {
    private final TreeMap<Long, Held> held = new TreeMap<>();
    private volatile long next;

    /** @param start the offset of the first record that will be read */
    Backlog(long start) {
        this.next = start;
    }

    void read(long offset) {
        next = offset + 1;
    }

    /** The offset behind the last record that was read. Any thread may ask. */
    long readTo() {
        return next;
    }

    /** Its pod noted that it was about to send it. */
    void sending(String commandId) {
        held.values().stream()
                .filter(command -> command.swept().id().equals(commandId))
                .forEach(Held::noteSending);
    }

    void hold(Held command) {
        held.put(command.swept().offset(), command);
    }

    void done(Held command) {
        held.remove(command.swept().offset(), command);
    }

    /** The offset up to which everything is done with. */
    long progress() {
        return held.isEmpty() ? next : held.firstKey();
    }

    Collection<Held> held() {
        return Collections.unmodifiableCollection(held.values());
    }

    int size() {
        return held.size();
    }
}
