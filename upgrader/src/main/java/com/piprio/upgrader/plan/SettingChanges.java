package com.piprio.upgrader.plan;

import com.piprio.compose.EnvFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What an upgrade writes into {@code .env} besides its release.
 *
 * @param renames in the order in which they are made
 * @param generated required keys that get a value which nobody has to know
 */
public record SettingChanges(List<Rename> renames, List<String> generated) {
    public static final SettingChanges NONE = new SettingChanges(List.of(), List.of());

    public SettingChanges {
        renames = List.copyOf(renames);
        generated = List.copyOf(generated);
    }

    /** A key that gets another name and keeps its value. */
    public record Rename(String from, String to) {
        /** One clause for the operator. */
        public String inWords() {
            return from + " becomes " + to;
        }
    }

    public static SettingChanges renaming(Rename rename) {
        return new SettingChanges(List.of(rename), List.of());
    }

    public static SettingChanges generating(String key) {
        return new SettingChanges(List.of(), List.of(key));
    }

    public boolean isEmpty() {
        return renames.isEmpty() && generated.isEmpty();
    }

    /** These, then the others. */
    public SettingChanges then(SettingChanges others) {
        return new SettingChanges(joined(renames, others.renames), joined(generated, others.generated));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        second.stream().filter(one -> !first.contains(one)).forEach(all::add);
        return all;
    }

    /**
     * The file with the changes; what is done already is left alone.
     *
     * @param value of a generated key, by its name
     */
    public EnvFile applyTo(EnvFile environment, UnaryOperator<String> value) {
        EnvFile changed = environment;
        for (Rename rename : renames) {
            changed = renamed(changed, rename.from(), rename.to());
        }
        for (String key : generated) {
            if (changed.value(key).orElse("").isBlank()) {
                changed = changed.with(key, value.apply(key));
            }
        }
        return changed;
    }

    /** The file with the former names and without the generated keys; what else was written there since stays. */
    public EnvFile takenBackFrom(EnvFile environment) {
        EnvFile changed = environment;
        for (String key : generated) {
            changed = changed.without(key);
        }
        for (int i = renames.size() - 1; i >= 0; i--) {
            changed = renamed(changed, renames.get(i).to(), renames.get(i).from());
        }
        return changed;
    }

    private static EnvFile renamed(EnvFile environment, String from, String to) {
        return environment.keys().contains(to) ? environment : environment.renamed(from, to);
    }
}
