package com.piprio.upgrader.release;

import com.piprio.operator.OperatorException;
import com.piprio.release.ReleaseVersion;
import java.util.List;
import java.util.Optional;

/** Published releases. */
public interface ReleaseSource {

    /**
     * Versions that are published, ascending; never empty.
     *
     * @throws OperatorException when the registry does not answer or has no release
     */
    List<ReleaseVersion> published();

    /**
     * The release with the files it brings; changes nothing in the installation.
     *
     * @throws OperatorException when it is not published, with the versions that are, or when it is not
     *     what a publisher who is trusted signed
     */
    FetchedRelease fetch(ReleaseVersion version);

    /**
     * True when the registry has exactly this image now.
     *
     * @throws OperatorException when the registry does not answer, or has another image under the tag
     */
    boolean offers(ImagePin pin);

    /** What the next command has to be told, too, to meet these releases: an option after a blank, or nothing. */
    default String option() {
        return "";
    }

    /**
     * Why there is no way, and what to do about it, where that is more than the rules of paths can tell.
     *
     * @param lacking releases through which the way leads, and which are not published here
     */
    default Optional<OperatorException> lacks(
            List<ReleaseVersion> lacking, ReleaseVersion source, ReleaseVersion target) {
        return Optional.empty();
    }
}
