package com.piprio.bench.backup;

import com.piprio.bench.UsageException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param rounds how often each contender is measured
 * @param databaseMb size of the database on disk, about
 * @param objectsMb all objects together
 * @param seed the same seed makes the same data set
 * @param json where the results go as JSON; {@code null} for nowhere
 */
record BackupOptions(
        int rounds,
        int databaseMb,
        int objects,
        int objectsMb,
        long seed,
        List<String> contenders,
        @Nullable Path json) {

    private static final int MOST_MB = 100_000;
    private static final int MOST_OBJECTS = 10_000_000;

    BackupOptions {
        contenders = List.copyOf(contenders);
        if (objectsMb * 1_000_000L < objects) {
            throw new UsageException("--objects-mb " + objectsMb + " is less than a byte for each of " + objects);
        }
    }

    static BackupOptions parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        int rounds = 3;
        int databaseMb = 2000;
        int objects = 20_000;
        int objectsMb = 1000;
        // First, whatever its place: what is said in detail wins.
        if (rest.remove("--quick")) {
            rounds = 1;
            databaseMb = 200;
            objects = 2000;
            objectsMb = 100;
        }
        long seed = 1;
        List<String> contenders = BackupContender.NAMES;
        @Nullable Path json = null;
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            String name = word.replaceFirst("=.*", "");
            String value = word.contains("=") ? word.substring(name.length() + 1) : rest.pollFirst();
            if (value == null || value.isEmpty()) {
                throw new UsageException(name + " is unknown, or needs a value");
            }
            switch (name) {
                case "--rounds" -> rounds = number(name, value, 50);
                case "--database-mb" -> databaseMb = number(name, value, MOST_MB);
                case "--objects" -> objects = number(name, value, MOST_OBJECTS);
                case "--objects-mb" -> objectsMb = number(name, value, MOST_MB);
                case "--seed" -> seed = number(name, value, Integer.MAX_VALUE);
                case "--contenders" -> contenders = chosen(value);
                case "--json" -> json = Path.of(value).toAbsolutePath();
                default -> throw new UsageException("unknown option: " + name);
            }
        }
        return new BackupOptions(rounds, databaseMb, objects, objectsMb, seed, contenders, json);
    }

    private static int number(String name, String value, int most) {
        if (!value.matches("\\d{1,10}") || Long.parseLong(value) < 1 || Long.parseLong(value) > most) {
            throw new UsageException(name + " is a whole number from 1 to " + most + ", not " + value);
        }
        return Integer.parseInt(value);
    }

    private static List<String> chosen(String value) {
        List<String> chosen = List.of(value.split(","));
        for (String one : chosen) {
            if (!BackupContender.NAMES.contains(one)) {
                throw new UsageException(
                        "unknown contender: " + one + "; there are " + String.join(", ", BackupContender.NAMES));
            }
        }
        return chosen;
    }
}
