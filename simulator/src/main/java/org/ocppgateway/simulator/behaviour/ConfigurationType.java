package org.ocppgateway.simulator.behaviour;

/** Type of a configuration value. */
public enum ConfigurationType {
    SECONDS,
    NUMBER,
    FLAG,
    TEXT,
    /** Comma-separated list of words. */
    WORDS
}
