package io.schemaagent.connectors.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentNameTest {

    @ParameterizedTest(name = "{1} of {0} is {2}")
    @CsvSource({
        "notion,   search,                    notion__search",
        "notion-2, create_page,               notion-2__create_page",
        "a,        __odd__,                   a____odd__",
        "a,        get-it,                    a__get-it",
        "a,        users.list,                a__users_list_921fdb8f",
        "a,        users/list,                a__users_list_40f0b165",
        "a,        users_list,                a__users_list",
        "a,        users_list_921fdb8f,       a__users_list_921fdb8f_b95be95d",
        "a,        größe,                     a__gr__e_d353a267",
    })
    void isMadeOfSlugAndTool(String slug, String tool, String name) {
        assertThat(AgentName.of(slug, tool)).isEqualTo(name);
    }

    @Test
    void hasAtMost64Characters() {
        String slug = "s".repeat(24);

        assertThat(AgentName.of(slug, "t".repeat(38))).isEqualTo(slug + "__" + "t".repeat(38));
        assertThat(AgentName.of(slug, "t".repeat(39))).hasSize(64).matches("s{24}__t{29}_[0-9a-f]{8}");
        assertThat(AgentName.of("s".repeat(50), "t".repeat(128))).hasSize(64);
    }

    @Test
    void differsForToolsThatDiffer() {
        String[] tools = {
            "a.b",
            "a/b",
            "a_b",
            "a b",
            "a:b",
            "ä",
            "ö",
            "😀",
            "a".repeat(100),
            "a".repeat(101),
            "A.b",
            "a.B",
            "_",
            "",
            " "
        };
        Map<String, String> names = new HashMap<>();

        for (String tool : tools) {
            String name = AgentName.of("slug", tool);
            assertThat(name).matches("[A-Za-z0-9_-]{1,64}");
            assertThat(names.put(name, tool)).as(name).isNull();
        }
    }

    @Test
    void saysWhatItBelongsTo() {
        assertThat(AgentName.slugIn("notion-2__search__all")).contains("notion-2");
        assertThat(AgentName.slugIn("notion")).isEmpty();
        assertThat(AgentName.slugIn("__search")).isEmpty();
        assertThat(AgentName.slugIn("")).isEmpty();
    }
}
