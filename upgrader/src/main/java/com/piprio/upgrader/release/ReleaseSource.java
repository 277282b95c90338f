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
     * @throws com.piprio.operator.OperatorException when it is not published, with the versions that are, or when it is not
     *     what a publisher who is trusted signed
     */
    FetchedRelease fetch(ReleaseVersion version);

    /**
     * True when the registry has exactly this image now.
     *
     * @throws com.piprio.operator.OperatorException when the registry does not answer, or has another image under the tag
     */
    boolean offers(ImagePin pin);
}
