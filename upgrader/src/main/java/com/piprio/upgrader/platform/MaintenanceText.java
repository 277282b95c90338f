package com.piprio.upgrader.platform;

/** A text as HAProxy's socket takes it for one argument. */
final class MaintenanceText {
    private MaintenanceText() {}

    /** What separates commands, arguments and payloads is escaped, line breaks become spaces. */
    static String escaped(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\ ;<])", "\\\\$1");
    }
}
