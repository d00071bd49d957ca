package io.schemaagent.connectors.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.flyway.runtime.FlywayRecorder;

/**
 * Makes no Flyway at start. The platform makes one to see that none of its start actions is wanted; here, package
 * {@code database} decides when to migrate, and asks for one only then.
 */
@TargetClass(FlywayRecorder.class)
final class NoFlywayAtStart {

    @Substitute
    public void doStartActions(String dataSource) {}
}
