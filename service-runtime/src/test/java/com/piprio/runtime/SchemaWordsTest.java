package com.piprio.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaWordsTest {

    @Test
    void documentsHaveATitleFrom150On() {
        assertThat(words("1.4.9").documentName()).isEqualTo("name");
        assertThat(words("1.5.0").documentName()).isEqualTo("title");
        assertThat(words("1.6.0").documentName()).isEqualTo("title");
    }

    @Test
    void eachReleaseKnowsTheColumnsOfItsTime() {
        assertThat(words("1.3.0").attempts()).isFalse();
        assertThat(words("1.3.0").mediaType()).isFalse();
        assertThat(words("1.4.0").attempts()).isTrue();
        assertThat(words("1.4.0").mediaType()).isTrue();
        assertThat(words("1.4.0").priority()).isFalse();
        assertThat(words("1.4.0").language()).isFalse();
        assertThat(words("1.4.0").fieldDetails()).isFalse();
        assertThat(words("1.5.0").priority()).isTrue();
        assertThat(words("1.5.0").language()).isTrue();
        assertThat(words("1.5.0").fieldDetails()).isTrue();
        assertThat(words("1.5.0").documentLanguage()).isFalse();
        assertThat(words("1.5.0").labelValueRows()).isFalse();
        assertThat(words("1.6.0").documentLanguage()).isTrue();
        assertThat(words("1.6.0").labelValueRows()).isTrue();
    }

    private static SchemaWords words(String release) {
        return new SchemaWords(new RunningRelease(Version.of(release), Version.of(release), Path.of("unused")));
    }
}
