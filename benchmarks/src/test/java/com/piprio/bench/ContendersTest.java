package com.piprio.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ContendersTest {

    @Test
    void theWritingOfRollingScaleKeepsTheImagesEntryPoint() {
        String override = RollingScale.override("[\"java\",\"-Da=$b\",\"-jar\",\"x.jar\"]");
        assertTrue(override.contains("\"with-agent\",\"java\",\"-Da=$$b\",\"-jar\",\"x.jar\""), override);
        assertTrue(override.contains("exec \\\"$$@\\\""), override);
    }

    @Test
    void peersGetNoHelpOfOursFromTheirProxy() throws IOException {
        for (String name : new String[] {"one-server.cfg", "several-servers.cfg"}) {
            String text = Files.readString(Path.of("peers", name));
            assertTrue(text.contains(" check ") && text.contains("resolvers docker"), name);
            assertEquals(-1, text.indexOf("retries 40"), name);
        }
    }
}
