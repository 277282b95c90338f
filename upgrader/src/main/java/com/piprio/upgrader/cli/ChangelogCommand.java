package com.piprio.upgrader.cli;

import com.piprio.release.ReleaseVersion;
import com.piprio.release.diff.Changelog;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code changelog FROM..TO}: notes and differences of every release on the way, as Markdown. */
@Command(
        name = "changelog",
        description = "Says what changed from release to release: notes, and what differs for operators and clients.")
final class ChangelogCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Main main;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FROM..TO", description = "two releases, such as 1.3.0..1.5.0")
    String range = "";

    @Mixin
    CatalogueOption catalogue = new CatalogueOption();

    private final Console console;

    ChangelogCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        int dots = range.indexOf("..");
        if (dots < 0) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "expected FROM..TO, such as 1.3.0..1.5.0");
        }
        ReleaseVersion from = Versions.parse(range.substring(0, dots));
        ReleaseVersion to = Versions.parse(range.substring(dots + 2));
        catalogue.read(main, to, folder -> Changelog.markdown(folder, from, to)).forEach(console::line);
        return 0;
    }
}
