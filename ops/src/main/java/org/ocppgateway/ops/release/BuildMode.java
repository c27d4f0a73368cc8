package org.ocppgateway.ops.release;

import java.util.List;

/** How Maven builds a release. */
enum BuildMode {
    /** With the bill of materials, whose plugin needs the network. */
    FULL("-Psupply-chain"),

    /** Without the network and without the bill of materials. */
    OFFLINE("-o"),

    /** Without the bill of materials. Maven uses the network only for libraries that it does not have. */
    QUICK();

    private final List<String> options;

    BuildMode(String... options) {
        this.options = List.of(options);
    }

    /** Options of Maven. */
    List<String> options() {
        return options;
    }
}
