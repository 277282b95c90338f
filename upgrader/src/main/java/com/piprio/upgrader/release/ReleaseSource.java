package com.piprio.upgrader.release;

import com.piprio.release.ReleaseVersion;
import java.util.List;

/** Published releases. */
public interface ReleaseSource {

    /**
     * Versions that are published, ascending; never empty.
     *
     * @throws com.piprio.operator.OperatorException when the registry does not answer or has no release
     */
    List<ReleaseVersion> published();

    /**
     * The release with the files it brings; changes nothing in the installation.
     *
     * @throws com.piprio.operator.OperatorException when it is not published, with the versions that are
     */
    FetchedRelease fetch(ReleaseVersion version);

    /**
     * True when the registry has exactly this image now.
     *
     * @throws com.piprio.operator.OperatorException when the registry does not answer
     */
    boolean offers(ImagePin pin);
}
