package org.ocppgateway.routing.tls;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cause chain of an exception: the reason of a failed handshake is often several causes deep. */
public final class Causes {
    private static final int MAX_DEPTH = 20;

    private Causes() {}

    /** The exception and its causes, outermost first; at most {@value #MAX_DEPTH}. */
    public static List<Throwable> of(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        @Nullable Throwable current = failure;
        while (current != null && causes.size() < MAX_DEPTH) {
            causes.add(current);
            current = current.getCause();
        }
        return causes;
    }
}
