package org.ocppgateway.ops.reference;

import java.util.Map;

/** The generated reference pages. */
public final class ReferencePages {
    /** The folder of the pages, relative to the project. */
    public static final String FOLDER = "ops/docs";

    private ReferencePages() {}

    /** All pages by file name. */
    public static Map<String, String> all() {
        return Map.of(
                "metrics.md", MetricsPage.text(),
                "log-events.md", LogEventsPage.text(),
                "configuration.md", ConfigurationPage.text());
    }
}
