package org.ocppgateway.routing.sweep;

import java.util.OptionalLong;

/** How far the partitions of {@code commands-down} are written. Called by any number of virtual threads. */
@FunctionalInterface
public interface Ends {

    /** The offset behind the last record that was acknowledged before this call; empty if nobody can tell now. */
    OptionalLong of(int partition) throws InterruptedException;
}
