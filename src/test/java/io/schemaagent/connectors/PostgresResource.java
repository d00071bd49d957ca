package io.schemaagent.connectors;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;

/** A PostgreSQL for what is shipped, which does not bring one: named as an operator names it. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    /** A field of a test that gets the URL of the database. */
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface DatabaseUrl {}

    private Postgres postgres;

    @Override
    public Map<String, String> start() {
        postgres = Postgres.start();
        return Map.of("DATABASE_URL", postgres.url());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                postgres.url(), new TestInjector.AnnotatedAndMatchesType(DatabaseUrl.class, String.class));
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
