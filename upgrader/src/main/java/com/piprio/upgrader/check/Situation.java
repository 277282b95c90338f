package com.piprio.upgrader.check;

import com.piprio.release.ConfigurationFile;
import com.piprio.release.EnvironmentVariable;
import com.piprio.release.diff.Difference;
import com.piprio.upgrader.installation.Installation;
import com.piprio.upgrader.plan.SettingChanges;
import com.piprio.upgrader.platform.Host;
import java.util.Optional;

/**
 * One difference at one installation.
 *
 * @param files of the operator, as they are when this hop begins
 * @param seen what there is beyond files
 */
record Situation(Hop hop, Difference difference, OperatorFiles files, Observed seen) {

    Host host() {
        return seen.host().demand();
    }

    /** True when nothing listens there. */
    boolean isFree(String address, int port) {
        return seen.free().test(address, port);
    }

    String subject() {
        return difference.subject();
    }

    /** What differs, in words. */
    String inWords() {
        return Hit.words(difference);
    }

    /** The variable that it is about, as the newer release has it. */
    EnvironmentVariable variable() {
        return Hop.variable(hop.after(), subject()).orElseThrow();
    }

    /** The variable that it is about, as the older release has it. */
    EnvironmentVariable formerVariable() {
        return Hop.variable(hop.before(), subject()).orElseThrow();
    }

    /** The file that it is about, as the newer release has it; empty when it is gone. */
    Optional<ConfigurationFile> file() {
        return Hop.file(hop.after(), subject());
    }

    /** The file that it is about, as the older release has it; empty when it is new. */
    Optional<ConfigurationFile> formerFile() {
        String path = file().map(ConfigurationFile::movedFrom).orElse(subject());
        return Hop.file(hop.before(), path).or(() -> Hop.file(hop.before(), subject()));
    }

    /**
     * How the value of an old name comes to its new one: empty when there is no value, no new name, a value there already,
     * an override that still asks for the old one, or when this program itself does.
     */
    Optional<SettingChanges.Rename> rename(String old) {
        return hop.replacement(old)
                .filter(name -> Hop.variable(hop.after(), name).isPresent())
                .filter(name -> !Installation.OWN_KEYS.contains(old))
                .filter(name -> files.isPresent(old) && !files.isPresent(name))
                .filter(name -> files.references(old).isEmpty())
                .map(name -> new SettingChanges.Rename(old, name));
    }
}
