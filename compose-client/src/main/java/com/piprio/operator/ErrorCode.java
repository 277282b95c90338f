package com.piprio.operator;

/**
 * Every failure that an operator may meet, each with a section of its own in {@code docs/operations/errors.md}.
 *
 * <p>A code is never given a second meaning; the hundreds say where to look: 1 host, 2 installation, 3 release,
 * 4 platform, 5 bundle, 9 bug.
 */
public enum ErrorCode {
    DOCKER_UNAVAILABLE("UPG-101", "the Docker engine does not answer"),
    ENGINE_TOO_OLD("UPG-102", "the Docker engine is older than required"),
    COMPOSE_UNAVAILABLE("UPG-103", "the Docker Compose plugin is not installed"),
    DISK_LOW("UPG-104", "not enough free disk"),
    COMPOSE_TOO_OLD("UPG-105", "Docker Compose is older than required"),
    PROCESS_TIMEOUT("UPG-106", "a command did not end within its time limit"),
    COMMAND_NOT_FOUND("UPG-107", "a command cannot be started"),
    COMMAND_FAILED("UPG-109", "a command ended with an error"),
    ANSWER_UNREADABLE("UPG-111", "the answer of a command is not understood"),
    FILE_UNREADABLE("UPG-112", "a file cannot be read"),
    FILE_UNWRITABLE("UPG-113", "a file cannot be written"),
    PROCESS_INTERRUPTED("UPG-114", "a command was stopped because this program was told to stop"),
    DISK_FULL("UPG-115", "a disk became full"),

    ENV_FILE_MISSING("UPG-201", "the installation has no .env file"),
    ENV_KEY_MISSING("UPG-202", "a required key is missing in .env"),
    ENV_FILE_MALFORMED("UPG-204", "a line of .env is not understood"),
    ENV_VALUE_INVALID("UPG-205", "the value of a key in .env is not allowed"),
    COMPOSE_FILE_MISSING("UPG-206", "the installation has no Compose file"),
    COMPOSE_FILE_INVALID("UPG-207", "Docker Compose refuses the Compose file"),
    LOCK_HELD("UPG-208", "another run works on this installation"),
    INTERRUPTED_RUN("UPG-209", "an earlier run was interrupted"),
    JOURNAL_DAMAGED("UPG-210", "the journal of an earlier run cannot be read"),
    NO_UPGRADE("UPG-211", "there is no upgrade to resume or to go back from"),
    RUN_UNKNOWN("UPG-212", "the history has no such run"),
    INSTALLATION_UNFIT("UPG-213", "the installation does not fit the release"),

    RELEASE_UNKNOWN("UPG-301", "the release is not known"),
    RELEASE_MALFORMED("UPG-302", "the description of a release is not valid"),
    DOWNGRADE_REFUSED("UPG-303", "the target release is older than the source release"),
    PATH_NOT_SUPPORTED("UPG-304", "no upgrade leads from the source to the target release"),
    REGISTRY_UNREACHABLE("UPG-305", "the registry does not answer"),
    IMAGE_MISSING("UPG-306", "an image of the release is missing"),
    DIGEST_MISMATCH("UPG-307", "an image is not the one that the release names"),
    PULL_FAILED("UPG-308", "an image cannot be pulled"),
    CUTOVER_REFUSED("UPG-309", "the cut-over that was asked for is not safe here"),
    STOP_REQUIRED("UPG-310", "the way to the target release leads through another one"),
    RELEASE_WITHDRAWN("UPG-311", "the release was withdrawn"),
    REGISTRY_BUSY("UPG-312", "the registry refuses further requests for now"),
    REGISTRY_LOGIN("UPG-313", "the registry wants a login, or another one"),
    RELEASE_UNTRUSTED("UPG-320", "nobody who is trusted signed the release"),
    RELEASE_ALTERED("UPG-321", "the release is not what was signed"),
    ARCHIVE_UNUSABLE("UPG-322", "the archive of a release is not complete or was changed"),

    SERVICE_UNHEALTHY("UPG-401", "a service is not healthy"),
    HEALTH_BUDGET_PASSED("UPG-402", "a service was not ready within the health budget"),
    MIGRATION_FAILED("UPG-403", "a migration failed"),
    WRONG_VERSION_ANSWERED("UPG-404", "a service answers with another release than expected"),
    SERVICE_UNSTABLE("UPG-405", "a service became ready and did not stay so"),
    PROXY_FAILED("UPG-406", "the proxy does not do as told"),
    DATABASE_UNREACHABLE("UPG-408", "the database does not answer"),
    OBJECT_STORE_UNREACHABLE("UPG-409", "the object store does not answer"),
    START_FAILED("UPG-410", "a service cannot be started"),
    SERVICE_MISSING("UPG-411", "a service has no container"),
    SCHEMA_HISTORY_DAMAGED("UPG-412", "the history of migrations does not fit the release"),
    OUT_OF_MEMORY("UPG-413", "a service was ended for want of memory"),

    BUNDLE_NOT_FOUND("UPG-501", "the bundle does not exist"),
    BUNDLE_DAMAGED("UPG-502", "the bundle is not complete or was changed"),
    BUNDLE_FOREIGN("UPG-503", "the bundle belongs to another installation"),
    DOMAIN_WRONG("UPG-504", "the domain that confirms a restore is wrong"),
    NO_TERMINAL("UPG-505", "a confirmation is needed and there is no terminal"),
    BUNDLE_VERSION_UNFIT("UPG-506", "the bundle was made by versions that do not fit"),
    DUMP_FAILED("UPG-507", "the database cannot be dumped"),
    RESTORE_CHECK_FAILED("UPG-508", "the restored data is not what the bundle says"),
    OBJECT_MISSING("UPG-509", "an object that the database names is missing"),
    DATABASE_IN_USE("UPG-510", "something still works on the database"),
    BUNDLE_UNTRUSTED("UPG-511", "nobody who is trusted signed the bundle"),
    KEY_UNUSABLE("UPG-512", "a key for bundles cannot be used"),
    NO_RESTORE("UPG-513", "there is no restore to take back"),
    BUNDLE_MISPLACED("UPG-514", "the bundle lies where a restore could change it"),
    BUNDLE_LOCKED("UPG-515", "the bundle is encrypted, and nothing here opens it"),
    ADOPTION_WRONG("UPG-516", "the bundle is not of the installation that is to be adopted"),

    BUG("UPG-901", "an error in this program");

    private final String code;
    private final String meaning;

    ErrorCode(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** What the operator sees and looks up, such as {@code UPG-104}. */
    public String code() {
        return code;
    }

    /** One line in lower case, without a full stop. */
    public String meaning() {
        return meaning;
    }
}
