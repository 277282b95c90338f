package com.piprio.backup;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;

/** A database that answers each statement with the rows of one column that a test has written down for it. */
final class ScriptedServer {
    private final List<Answer> answers = new ArrayList<>();

    private record Answer(String part, List<Object> rows) {}

    /**
     * Answers from now on; the latest that fits counts, and where none does there is no row.
     *
     * @param part of a statement, which its parameters follow, separated by spaces
     */
    ScriptedServer answer(String part, Object... rows) {
        answers.add(0, new Answer(part, List.of(rows)));
        return this;
    }

    PostgresSession session() {
        return new PostgresSession(
                made(Connection.class, (self, method, arguments) -> switch (method.getName()) {
                    case "prepareStatement" -> statement(String.valueOf(arguments[0]));
                    case "createStatement" -> statement("");
                    case "getAutoCommit" -> true;
                    case "setAutoCommit", "close" -> null;
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
            case "executeQuery" -> rows(arguments == null ? text(prepared, parameters) : text(arguments[0], List.of()));
            case "setFetchSize", "close" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
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
            case "getString" -> String.valueOf(row[0]);
            case "getLong" -> ((Number) row[0]).longValue();
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T made(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ScriptedServer.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
