package org.resilientswarm.app.command;

import picocli.CommandLine.IVersionProvider;

/// What `--version` says.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var module = Version.class.getModule().getDescriptor();
        String version = module == null ? "" : module.rawVersion().orElse("");
        return new String[] {
            "rswarm " + (version.isEmpty() ? "(not packaged)" : version),
            "Java "
                    + Runtime.version()
                    + ", "
                    + System.getProperty("os.name")
                    + " "
                    + System.getProperty("os.arch")
        };
    }
}
