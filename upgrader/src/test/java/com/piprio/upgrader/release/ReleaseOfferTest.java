package com.piprio.upgrader.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import com.piprio.release.PathDecision;
import com.piprio.release.ReleaseVersion;
import com.piprio.upgrader.plan.Targets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ReleaseOfferTest {
    private static final ReleaseVersion V1_3 = ReleaseVersion.parse("1.3.0");
    private static final ReleaseVersion V1_4 = ReleaseVersion.parse("1.4.0");
    private static final ReleaseVersion V1_5 = ReleaseVersion.parse("1.5.0");

    private static final FetchedRelease R1_3 = Targets.release("1.3.0");
    private static final FetchedRelease R1_4 = Targets.release("1.4.0");
    private static final FetchedRelease R1_5 = Targets.release("1.5.0");
    private static final FetchedRelease WITHDRAWS_1_4 =
            Targets.release("1.5.0", List.of(), Map.of("1.4.0", "it loses labels"));
    private static final FetchedRelease WITHDRAWS_ITSELF =
            Targets.release("1.5.0", List.of(), Map.of("1.5.0", "it does not start"));

    private static ReleaseOffer offer(FetchedRelease... published) {
        return new ReleaseOffer(new ListedReleases(published));
    }

    private static ErrorCode refusal(Runnable act) {
        return assertThatExceptionOfType(OperatorException.class)
                .isThrownBy(act::run)
                .actual()
                .code();
    }

    @Test
    void theNewestIsTheOneWithTheHighestNumber() {
        assertThat(offer(R1_3, R1_5, R1_4).newest(V1_3)).isEqualTo(V1_5);
    }

    @Test
    void theNewestIsNoneThatWasWithdrawn() {
        assertThat(offer(R1_3, R1_4, WITHDRAWS_ITSELF).newest(V1_3)).isEqualTo(V1_4);
    }

    @Test
    void whereNothingNewerMayBeTakenTheNewestIsWhatRuns() {
        assertThat(offer(R1_3, R1_4, WITHDRAWS_ITSELF).newest(V1_4)).isEqualTo(V1_4);
        assertThat(offer(R1_3, R1_4, WITHDRAWS_ITSELF).newest(V1_5)).isEqualTo(V1_5);
    }

    @Test
    void whereEverythingWasWithdrawnThereIsNoNewest() {
        assertThat(refusal(() -> offer(WITHDRAWS_ITSELF).newest(V1_3))).isEqualTo(ErrorCode.RELEASE_WITHDRAWN);
    }

    @Test
    void aLaterReleaseSaysThatAnEarlierOneWasWithdrawn() {
        ReleaseOffer offer = offer(R1_3, R1_4, WITHDRAWS_1_4);

        PathDecision decision = offer.path(V1_3, offer.select(V1_4));

        assertThat(decision)
                .isEqualTo(new PathDecision.Refused(
                        PathDecision.Cause.WITHDRAWN,
                        "release 1.4.0 was withdrawn: it loses labels",
                        "take release 1.5.0 instead: scripts/upgrade.sh 1.5.0"));
        assertThat(offer.whyWithdrawn(V1_4)).isEqualTo("it loses labels");
        assertThat(offer.whyWithdrawn(V1_3)).isEmpty();
        assertThat(offer.notes()).isEmpty();
    }

    @Test
    void aReleaseThatWasWithdrawnMayBeLeft() {
        ReleaseOffer offer = offer(R1_3, R1_4, WITHDRAWS_1_4);

        assertThat(offer.path(V1_4, offer.select(V1_5))).isInstanceOf(PathDecision.Allowed.class);
    }

    @Test
    void aStopIsAHopAsLongAsItIsPublished() {
        FetchedRelease target = Targets.release("1.5.0", List.of("1.4.0"), Map.of());
        ReleaseOffer whole = offer(R1_3, R1_4, target);
        ReleaseOffer partial = offer(R1_3, target);

        assertThat(whole.path(V1_3, whole.select(V1_5))).isEqualTo(new PathDecision.ThroughStops(List.of(V1_4, V1_5)));
        assertThat(partial.path(V1_3, partial.select(V1_5)))
                .isInstanceOfSatisfying(PathDecision.Refused.class, refused -> {
                    assertThat(refused.cause()).isEqualTo(PathDecision.Cause.STOP_CLOSED);
                    assertThat(refused.remedy()).startsWith("have 1.4.0 published in this registry");
                });
    }

    @Test
    void aNewerReleaseThatCannotBeReadIsToldAndStandsInNobodysWay() {
        ReleaseOffer offer = new ReleaseOffer(new ListedReleases(R1_3, R1_4, WITHDRAWS_1_4).unreadable("2.0.0"));

        assertThat(offer.select(V1_4)).isEqualTo(R1_4);
        assertThat(offer.whyWithdrawn(V1_4)).isEqualTo("it loses labels");
        assertThat(offer.notes())
                .containsExactly(
                        "what release 2.0.0 says of earlier ones is not known: UPG-302 release 2.0.0 cannot be had");
    }

    @Test
    void theNewestThatCannotBeReadIsAnError() {
        ReleaseOffer offer = new ReleaseOffer(new ListedReleases(R1_4).unreadable("2.0.0"));

        assertThat(refusal(() -> offer.newest(V1_3))).isEqualTo(ErrorCode.RELEASE_MALFORMED);
    }

    /** Each waits until the other was begun: one after the other, neither would come. */
    @Test
    void aReleaseAndTheNewestAreFetchedAtOnce() {
        CyclicBarrier both = new CyclicBarrier(2);
        ListedReleases listed = new ListedReleases(R1_4, WITHDRAWS_1_4);
        ReleaseSource waiting = new ReleaseSource() {
            @Override
            public List<ReleaseVersion> published() {
                return listed.published();
            }

            @Override
            public FetchedRelease fetch(ReleaseVersion version) {
                try {
                    both.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException(e);
                }
                return listed.fetch(version);
            }

            @Override
            public boolean offers(ImagePin pin) {
                return true;
            }
        };

        ReleaseOffer offer = new ReleaseOffer(waiting);

        assertThat(offer.select(V1_4)).isEqualTo(R1_4);
        assertThat(offer.whyWithdrawn(V1_4)).isEqualTo("it loses labels");
    }

    @Test
    void whatIsNotPublishedIsNotSelected() {
        assertThat(refusal(() -> offer(R1_3, R1_5).select(V1_4))).isEqualTo(ErrorCode.RELEASE_UNKNOWN);
    }
}
