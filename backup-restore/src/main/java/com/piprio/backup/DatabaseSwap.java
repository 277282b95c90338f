package com.piprio.backup;

import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a restored database in the place of the live one, in one transaction, and keeps the live one aside.
 *
 * <p>Works from another database, as the role that owns both. What an interrupted restore left is found in the server's
 * own list of databases, because that list is what the crash really left.
 */
final class DatabaseSwap implements AutoCloseable {
    private static final String ADMINISTRATION = "postgres";
    private static final long RESTORE_LOCK = 0x70697072696fL;
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final PostgresSession admin;
    private final String live;
    private final Pattern scratchForm;
    private final Pattern keptForm;
    private final Pattern drillForm;

    private DatabaseSwap(PostgresSession admin, String live) {
        this.admin = admin;
        this.live = live;
        this.scratchForm = Pattern.compile(Pattern.quote(live) + "_restore_\\d{8}t\\d{6}z");
        this.keptForm = Pattern.compile(Pattern.quote(live) + "_old_\\d{8}t\\d{6}z");
        this.drillForm = Pattern.compile(Pattern.quote(live) + "_drill_[0-9a-f]{16}");
    }

    static DatabaseSwap open(DatabaseAccess access) {
        return new DatabaseSwap(PostgresSession.open(access, ADMINISTRATION), access.name());
    }

    /** A database that belongs to this role; {@code open} is false while a fence keeps sessions out. */
    private record Database(long oid, String name, boolean open) {}

    /** What an interrupted restore left, and the statements that put it right. */
    record Repair(String description, List<String> statements) {}

    private List<Database> databases() {
        return admin.all(
                "SELECT oid, datname, datallowconn FROM pg_database"
                        + " WHERE pg_get_userbyid(datdba) = current_user ORDER BY datname",
                row -> new Database(row.getLong(1), row.getString(2), row.getBoolean(3)));
    }

    /** What does not change when a database gets another name; 0 when there is none of that name. */
    long oid(String name) {
        return databases().stream()
                .filter(database -> database.name().equals(name))
                .map(Database::oid)
                .findFirst()
                .orElse(0L);
    }

    /** Which database is the live one; 0 when there is none. */
    long liveOid() {
        return oid(live);
    }

    /** The name that a database has now; empty when it was dropped. */
    Optional<String> name(long oid) {
        return databases().stream()
                .filter(database -> database.oid() == oid)
                .map(Database::name)
                .findFirst();
    }

    /** Names for one restore, made so that nothing but a restore makes them. */
    String scratchName(Instant moment) {
        return live + "_restore_" + BundleId.stamp(moment).toLowerCase(Locale.ROOT);
    }

    String keptName(Instant moment) {
        return live + "_old_" + BundleId.stamp(moment).toLowerCase(Locale.ROOT);
    }

    /** A name for a restore for practice, which nobody types and no other database has. */
    String drillName() {
        String name = live + "_drill_" + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
        if (oid(name) != 0) {
            throw new IllegalStateException("a database has the random name " + name);
        }
        return name;
    }

    /** A name like {@link #keptName} that no database has yet. */
    String freeKeptName(Instant moment) {
        Instant free = moment;
        while (oid(keptName(free)) != 0) {
            free = free.plusSeconds(1);
        }
        return keptName(free);
    }

    /** Refuses a second restore at the same time; ends with this session, also when this process is killed. */
    void lock() {
        if (!admin.one("SELECT pg_try_advisory_lock(" + RESTORE_LOCK + ")", row -> row.getBoolean(1))) {
            throw OperatorException.of(ErrorCode.LOCK_HELD, "another restore works on this database server")
                    .remedy("wait until it has ended, then run the command again")
                    .build();
        }
    }

    boolean hasLive() {
        return databases().stream().anyMatch(database -> database.name().equals(live));
    }

    boolean hasOpenLive() {
        return databases().stream().anyMatch(database -> database.name().equals(live) && database.open());
    }

    /** What is to be put right before anything else; read-only. */
    List<Repair> repairs() {
        List<Database> databases = databases();
        List<Repair> repairs = new ArrayList<>();
        Optional<Database> current = databases.stream()
                .filter(database -> database.name().equals(live))
                .findFirst();
        if (current.isPresent() && !current.get().open()) {
            repairs.add(new Repair("database " + live + " is opened again", List.of(open(live))));
        }
        Optional<String> newestKept = kept(databases).stream().max(Comparator.naturalOrder());
        if (current.isEmpty() && newestKept.isPresent()) {
            String kept = newestKept.get();
            repairs.add(new Repair(
                    "database " + kept + " becomes " + live + " again", List.of(open(kept), rename(kept, live))));
        }
        for (Database database : databases) {
            if (scratchForm.matcher(database.name()).matches()
                    || drillForm.matcher(database.name()).matches()) {
                repairs.add(new Repair(
                        "unfinished database " + database.name() + " is dropped", List.of(dropInUse(database.name()))));
            }
        }
        return repairs;
    }

    /** Puts right what {@link #repairs} finds; says what that was. */
    List<String> repair() {
        List<Repair> repairs = repairs();
        repairs.forEach(repair -> repair.statements().forEach(admin::execute));
        return repairs.stream().map(Repair::description).toList();
    }

    /**
     * Makes an empty database.
     *
     * @param locale which it gets; null for that of the live database. The server's template need not have either
     */
    void createScratch(String name, @Nullable DatabaseLocale locale) {
        String creation = Optional.ofNullable(locale)
                .or(() -> DatabaseLocale.of(admin, live))
                .map(DatabaseLocale::creation)
                .orElse("");
        admin.execute("CREATE DATABASE " + PostgresSession.quoted(name) + " TEMPLATE template0" + creation);
    }

    /** Drops it, whoever is connected; one that does not exist is fine. */
    void dropScratch(String name) {
        admin.execute(dropInUse(name));
    }

    /**
     * Puts one database in the place of the live one: fence, end of all sessions, both renames in one transaction.
     *
     * @param incoming becomes the live one
     * @param kept new name of the one that was live
     * @param fenced told once nobody can connect any more
     * @return how long nobody could connect
     * @throws OperatorException {@code DATABASE_IN_USE} when sessions stay; the live database is open again then
     */
    Duration swap(String incoming, String kept, Runnable fenced) {
        long start = System.nanoTime();
        fence();
        try {
            fenced.run();
            endSessions(incoming);
            exchange(incoming, kept);
        } catch (RuntimeException e) {
            lift(e);
            throw e;
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Nobody can connect any more; who is connected stays. */
    void fence() {
        admin.execute("ALTER DATABASE " + PostgresSession.quoted(live) + " ALLOW_CONNECTIONS false");
    }

    /** Where this fails too, the next restore lifts the fence. */
    private void lift(RuntimeException failure) {
        try {
            if (hasLive()) {
                admin.execute(open(live));
            }
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    /** Ends every session on the live database and on the one that takes its place, and waits until they are gone. */
    void endSessions(String incoming) {
        long deadline = System.nanoTime() + LEAVE_LIMIT.toNanos();
        List<String> users = terminate(incoming);
        while (!users.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw inUse("sessions of " + String.join(", ", users), null);
            }
            pause();
            users = terminate(incoming);
        }
    }

    /** Asks the sessions of this role to end; sessions of others cannot be told to. */
    private List<String> terminate(String incoming) {
        admin.all(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (?, ?)"
                        + " AND usename = current_user",
                row -> row.getBoolean(1),
                live,
                incoming);
        return admin.all(
                "SELECT DISTINCT usename::text FROM pg_stat_activity WHERE datname IN (?, ?) AND usename IS NOT NULL",
                row -> row.getString(1),
                live,
                incoming);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OperatorException.of(ErrorCode.PROCESS_INTERRUPTED, "the restore was stopped before the swap")
                    .remedy("run the command again")
                    .cause(e)
                    .build();
        }
    }

    /** Both renames or none; the kept database can be looked at afterwards. */
    void exchange(String incoming, String kept) {
        try {
            admin.executeTogether(List.of(rename(live, kept), rename(incoming, live), open(kept)));
        } catch (OperatorException e) {
            throw inUse(e.found(), e);
        }
    }

    /** Where there is no live database to keep. */
    void promote(String incoming) {
        admin.execute(rename(incoming, live));
    }

    private OperatorException inUse(@Nullable String found, @Nullable Throwable cause) {
        return OperatorException.of(ErrorCode.DATABASE_IN_USE, "something still works on database " + live)
                .expected("no session and no prepared transaction")
                .found(found)
                .remedy("stop it, then run the command again; the live database was not changed")
                .cause(cause)
                .build();
    }

    /** Drops every database that a restore kept. */
    List<String> dropKept() {
        List<String> kept = kept(databases());
        kept.forEach(name -> admin.execute("DROP DATABASE " + PostgresSession.quoted(name)));
        return kept;
    }

    private List<String> kept(List<Database> databases) {
        return databases.stream()
                .map(Database::name)
                .filter(name -> keptForm.matcher(name).matches())
                .toList();
    }

    private static String open(String database) {
        return "ALTER DATABASE " + PostgresSession.quoted(database) + " ALLOW_CONNECTIONS true";
    }

    private static String rename(String from, String to) {
        return "ALTER DATABASE " + PostgresSession.quoted(from) + " RENAME TO " + PostgresSession.quoted(to);
    }

    private static String dropInUse(String database) {
        return "DROP DATABASE IF EXISTS " + PostgresSession.quoted(database) + " WITH (FORCE)";
    }

    @Override
    public void close() {
        admin.close();
    }
}
