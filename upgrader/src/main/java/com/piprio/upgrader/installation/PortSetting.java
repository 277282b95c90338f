package com.piprio.upgrader.installation;

import com.piprio.compose.EnvFile;
import com.piprio.operator.ErrorCode;
import com.piprio.operator.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The setting in {@code .env} of the port that the proxy publishes. Release 1.6.0 renamed it and reads both names. */
public final class PortSetting {
    public static final String NAME = "PIPRIO_PORT";

    /** The only one that older releases know. */
    private static final String FORMER_NAME = "PIPRIO_HTTP_PORT";

    private PortSetting() {}

    /** The value, as Compose takes it: an empty one is none. */
    public static Optional<String> value(EnvFile environment) {
        return Stream.of(NAME, FORMER_NAME)
                .flatMap(name -> environment.value(name).stream())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /**
     * The name that a Compose file asks for first.
     *
     * @throws OperatorException when the file cannot be read
     */
    public static String nameFor(Path composeFile) {
        try {
            return Files.readString(composeFile).contains("${" + NAME) ? NAME : FORMER_NAME;
        } catch (IOException e) {
            throw OperatorException.of(ErrorCode.FILE_UNREADABLE, "the Compose file cannot be read")
                    .expected(composeFile.toString())
                    .found(String.valueOf(e))
                    .remedy("mend its permissions, or unpack the install kit again, then run the command again")
                    .cause(e)
                    .build();
        }
    }
}
