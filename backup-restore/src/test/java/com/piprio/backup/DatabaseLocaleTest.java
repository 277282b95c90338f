package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseLocaleTest {
    private static final DatabaseLocale LIBC =
            new DatabaseLocale("UTF8", DatabaseLocale.Provider.LIBC, "de_DE.utf8", "de_DE.utf8", null, "2.41");
    private static final DatabaseLocale ICU =
            new DatabaseLocale("UTF8", DatabaseLocale.Provider.ICU, "C.UTF-8", "C.UTF-8", "de-AT", "153.120");

    @Test
    void saysHowADatabaseLikeItIsMade() {
        assertThat(LIBC.creation())
                .isEqualTo(" ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'de_DE.utf8' LC_CTYPE 'de_DE.utf8'");
        assertThat(ICU.creation())
                .isEqualTo(" ENCODING 'UTF8' LOCALE_PROVIDER icu LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
                        + " ICU_LOCALE 'de-AT'");
        assertThat(BundleFixture.LOCALE.creation()).endsWith(" BUILTIN_LOCALE 'C.UTF-8'");
    }

    @Test
    void saysWhatTheServerHasToHave() {
        assertThat(LIBC.collation())
                .isEqualTo("provider = libc, lc_collate = 'de_DE.utf8', lc_ctype = 'de_DE.utf8'")
                .isEqualTo(LIBC.libraryCollation());
        assertThat(ICU.collation()).isEqualTo("provider = icu, locale = 'de-AT'");
        assertThat(ICU.libraryCollation()).isEqualTo("provider = libc, lc_collate = 'C.UTF-8', lc_ctype = 'C.UTF-8'");
    }

    @Test
    void whatABundleSaysStaysAText() {
        DatabaseLocale hostile =
                new DatabaseLocale("UTF8", DatabaseLocale.Provider.ICU, "C'; DROP DATABASE piprio; --", "C", "'", null);

        assertThat(hostile.creation())
                .contains("'C''; DROP DATABASE piprio; --'")
                .endsWith("ICU_LOCALE ''''");
        assertThat(hostile.collation()).endsWith("locale = ''''");
    }

    @Test
    void versionsDoNotMakeAnotherLocale() {
        assertThat(LIBC.sameAs(new DatabaseLocale(
                        "UTF8", DatabaseLocale.Provider.LIBC, "de_DE.utf8", "de_DE.utf8", null, "2.36")))
                .isTrue();
        assertThat(LIBC.sameAs(ICU)).isFalse();
        assertThat(LIBC.sameAs(
                        new DatabaseLocale("UTF8", DatabaseLocale.Provider.LIBC, "de_DE.utf8", "C", null, "2.41")))
                .isFalse();
    }
}
