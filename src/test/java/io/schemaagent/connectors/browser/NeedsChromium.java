package io.schemaagent.connectors.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where there is no {@link Chromium}, before anything is started for them. In CI they run, and fail. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsChromium.Condition.class)
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
}
