package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.compose.EnvFile;
import org.junit.jupiter.api.Test;

class RestoredEnvironmentTest {
    @Test
    void takesTheTokenFromTheBundleAndLeavesHostAndVolumesAlone() {
        EnvFile live = EnvFile.parse("""
                PIPRIO_VERSION=1.5.0
                PIPRIO_DB_PASSWORD=live-db
                PIPRIO_S3_SECRET_KEY=live-s3
                PIPRIO_API_TOKEN=live-token
                PIPRIO_HTTP_PORT=8081
                PIPRIO_NEW=only-live
                """, "live");
        EnvFile bundle = EnvFile.parse("""
                # of the operator
                PIPRIO_VERSION=1.4.0
                PIPRIO_DB_PASSWORD=old-db
                PIPRIO_S3_SECRET_KEY=old-s3
                PIPRIO_API_TOKEN=old-token
                PIPRIO_HTTP_ADDRESS=10.0.0.1
                PIPRIO_WORKER_REPLICAS=3
                """, "bundle");

        EnvFile restored = RestoredEnvironment.restoredEnvironment(live, bundle);

        assertThat(restored.text()).isEqualTo("""
                        # of the operator
                        PIPRIO_VERSION=1.5.0
                        PIPRIO_DB_PASSWORD=live-db
                        PIPRIO_S3_SECRET_KEY=live-s3
                        PIPRIO_API_TOKEN=old-token
                        PIPRIO_WORKER_REPLICAS=3
                        PIPRIO_HTTP_PORT=8081
                        """);
    }

    /** A bundle of before the port's setting was renamed must not bring the former name back beside the new one. */
    @Test
    void leavesThePortUnderTheNameThatItHasNow() {
        EnvFile live = EnvFile.parse("PIPRIO_PORT=8081\nPIPRIO_API_TOKEN=live-token\n", "live");
        EnvFile bundle = EnvFile.parse("PIPRIO_HTTP_PORT=8080\nPIPRIO_API_TOKEN=old-token\n", "bundle");

        assertThat(RestoredEnvironment.restoredEnvironment(live, bundle).text())
                .isEqualTo("PIPRIO_API_TOKEN=old-token\nPIPRIO_PORT=8081\n");
    }

    @Test
    void anInstallationStaysWhoItIsWhateverItAdopts() {
        EnvFile live = EnvFile.parse("""
                PIPRIO_DEPLOYMENT_ID=here
                PIPRIO_DOMAIN=new.example.com
                PIPRIO_API_TOKEN=made-by-the-install
                """, "live");
        EnvFile bundle = EnvFile.parse("""
                PIPRIO_DEPLOYMENT_ID=there
                PIPRIO_DOMAIN=docs.example.com
                PIPRIO_API_TOKEN=known-to-clients
                """, "bundle");

        assertThat(RestoredEnvironment.restoredEnvironment(live, bundle).text()).isEqualTo("""
                PIPRIO_DEPLOYMENT_ID=here
                PIPRIO_DOMAIN=new.example.com
                PIPRIO_API_TOKEN=known-to-clients
                """);
        assertThat(RestoredEnvironment.changes(live, bundle)).containsExactly("PIPRIO_API_TOKEN");
    }

    @Test
    void tellsWhichKeysWouldChangeAndNoValue() {
        EnvFile live = EnvFile.parse("""
                PIPRIO_VERSION=1.5.0
                PIPRIO_API_TOKEN=live-token
                PIPRIO_NEW=only-live
                PIPRIO_SAME=as-ever
                """, "live");
        EnvFile bundle = EnvFile.parse("""
                PIPRIO_VERSION=1.4.0
                PIPRIO_API_TOKEN=old-token
                PIPRIO_SAME=as-ever
                PIPRIO_OLD=only-bundle
                PIPRIO_HTTP_PORT=8081
                """, "bundle");

        assertThat(RestoredEnvironment.changes(live, bundle))
                .containsExactly("PIPRIO_API_TOKEN", "PIPRIO_NEW", "PIPRIO_OLD");
        assertThat(RestoredEnvironment.changes(live, live)).isEmpty();
    }

    @Test
    void aLineThatSaysTheSameStaysAsItsOwnerWroteIt() {
        EnvFile live = EnvFile.parse("PIPRIO_HTTP_PORT=8081\n", "live");
        EnvFile bundle = EnvFile.parse("PIPRIO_HTTP_PORT='8081' # behind the other proxy\n", "bundle");

        assertThat(RestoredEnvironment.restoredEnvironment(live, bundle).text()).isEqualTo(bundle.text());
    }
}
