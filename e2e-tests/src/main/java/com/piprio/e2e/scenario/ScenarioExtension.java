package com.piprio.e2e.scenario;

import com.piprio.e2e.process.Folders;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Gives scenarios their {@link Platform}, tells their plan, keeps artefacts of failures and cleans up. */
final class ScenarioExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeTestExecutionCallback,
                AfterTestExecutionCallback,
                LifecycleMethodExecutionExceptionHandler,
                ExecutionCondition,
                ParameterResolver {

    private static final System.Logger LOG = System.getLogger("e2e");
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ScenarioExtension.class);
    private static final String STARTED = "started";

    /** One run of one class. */
    private static final class Story {
        private final Platform platform;
        private final Artefacts artefacts;
        private final long started = System.nanoTime();
        private String failedStep = "";

        Story(Platform platform, Artefacts artefacts) {
            this.platform = platform;
            this.artefacts = artefacts;
        }
    }

    private static Suite suite(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Suite.class, key -> new Suite(), Suite.class);
    }

    private static Story story(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        Story.class.getName() + name(context),
                        key -> new Story(
                                new Platform(name(context), suite(context)),
                                new Artefacts(suite(context).artefacts().resolve(name(context)))),
                        Story.class);
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        LOG.log(System.Logger.Level.INFO, "{0}", plan(context));
        Folders.remove(suite(context).artefacts().resolve(name(context)));
        story(context);
    }

    private static String plan(ExtensionContext context) {
        List<Method> steps = Arrays.stream(context.getRequiredTestClass().getDeclaredMethods())
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .sorted(Comparator.comparingInt(ScenarioExtension::order))
                .toList();
        return "scenario " + name(context) + " (again: " + reproLine(context) + ")"
                + steps.stream().map(step -> "\n  - " + words(step.getName())).collect(Collectors.joining());
    }

    private static String reproLine(ExtensionContext context) {
        return Artefacts.reproLine(name(context), context.getTags().contains(Nightly.TAG));
    }

    private static int order(Method method) {
        Order order = method.getAnnotation(Order.class);
        return order == null ? Order.DEFAULT : order.value();
    }

    /** {@code refusesADowngrade} as {@code refuses a downgrade}. */
    static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            return ConditionEvaluationResult.enabled("a class");
        }
        String failed = story(context).failedStep;
        return failed.isEmpty()
                ? ConditionEvaluationResult.enabled("the story goes on")
                : ConditionEvaluationResult.disabled("the story ended with " + failed);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        context.getStore(NAMESPACE).put(STARTED, System.nanoTime());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Story story = story(context);
        long started = context.getStore(NAMESPACE).getOrDefault(STARTED, Long.class, System.nanoTime());
        suite(context)
                .took(
                        "  " + name(context) + "."
                                + context.getRequiredTestMethod().getName(),
                        Duration.ofNanos(System.nanoTime() - started));
        context.getExecutionException().ifPresent(failure -> failed(context, story, failure));
    }

    private static void failed(ExtensionContext context, Story story, Throwable failure) {
        String step = context.getTestMethod().map(Method::getName).orElse("set-up");
        story.failedStep = step;
        story.artefacts.write(name(context), reproLine(context), step, failure, story.platform);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException) {
            LOG.log(System.Logger.Level.WARNING, "{0} is skipped: {1}", name(context), failure.getMessage());
        } else {
            failed(context, story(context), failure);
        }
        throw failure;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Story story = story(context);
        try {
            // After a failure the cause is known, and an installation that is half-way need not keep its promises.
            if (story.failedStep.isEmpty()) {
                expectInvariants(context, story);
            }
        } finally {
            story.platform.cleanUp(!story.failedStep.isEmpty());
            suite(context).took(name(context), Duration.ofNanos(System.nanoTime() - story.started));
        }
    }

    private static void expectInvariants(ExtensionContext context, Story story) {
        List<String> broken = story.platform.brokenInvariants();
        if (!broken.isEmpty()) {
            AssertionError failure =
                    new AssertionError("invariants that always hold are broken\n  " + String.join("\n  ", broken));
            failed(context, story, failure);
            throw failure;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return story(context).platform;
    }
}
