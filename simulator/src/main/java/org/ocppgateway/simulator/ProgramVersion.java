package org.ocppgateway.simulator;

import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar, for {@code --version}. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return new String[] {"charge-point simulator " + (version == null ? "of an unpacked build" : version)};
    }
}
