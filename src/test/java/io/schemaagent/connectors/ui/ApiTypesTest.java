package io.schemaagent.connectors.ui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The screens know the API by types, which are those of the OpenAPI document. */
@QuarkusTest
class ApiTypesTest {

    private static final Path COMMITTED = Path.of("src/main/resources/web/app/api/api-types.ts");
    private static final String MAKE_AGAIN = "./mvnw test -Dtest=ApiTypesTest -Djacoco.skip -Dui.types=write";

    @Test
    void areThoseOfTheOpenApiDocument() throws IOException {
        // given
        String document = given().queryParam("format", "json").get("/q/openapi").asString();

        // when
        String types = new TypeScriptTypes(new ObjectMapper().readTree(document)).text();

        // then
        if ("write".equals(System.getProperty("ui.types"))) {
            Files.writeString(COMMITTED, types);
        }
        assertThat(Files.readString(COMMITTED))
                .as("%s is not what the API says; to make it again: %s", COMMITTED, MAKE_AGAIN)
                .isEqualTo(types);
    }
}
