package com.piprio.upgrader.check;

import static com.piprio.upgrader.check.Checked.newer;
import static com.piprio.upgrader.check.Checked.older;
import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.EngineVersions;
import com.piprio.release.Catalogue;
import com.piprio.release.Release;
import com.piprio.release.ReleaseCopy;
import com.piprio.upgrader.platform.Host;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRequirementsTest {
    private static final Host HOST = new Host(new EngineVersions("20.10.24", "2.24.0"), 4096, 2, "amd64");

    private static List<String> lacking(Release release) {
        return HostRequirements.lacking(release, older(), HOST);
    }

    @Test
    void aHostThatHasJustWhatIsAskedForLacksNothing() {
        assertThat(lacking(older())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'engine: \"20.10\"', 'engine: \"20.11\"', 'Docker Engine 20.11, here 20.10.24'",
        "'engine: \"20.10\"', 'engine: \"24\"', 'Docker Engine 24, here 20.10.24'",
        "'compose: \"2.24\"', 'compose: \"2.25\"', 'Docker Compose 2.25, here 2.24.0'",
        "memoryMegabytes: 4096, memoryMegabytes: 5000, '5000 MB of memory, here 4096'",
        "cpus: 2, cpus: 3, '3 cores, here 2'",
        "architectures: [amd64], 'architectures: [arm64, riscv64]', 'architecture arm64 or riscv64, here amd64'",
        "'postgres: [\"17\"]', 'postgres: [\"18\", \"19\"]', 'PostgreSQL 18 or 19, here 17'"
    })
    void whatIsLackingIsNamedAlone(String was, String is, String named) {
        assertThat(lacking(newer(was, is))).containsExactly(named);
    }

    @Test
    void ofTheMemoryTheKernelKeepsATenth() {
        Release release = newer("memoryMegabytes: 4096", "memoryMegabytes: 4000");

        assertThat(HostRequirements.lacking(release, older(), withMemory(3600))).isEmpty();
        assertThat(HostRequirements.lacking(release, older(), withMemory(3599))).hasSize(1);
    }

    private static Host withMemory(long megabytes) {
        return new Host(HOST.versions(), megabytes, HOST.cpus(), HOST.architecture());
    }

    @Test
    void whatTheReleaseBeforeAskedForAsWellIsNotRaised() {
        Release more = newer("cpus: 2", "cpus: 4");
        Host small = withMemory(1000);

        assertThat(HostRequirements.raisedBeyond(hop(more), small)).containsExactly("4 cores, here 2");
        assertThat(HostRequirements.raisedBeyond(hop(newer("notes: none", "notes: some")), small))
                .isEmpty();
    }

    private static Hop hop(Release after) {
        return new Hop(
                new CheckedPath(Catalogue.of(List.of(older(), after)), Map.of(), List.of(after)), older(), after);
    }

    @Test
    void aReleaseOfContractOneAsksForNothing() {
        assertThat(lacking(ReleaseCopy.of(older(), copy -> copy.contract = null)))
                .isEmpty();
    }
}
