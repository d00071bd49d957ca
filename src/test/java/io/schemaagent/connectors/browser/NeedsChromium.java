package io.schemaagent.connectors.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests that have a parameter of its type the {@link Chromium} of their class, which ends with it. Skips them where
 * there is none, before anything is started for them. In CI they run, and fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({NeedsChromium.Condition.class, NeedsChromium.OneForAll.class})
public @interface NeedsChromium {

    /** Says how to get one, where it is read: reports of skipped tests are not. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Boolean.parseBoolean(System.getenv("CI"))
                    || Executable.find(System.getenv()).isPresent()) {
                return ConditionEvaluationResult.enabled("There is a browser, or has to be");
            }
            System.err.println(context.getDisplayName() + " is skipped. " + Executable.NEEDED);
            return ConditionEvaluationResult.disabled(Executable.NEEDED);
        }
    }

    /** Not one for all classes: Quarkus loads those of every profile with a class loader of their own, and Playwright too. */
    final class OneForAll implements ParameterResolver {

        private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(OneForAll.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Chromium.class;
        }

        @Override
        public Chromium resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return classOf(context)
                    .getStore(OURS)
                    .computeIfAbsent(Chromium.class, browser -> Chromium.start(), Chromium.class);
        }

        /** What is kept there is closed with it. */
        private static ExtensionContext classOf(ExtensionContext context) {
            return context.getTestMethod().isEmpty()
                    ? context
                    : classOf(context.getParent().orElseThrow());
        }
    }
}
