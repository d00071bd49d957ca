package io.schemaagent.connectors.monitoring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules and dashboard are of use only while the service exposes what they ask for. */
@QuarkusTest
class MonitoringTest {

    private static final Path MONITORING = Path.of("docs", "monitoring");
    private static final Path GUIDE = Path.of("docs", "running.md");
    private static final String RUNBOOK = "docs/running.md#";

    /** What Prometheus itself, Kubernetes and the container runtime add. */
    private static final Set<String> OF_OTHERS = Set.of(
            "up",
            "container_cpu_usage_seconds_total",
            "container_memory_working_set_bytes",
            "kube_pod_container_resource_limits",
            "kube_pod_container_status_restarts_total",
            "kube_pod_container_status_last_terminated_reason");

    /** What PromQL has besides metrics: functions, operators with their words. */
    private static final Set<String> OF_PROMQL = Set.of(
            "absent",
            "and",
            "avg",
            "by",
            "clamp_min",
            "group_left",
            "histogram_quantile",
            "ignoring",
            "increase",
            "label_replace",
            "label_values",
            "max",
            "min",
            "offset",
            "on",
            "or",
            "rate",
            "sum",
            "unless",
            "without");

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern SELECTOR = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern LABEL_LIST = Pattern.compile("\\b(by|without|on|ignoring|group_left)\\s*\\([^)]*\\)");
    private static final Pattern WORD = Pattern.compile("(?<![\\w$.])[a-zA-Z_:][a-zA-Z0-9_:]*");

    private final FakeMcpServer server = FakeMcpServer.start().withTools("first");
    private final String owner = Tokens.aUser();

    @Inject
    DataSource database;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void exposesEveryMetricThatRulesAndDashboardUse() throws Exception {
        useTheService();

        Set<String> used = new TreeSet<>();
        expressions().forEach(expression -> used.addAll(metricsOf(expression)));

        assertThat(used).contains("http_server_requests_seconds_count", "connectors_saved", "up");
        used.removeAll(OF_OTHERS);
        assertThat(exposedOnceCounted()).containsAll(used);
    }

    @Test
    void exposesEveryLabelThatRulesAndDashboardSelectBy() throws Exception {
        useTheService();

        String exposed = given().get("/q/metrics").asString();

        assertThat(labelNames(exposed)).contains("outcome", "status", "uri", "method", "pool_type", "reason", "area");
        assertThat(exposed)
                .contains("uri=\"/api/connectors/{id}\"", "pool_type=\"sql\"", "le=\"0.25\"", "le=\"15.0\"")
                .doesNotContain(server.url());
    }

    @Test
    void everyAlertSaysWhatToDo() throws IOException {
        List<JsonNode> alerts = alerts();

        assertThat(alerts).hasSizeGreaterThan(8).allSatisfy(alert -> {
            assertThat(alert.path("labels").path("severity").asText()).isIn("page", "ticket");
            assertThat(alert.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(alert.path("annotations").path("description").asText()).isNotBlank();
            assertThat(headings())
                    .contains(after(
                            RUNBOOK,
                            alert.path("annotations").path("runbook_url").asText()));
        });
        assertThat(alerts).extracting(alert -> alert.path("alert").asText()).doesNotHaveDuplicates();
    }

    @Test
    void describesEveryMetricOfOurs() throws Exception {
        useTheService();

        String guide = Files.readString(GUIDE);

        assertThat(exposedOnceCounted())
                .filteredOn(name -> name.startsWith("connectors_"))
                .extracting(name -> name.replaceFirst("_(max|bucket|count|sum)$", ""))
                .contains("connectors_discovery_seconds", "connectors_saved")
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
    }

    @Test
    void panelsAskTheDataSourceThatTheReaderChose() throws IOException {
        JsonNode dashboard = dashboard();

        assertThat(dashboard.path("templating").path("list").findValuesAsText("type"))
                .contains("datasource");
        assertThat(dashboard.path("panels")).isNotEmpty().allSatisfy(panel -> assertThat(
                        panel.path("datasource").path("uid").asText())
                .isEqualTo("${datasource}"));
        assertThat(dashboard.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void tellsMetricsFromTheRestOfAnExpression() {
        assertThat(metricsOf(
                        "sum by (uri, le) (rate(a_total{job=~\"x|y\", b=\"sum\"}[5m])) / on (c) group_left () b > 1e3"))
                .containsExactly("a_total", "b");
    }

    /** A little of everything that is counted: reads, a good check, one that fails, a credential that nobody can open. */
    private void useTheService() throws SQLException {
        caller().get("/api/tools").then().statusCode(200);
        long id = caller().body(Map.of("name", "Mine", "server_url", server.url()))
                .post("/api/connectors")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        caller().get("/api/connectors/" + id).then().statusCode(200);
        caller().body(Map.of("server_url", "http://127.0.0.1:1/mcp"))
                .post("/api/connectors/test")
                .then()
                .statusCode(200);
        makeUnreadable(id);
        caller().post("/api/connectors/" + id + "/verify").then().statusCode(200);
    }

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner)).contentType("application/json");
    }

    private void makeUnreadable(long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE user_mcp_connections SET auth_type = 'api_key', auth_config = 'no token' WHERE id = ?")) {
            update.setLong(1, id);
            update.executeUpdate();
        }
    }

    /** The gauge of connectors is filled by scheduled work, which may take a moment to have its first turn. */
    private static Set<String> exposedOnceCounted() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(75).toNanos();
        Set<String> names = exposed();
        while (!names.contains("connectors_saved") && System.nanoTime() < deadline) {
            Thread.sleep(500);
            names = exposed();
        }
        return names;
    }

    private static Set<String> exposed() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> labelNames(String exposed) {
        return Pattern.compile("[{,]([a-zA-Z_]+)=\"")
                .matcher(exposed)
                .results()
                .map(label -> label.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> metricsOf(String expression) {
        String bare = expression.replaceAll("(?m)#.*$", " ");
        for (Pattern noMetric : List.of(STRING, SELECTOR, LABEL_LIST)) {
            bare = noMetric.matcher(bare).replaceAll(" ");
        }
        Set<String> words = new TreeSet<>();
        Matcher word = WORD.matcher(bare);
        while (word.find()) {
            words.add(word.group());
        }
        words.removeAll(OF_PROMQL);
        return words;
    }

    private static Stream<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        rules().forEach(rule -> expressions.add(rule.path("expr").asText()));
        JsonNode dashboard = dashboard();
        dashboard.path("panels").forEach(panel -> panel.path("targets")
                .forEach(target -> expressions.add(target.path("expr").asText())));
        assertThat(expressions).hasSizeGreaterThan(20).allSatisfy(expression -> assertThat(expression)
                .isNotBlank());
        return expressions.stream();
    }

    private static List<JsonNode> alerts() throws IOException {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    private static List<JsonNode> rules() throws IOException {
        JsonNode file = new ObjectMapper(new YAMLFactory())
                .readTree(MONITORING.resolve("alerts.yaml").toFile());
        List<JsonNode> rules = new ArrayList<>();
        file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
    }

    /** The anchors that a reader of the guide can jump to, made from its headings as the usual renderers do. */
    private static Set<String> headings() throws IOException {
        return Files.readString(GUIDE)
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String after(String prefix, String text) {
        assertThat(text).contains(prefix);
        return text.substring(text.indexOf(prefix) + prefix.length());
    }
}
