package com.piprio.upgrader.platform;

import com.piprio.compose.EngineVersions;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;

/** The oldest Docker Engine and Compose that every command of this program was seen working with. */
public final class EngineRequirement {
    private static final int ENGINE_MAJOR = 20;
    private static final int ENGINE_MINOR = 10;
    private static final int COMPOSE_MAJOR = 2;
    private static final int COMPOSE_MINOR = 24;

    private EngineRequirement() {}

    /** @throws OperatorException when one of the two is older */
    public static void check(EngineVersions versions) {
        if (!versions.engineAtLeast(ENGINE_MAJOR, ENGINE_MINOR)) {
            throw OperatorException.of(ErrorCode.ENGINE_TOO_OLD, "the Docker engine is too old")
                    .expected(ENGINE_MAJOR + "." + ENGINE_MINOR + " or newer")
                    .found(versions.engine())
                    .remedy("upgrade the Docker engine, then run the command again")
                    .build();
        }
        if (!versions.composeAtLeast(COMPOSE_MAJOR, COMPOSE_MINOR)) {
            throw OperatorException.of(ErrorCode.COMPOSE_TOO_OLD, "Docker Compose is too old")
                    .expected(COMPOSE_MAJOR + "." + COMPOSE_MINOR + " or newer")
                    .found(versions.compose())
                    .remedy("upgrade the Compose plugin, then run the command again")
                    .build();
        }
    }
}
