package com.piprio.upgrader.run;

import com.piprio.release.ReleaseVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What users have in a world in memory: the database, and the objects that its rows name. */
final class FakeData {
    private static final String BEFORE = "row before";
    private static final String AS_IT_WAS = "as it was";

    private final Map<String, String> objects = new TreeMap<>(Map.of(BEFORE, AS_IT_WAS));
    private FakeDatabase database = new FakeDatabase(List.of(), ReleaseVersion.parse("1.3.0"), List.of(BEFORE));

    FakeDatabase database() {
        return database;
    }

    /** Somebody worked on the database behind the platform's back. */
    void replaceDatabase(FakeDatabase other) {
        database = other;
    }

    Map<String, String> objects() {
        return Map.copyOf(objects);
    }

    void write(String row) {
        objects.put(row, AS_IT_WAS);
        database = database.with(row);
    }

    /** The object of a row gets another content. */
    void rewrite(String row, String content) {
        objects.put(row, content);
    }

    /** Objects that a bundle kept are there again; others stay. */
    void putBack(Map<String, String> kept) {
        objects.putAll(kept);
    }
}
