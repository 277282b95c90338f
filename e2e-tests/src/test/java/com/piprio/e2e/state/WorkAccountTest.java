package com.piprio.e2e.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each loss and each duplication that the account must notice, put in on purpose. */
class WorkAccountTest {

    private static final String DUE = "2026-11-16T10:00:0%d.5Z";

    private final Map<String, List<String>> rows = new HashMap<>();

    /** One job by request, and a schedule that was due twice: at 10:00:01.5 and 10:00:02.5. */
    @BeforeEach
    void everythingHappenedOnce() {
        for (String table : List.of("documents", "exports", "schedules", "jobs", "extractions", "activity")) {
            rows.put(table, new ArrayList<>());
        }
        add("documents", "{'id':'d1'}");
        add(
                "schedules",
                "{'id':'s','every_seconds':1,'created_at':'2026-11-16T10:00:00.5+00:00',"
                        + "'next_due_at':'2026-11-16T10:00:03.5+00:00'}");
        add("jobs", "{'id':'j1','status':'done','schedule_id':null,'due_at':null}");
        add("extractions", "{'id':'j1','job_id':'j1'}");
        add("activity", note("request", "key"), note("job-created", "j1"), note("job-done", "j1"));
        tick("t1", 1);
        tick("t2", 2);
    }

    private void tick(String job, int second) {
        add("jobs", "{'id':'" + job + "','status':'done','schedule_id':'s','due_at':'" + DUE.formatted(second) + "'}");
        add("exports", "{'id':'" + job + "','job_id':'" + job + "'}");
        add(
                "activity",
                note("tick", "s 2026-11-16T10:00:0" + second + ".500Z"),
                note("job-created", job),
                note("job-done", job));
    }

    private static String note(String kind, String key) {
        return "{'kind':'" + kind + "','key':'" + key + "'}";
    }

    private void add(String table, String... more) {
        for (String row : more) {
            rows.get(table).add(row.replace('\'', '"'));
        }
    }

    private void remove(String table, String part) {
        assertThat(rows.get(table).removeIf(row -> row.contains(part.replace('\'', '"'))))
                .isTrue();
    }

    private List<String> problems() {
        return WorkAccount.problems(new DatabaseState(rows), List.of("j1"));
    }

    @Test
    void findsNothingWhereEverythingHappenedOnce() {
        assertThat(problems()).isEmpty();
        WorkAccount.expectExact(new DatabaseState(rows), List.of("j1"));
    }

    @Test
    void findsALostJob() {
        remove("jobs", "'id':'j1'");
        assertThat(problems()).containsExactly("not done but lost: job j1");
        assertThatThrownBy(() -> WorkAccount.expectExact(new DatabaseState(rows), List.of("j1")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lost: job j1");
    }

    @Test
    void findsAJobThatNeverEnded() {
        remove("jobs", "'id':'j1'");
        add("jobs", "{'id':'j1','status':'running'}");
        assertThat(problems()).contains("not done but running: job j1");
    }

    @Test
    void findsAnEffectThatIsStoredTwice() {
        add("extractions", "{'id':'other','job_id':'j1'}");
        assertThat(problems()).containsExactly("took effect 2 times instead of 1: job j1");
    }

    @Test
    void findsAnEffectThatHappenedTwiceAlthoughOneIsStored() {
        add("activity", note("job-done", "j1"));
        assertThat(problems()).containsExactly("noted as done 2 times instead of 1: job j1");
    }

    @Test
    void findsALostEffect() {
        remove("extractions", "j1");
        assertThat(problems()).containsExactly("took effect 0 times instead of 1: job j1");
    }

    @Test
    void findsAJobThatFailedAfterItTookEffect() {
        add("activity", note("job-failed", "j1"));
        assertThat(problems()).containsExactly("noted as failed 1 times instead of 0: job j1");
    }

    @Test
    void findsALostTick() {
        remove("jobs", "'id':'t1'");
        remove("activity", "s 2026-11-16T10:00:01");
        assertThat(problems())
                .containsExactly(
                        "lost: 0 jobs of tick 2026-11-16T10:00:01.500Z of schedule s",
                        "lost: 0 notes of tick 2026-11-16T10:00:01.500Z of schedule s");
    }

    @Test
    void findsALostLastTick() {
        remove("jobs", "'id':'t2'");
        assertThat(problems()).containsExactly("lost: 0 jobs of tick 2026-11-16T10:00:02.500Z of schedule s");
    }

    @Test
    void findsADoubledTick() {
        add("jobs", "{'id':'t3','status':'queued','schedule_id':'s','due_at':'" + DUE.formatted(2) + "'}");
        add("activity", note("job-created", "t3"));
        assertThat(problems()).containsExactly("doubled: 2 jobs of tick 2026-11-16T10:00:02.500Z of schedule s");
    }

    @Test
    void findsATickThatWasMadeTwiceAlthoughOneJobIsLeft() {
        add("activity", note("tick", "s 2026-11-16T10:00:02.500Z"));
        assertThat(problems()).containsExactly("doubled: 2 notes of tick 2026-11-16T10:00:02.500Z of schedule s");
    }

    @Test
    void findsATickThatWasNotDue() {
        add("jobs", "{'id':'t3','status':'queued','schedule_id':'s','due_at':'2026-11-16T10:00:02.7Z'}");
        add("activity", note("job-created", "t3"));
        assertThat(problems()).containsExactly("not due: tick 2026-11-16T10:00:02.700Z of schedule s");
    }

    @Test
    void findsARequestThatTookEffectTwice() {
        add("activity", note("request", "key"));
        assertThat(problems()).containsExactly("took effect 2 times: request key");
    }
}
