package com.piprio.upgrader.check;

import static java.util.Map.entry;

import com.piprio.upgrader.plan.SettingChanges;
import java.util.Map;

/** V: what the installation keeps. This upgrader copies no volume. */
final class VolumeResolvers {
    static final Map<String, Resolver> BY_RULE = Map.ofEntries(
            entry("V1", Resolver.harmless("nothing that is kept moves")),
            entry("V2", Resolver.impossible("the data would stay behind; see the notes of the release")),
            entry("V2a", Resolver.impossible("this upgrader copies no volume: use lib/upgrader.jar of the newer kit")),
            entry("V2b", Resolver.harmless("it holds nothing of value")),
            entry(
                    "V3",
                    s -> Answer.automatic("it is converted forward; the way back is a restore", SettingChanges.NONE)),
            entry("V4", Resolver.impossible("bundles that were made until now could not be restored")));

    private VolumeResolvers() {}
}
