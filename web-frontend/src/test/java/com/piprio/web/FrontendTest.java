package com.piprio.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FrontendTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:assets/|'\\./)([^\"']+)[\"']");

    private final Frontend frontend = Frontend.of("1.4.0");

    @Test
    void loadsNothingFromElsewhere() {
        assertThat(everything()).noneMatch(text -> text.contains("https://") || text.contains("//cdn"));
        assertThat(frontend.page() + scripts()).doesNotContain("http://");
    }

    @Test
    void neverTurnsAnswersIntoMarkup() {
        assertThat(scripts()).doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void keepsTheTokenForTheSessionOnly() {
        assertThat(scripts()).contains("sessionStorage").doesNotContain("localStorage", "document.cookie");
    }

    @Test
    void runsUnderItsOwnContentPolicyWithoutInlineCode() {
        assertThat(frontend.page())
                .doesNotContain("<style", "style=", "onclick=")
                .doesNotContain("<script>");
    }

    @Test
    void everyReferenceLeadsToAnAssetAndEveryAssetIsReferredTo() {
        List<String> references = everything().stream()
                .flatMap(text -> REFERENCE.matcher(text).results().map(found -> found.group(1)))
                .distinct()
                .toList();
        assertThat(references)
                .containsExactlyInAnyOrderElementsOf(frontend.assets().keySet());
        assertThat(everything())
                .noneMatch(text -> Pattern.compile("@[a-z.]+@").matcher(text).find());
    }

    @Test
    void whatASignedInUserSeesIsLoadedOnlyThen() {
        assertThat(asset("app")).containsPattern("await import\\('\\./data\\.[0-9a-f]{16}\\.js'\\)");
        assertThat(frontend.page()).doesNotContain("data.");
    }

    @Test
    void anAssetThatNamesItsReleaseHasAnotherNameInAnotherRelease() {
        assertThat(names(Frontend.of("1.4.0"))).isEqualTo(names(frontend));
        Collection<String> shared = names(Frontend.of("1.5.0"));
        shared.retainAll(names(frontend));
        assertThat(shared)
                .hasSize(3)
                .allMatch(name -> name.startsWith("icon") || name.startsWith("style") || name.startsWith("page"));
    }

    private Collection<String> names(Frontend of) {
        return of.assets().keySet().stream().collect(Collectors.toSet());
    }

    private List<String> everything() {
        List<String> texts =
                frontend.assets().values().stream().map(Asset::text).collect(Collectors.toList());
        texts.add(frontend.page());
        return texts;
    }

    private String scripts() {
        return frontend.assets().values().stream()
                .filter(asset -> asset.name().endsWith(".js"))
                .map(Asset::text)
                .collect(Collectors.joining("\n"));
    }

    private String asset(String start) {
        return frontend.assets().values().stream()
                .filter(asset -> asset.name().startsWith(start + "."))
                .map(Asset::text)
                .findFirst()
                .orElseThrow();
    }
}
