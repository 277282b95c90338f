package com.piprio.upgrader.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.piprio.release.Release;
import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.ContractDiff;
import com.piprio.release.diff.Difference;
import com.piprio.release.diff.DifferenceText;
import com.piprio.release.diff.PublishedRelease;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code contract diff A B}: what differs between two releases, by the rules of the compatibility policy. */
@Command(name = "diff", description = "Says what differs between two releases, and what that means; changes nothing.")
final class ContractDiffCommand implements Callable<Integer> {
    /** The forms of the answer. */
    enum Form {
        TEXT,
        JSON,
        MARKDOWN
    }

    @ParentCommand
    @Nullable
    ContractCommand contract;

    @Parameters(index = "0", paramLabel = "OLDER", description = "a release, such as 1.4.0")
    String older = "";

    @Parameters(index = "1", paramLabel = "NEWER", description = "a later release, such as 1.5.0")
    String newer = "";

    @Option(names = "--output", defaultValue = "text", description = "text (default), json or markdown")
    Form output = Form.TEXT;

    @Mixin
    CatalogueOption catalogue = new CatalogueOption();

    private final Console console;

    ContractDiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ReleaseVersion from = Versions.parse(older);
        ReleaseVersion to = Versions.parse(newer);
        ReleaseVersion last = from.isAfter(to) ? from : to;
        catalogue.read(Objects.requireNonNull(contract).main, last, folder -> {
            PublishedRelease before = PublishedRelease.read(folder, from);
            PublishedRelease after = PublishedRelease.read(folder, to);
            show(before.release(), after.release(), ContractDiff.between(before, after));
            return 0;
        });
        return 0;
    }

    private void show(Release before, Release after, List<Difference> differences) {
        switch (output) {
            case TEXT -> DifferenceText.lines(before, after, differences).forEach(console::line);
            case MARKDOWN -> DifferenceText.markdown(before, after, differences).forEach(console::line);
            case JSON -> console.line(json(before, after, differences).toPrettyString());
        }
    }

    private static ObjectNode json(Release before, Release after, List<Difference> differences) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("before", before.version().toString())
                .put("after", after.version().toString());
        ArrayNode rows = json.putArray("differences");
        for (Difference difference : differences) {
            rows.addObject()
                    .put("rule", difference.rule().id())
                    .put("verdict", difference.rule().verdict().word())
                    .put("handling", difference.rule().handling().word())
                    .put("subject", difference.subject())
                    .put("change", difference.rule().change())
                    .put("detail", difference.detail())
                    .put("why", difference.rule().why())
                    .put("remedy", difference.rule().remedy());
        }
        return json;
    }
}
