package com.piprio.upgrader.cli;

import picocli.CommandLine.Option;

/** {@code --output json} for commands that programs read too. */
final class OutputOption {
    /** The forms of a result. */
    enum Form {
        TEXT,
        JSON
    }

    @Option(names = "--output", defaultValue = "text", description = "text (default) or json")
    Form form = Form.TEXT;

    boolean json() {
        return form == Form.JSON;
    }
}
