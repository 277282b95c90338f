package com.piprio.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.piprio.backup.RetentionPolicy.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static Candidate proven(String moment) {
        return candidate(Instant.parse(moment), true);
    }

    private static Candidate candidate(Instant moment, boolean proven, String... pins) {
        return new Candidate(BundleId.at(moment), proven, List.of(pins));
    }

    private static List<Candidate> everyHours(int hours, int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candidates.add(candidate(NOW.minus(Duration.ofHours((long) hours * i)), true));
        }
        return candidates;
    }

    private static Set<String> days(Iterable<BundleId> ids) {
        Set<String> days = new TreeSet<>();
        ids.forEach(id -> days.add(id.value().substring(7, 15)));
        return days;
    }

    private static Set<BundleId> kept(List<Candidate> candidates, Instant now) {
        return RetentionPolicy.DEFAULT.kept(candidates, now).keySet();
    }

    @Test
    void ofAYearOfDailyBundlesDaysWeeksAndMonthsStay() {
        assertThat(days(kept(everyHours(24, 365), NOW)))
                .containsExactly(
                        // The newest of six months, of four weeks, which begin on a Monday, and of seven days.
                        "20260630",
                        "20260731",
                        "20260831",
                        "20260930",
                        "20261031",
                        "20261108",
                        "20261115",
                        "20261118",
                        "20261119",
                        "20261120",
                        "20261121",
                        "20261122",
                        "20261123",
                        "20261124");
    }

    @Test
    void ofSeveralOnOneDayTheNewestStays() {
        List<Candidate> candidates = everyHours(1, 60);

        assertThat(kept(candidates, NOW))
                .contains(BundleId.at(NOW), BundleId.at(Instant.parse("2026-11-23T23:00:00Z")))
                .doesNotContain(BundleId.at(Instant.parse("2026-11-23T20:00:00Z")));
    }

    @Test
    void threeProvenOnesStayHoweverCloseTheyAre() {
        List<Candidate> candidates = List.of(
                proven("2026-11-24T11:03:00Z"),
                proven("2026-11-24T11:02:00Z"),
                proven("2026-11-24T11:01:00Z"),
                proven("2026-11-24T11:00:00Z"));

        assertThat(kept(candidates, NOW))
                .hasSize(3)
                .doesNotContain(candidates.get(3).id());
    }

    @Test
    void nothingIsGivenUpWhileFewerThanThreeAreProven() {
        List<Candidate> candidates = new ArrayList<>(everyHours(1, 2));
        for (int i = 2; i < 100; i++) {
            candidates.add(candidate(NOW.minus(Duration.ofHours(i)), false));
        }

        assertThat(kept(candidates, NOW)).hasSize(100);
    }

    @Test
    void onceThreeAreProvenTheUnprovenGo() {
        List<Candidate> candidates = new ArrayList<>(everyHours(1, 3));
        candidates.add(candidate(NOW.minus(Duration.ofHours(4)), false));

        assertThat(kept(candidates, NOW))
                .hasSize(3)
                .doesNotContain(candidates.get(3).id());
    }

    @Test
    void anUnprovenBundleTakesNoPlaceFromAProvenOne() {
        List<Candidate> candidates = new ArrayList<>(everyHours(24, 10));
        // Of a day that is neither of the three newest nor the last one of its week.
        candidates.add(candidate(NOW.minus(Duration.ofHours(96)).plusSeconds(60), false));

        assertThat(kept(candidates, NOW))
                .contains(candidates.get(4).id(), candidates.get(10).id());
    }

    @Test
    void whatIsPinnedStaysAndTakesNoPlace() {
        List<Candidate> candidates = new ArrayList<>(everyHours(24, 10));
        Candidate old = candidate(Instant.parse("2020-01-01T00:00:00Z"), false, "operator");
        Candidate today = candidate(NOW.minusSeconds(60), true, "restore_20261124T115900Z");
        Set<BundleId> without = kept(candidates, NOW);
        candidates.add(old);
        candidates.add(today);

        assertThat(kept(candidates, NOW)).containsAll(without).contains(old.id(), today.id());
    }

    @Test
    void aClockThatWasWrongForAWhileCostsNothing() {
        List<Candidate> candidates = new ArrayList<>(everyHours(24, 40));
        Set<BundleId> before = kept(candidates, NOW);
        for (int i = 1; i <= 20; i++) {
            candidates.add(candidate(NOW.plus(Duration.ofDays(1000L + i)), true));
        }
        assertThat(kept(candidates, NOW)).containsAll(before).hasSize(before.size() + 20);

        // And the other way round: what is made while the clock is years behind is kept, and so is all the rest.
        Instant behind = Instant.parse("2020-01-01T00:00:00Z");
        candidates.add(candidate(behind, true));
        assertThat(kept(candidates, behind)).hasSize(candidates.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin", "Asia/Kathmandu"})
    void theTimeZoneOfTheHostDoesNotMatter(String zone) {
        List<Candidate> candidates = everyHours(5, 400);
        Set<BundleId> expected = kept(candidates, NOW);
        TimeZone host = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            assertThat(kept(candidates, NOW)).isEqualTo(expected);
        } finally {
            TimeZone.setDefault(host);
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29T03:00:00Z", "2026-10-25T03:00:00Z", "2027-01-01T03:00:00Z"})
    void theDayOfAChangeOfTheClocksAndTheTurnOfAYearAreDaysLikeOthers(Instant now) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 24 * 10; i++) {
            candidates.add(candidate(now.minus(Duration.ofHours(i)), true));
        }

        Set<BundleId> kept = kept(candidates, now);
        for (int i = 0; i < 7; i++) {
            assertThat(days(kept))
                    .contains(days(List.of(BundleId.at(now.minus(Duration.ofDays(i)))))
                            .iterator()
                            .next());
        }
    }

    @Test
    void holdsForAnySetOfBundles() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            List<Candidate> candidates = new ArrayList<>();
            int count = random.nextInt(60);
            for (int i = 0; i < count; i++) {
                Instant moment = NOW.minusSeconds((long) (random.nextGaussian() * 100 * 86_400));
                String[] pins = random.nextInt(10) == 0 ? new String[] {"operator"} : new String[0];
                candidates.add(candidate(moment, random.nextInt(3) > 0, pins));
            }
            Set<BundleId> kept = kept(candidates, NOW);

            String context = "seed " + seed;
            List<BundleId> provenPast = candidates.stream()
                    .filter(candidate ->
                            candidate.proven() && !candidate.id().plannedAt().isAfter(NOW))
                    .map(Candidate::id)
                    .sorted(Comparator.reverseOrder())
                    .toList();
            long provenKept = provenPast.stream().filter(kept::contains).count();
            assertThat(provenKept).as(context).isGreaterThanOrEqualTo(Math.min(3, provenPast.size()));
            if (!provenPast.isEmpty()) {
                assertThat(kept).as(context).contains(provenPast.get(0));
            }
            for (Candidate candidate : candidates) {
                if (!candidate.pinned().isEmpty() || candidate.id().plannedAt().isAfter(NOW)) {
                    assertThat(kept).as(context).contains(candidate.id());
                }
            }
            // What is left is what a second run leaves.
            List<Candidate> left = candidates.stream()
                    .filter(candidate -> kept.contains(candidate.id()))
                    .toList();
            assertThat(kept(left, NOW)).as(context).isEqualTo(kept);
            long ordinary =
                    kept.stream().filter(id -> !id.plannedAt().isAfter(NOW)).count();
            long pinned = candidates.stream()
                    .filter(candidate -> !candidate.pinned().isEmpty())
                    .count();
            if (provenPast.size() >= 3) {
                assertThat(ordinary - pinned).as(context).isLessThanOrEqualTo(2 * (7 + 4 + 6) + 3);
            }
        }
    }
}
