package com.piprio.backup;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.Collectors;

/** A database that answers each statement with the rows that a test has written down for it. */
final class ScriptedServer {
    private final List<Answer> answers = new ArrayList<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();

    private record Answer(String part, List<Object> rows) {}

    /**
     * Answers from now on; the latest that fits counts, and where none does there is no row.
     *
     * @param part of a statement, which its parameters follow, separated by spaces
     * @param rows each the value of its one column, or the list of those of all
     */
    ScriptedServer answer(String part, Object... rows) {
        answers.add(0, new Answer(part, List.of(rows)));
        return this;
    }

    /** Refuses to execute statements with that part from now on. */
    void refuse(String part, String reason) {
        refusals.put(part, reason);
    }

    PostgresSession session() {
        return new PostgresSession(
                made(Connection.class, (self, method, arguments) -> switch (method.getName()) {
                    case "prepareStatement" -> statement(String.valueOf(arguments[0]));
                    case "createStatement" -> statement("");
                    case "getAutoCommit" -> true;
                    case "setAutoCommit", "rollback", "close" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                }),
                "piprio");
    }

    private PreparedStatement statement(String prepared) {
        List<Object> parameters = new ArrayList<>();
        return made(PreparedStatement.class, (self, method, arguments) -> switch (method.getName()) {
            case "setObject" -> {
                parameters.add(arguments[1]);
                yield null;
            }
            case "execute" -> {
                requireNotRefused(String.valueOf(arguments[0]));
                yield false;
            }
            case "executeQuery" -> rows(arguments == null ? text(prepared, parameters) : text(arguments[0], List.of()));
            case "setFetchSize", "close" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private void requireNotRefused(String statement) throws SQLException {
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            if (statement.contains(refusal.getKey())) {
                throw new SQLException(refusal.getValue());
            }
        }
    }

    private static String text(Object statement, List<Object> parameters) {
        return parameters.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" ", String.valueOf(statement).strip() + " ", ""));
    }

    private ResultSet rows(String statement) {
        Queue<Object> left = new ArrayDeque<>(answers.stream()
                .filter(answer -> statement.contains(answer.part()))
                .findFirst()
                .map(Answer::rows)
                .orElse(List.of()));
        Object[] row = new Object[1];
        return made(ResultSet.class, (self, method, arguments) -> switch (method.getName()) {
            case "next" -> (row[0] = left.poll()) != null;
            case "getString" -> Objects.toString(column(row[0], (Integer) arguments[0]), null);
            case "getLong" -> ((Number) row[0]).longValue();
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static Object column(Object row, int number) {
        return row instanceof List<?> columns ? columns.get(number - 1) : row;
    }

    private static <T> T made(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ScriptedServer.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
