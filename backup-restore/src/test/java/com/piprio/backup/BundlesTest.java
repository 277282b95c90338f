package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlesTest {
    @TempDir
    Path backups;

    @Test
    void listsTheNewestFirstAndSaysWhatIsWrong() throws IOException {
        BundleFixture.in(backups);
        DurableFiles.createDirectory(backups.resolve("piprio_20261125T000000Z"));
        DurableFiles.createDirectory(backups.resolve("piprio_20261126T000000Z.partial"));
        Files.createDirectory(backups.resolve("notes"));

        List<BundleListing> list = new Bundles(backups).list();

        assertThat(list)
                .extracting(listing -> listing.id().value())
                .containsExactly("piprio_20261125T000000Z", "piprio_20261124T081500Z");
        assertThat(list.get(0).bundle()).isNull();
        assertThat(list.get(0).problem()).contains("manifest.json", "missing");
        assertThat(list.get(1).bundle().level()).isEqualTo(VerificationLevel.FILES);
        assertThat(list.get(1).problem()).isNull();
    }

    @Test
    void listsNothingWhereNothingIs() {
        assertThat(new Bundles(backups.resolve("absent")).list()).isEmpty();
    }
}
