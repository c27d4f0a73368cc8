package org.ocppgateway.simulator.behaviour;

/** The kinds of values that settings have. */
public enum ConfigurationType {
    SECONDS,
    NUMBER,
    FLAG,
    TEXT,
    /** Some of a number of words, separated by commas. */
    WORDS
}
