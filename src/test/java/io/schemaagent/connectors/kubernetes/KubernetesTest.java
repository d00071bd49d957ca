package io.schemaagent.connectors.kubernetes;

import static io.schemaagent.connectors.kubernetes.Manifests.each;
import static io.schemaagent.connectors.kubernetes.Manifests.find;
import static io.schemaagent.connectors.kubernetes.Manifests.get;
import static io.schemaagent.connectors.kubernetes.Manifests.podTemplate;
import static io.schemaagent.connectors.kubernetes.Manifests.text;
import static io.schemaagent.connectors.kubernetes.Manifests.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.custom.Quantity;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kubernetes/} would put into a cluster, without one. */
class KubernetesTest {

    private static final Path DIRECTORY = Path.of("kubernetes");
    private static final String BASE = "base";
    private static final String DEV = "overlays/dev";
    private static final String PRODUCTION = "overlays/production";

    /** How long the ready check waits for the database ({@code DatabaseReadiness}). */
    private static final Duration READY_CHECK = Duration.ofSeconds(2);

    private static final String MIGRATE_AT_START = "CONNECTORS_DATABASE_MIGRATE_AT_START";
    private static final String POOL = "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE";

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void isWhatKubernetesTakes(String kustomization) {
        assertThat(rendered(kustomization)).isNotEmpty().allSatisfy(manifest -> assertThatCode(
                        () -> Schema.check(manifest))
                .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void isRenderedAsKustomizeDoes(String kustomization) throws IOException {
        assumeTrue(isOnPath("kustomize"), "kustomize is not on the PATH");

        List<JsonObject> theirs = Manifests.parse(
                output("kustomize", "build", DIRECTORY.resolve(kustomization).toString()));

        assertThat(byId(theirs)).isEqualTo(byId(rendered(kustomization)));
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, spec.replica, '3', has no field of this name",
        "Deployment, spec.template.spec.terminationGracePeriod, '3', nested deeper",
        "HorizontalPodAutoscaler, spec.minReplica, '3', nor has this one",
        "NetworkPolicy, spec.podSelectors, '{}', nor this"
    })
    void refusesAFieldThatKubernetesDoesNotKnow(String kind, String path, String value) {
        JsonObject manifest = ofKind(kind, BASE).get(0);

        set(manifest, path, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.check(manifest))
                .withMessageContaining("is not defined in the");
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, spec.replicas, '\"3\"', a whole number",
        "Deployment, spec.replicas, 1.5, a whole number",
        "Deployment, metadata.labels.release, 1, a text",
        "Deployment, spec.template.spec.enableServiceLinks, '\"false\"', true or false",
        "Deployment, spec.strategy.rollingUpdate.maxSurge, true, a text or a whole number",
        "ConfigMap, data.PORT, 8080, a text",
        "ConfigMap, data.HTTPS_ONLY, true, a text",
        "Service, spec.selector, '[]', a map",
        "NetworkPolicy, spec.podSelector.matchLabels, '\"all\"', a map"
    })
    void refusesAValueOfAnotherType(String kind, String path, String value, String expected) {
        JsonObject manifest = ofKind(kind, BASE).get(0);

        set(manifest, path, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.check(manifest))
                .withMessageContaining("must be " + expected);
    }

    @Test
    void refusesAQuantityThatIsNone() {
        JsonObject deployment = ofKind("Deployment", BASE).get(0);

        JsonElement container = containers(deployment).get(0);
        set(get(container, "resources", "limits").getAsJsonObject(), "memory", "\"256 MB\"");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.check(deployment))
                .withMessageContaining("must be a quantity");
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, spec.selector",
        "Deployment, spec.template",
        "Deployment, spec.template.spec.containers",
        "Job, spec.template",
        "HorizontalPodAutoscaler, spec.maxReplicas",
        "HorizontalPodAutoscaler, spec.scaleTargetRef.kind"
    })
    void refusesAManifestWithoutARequiredField(String kind, String path) {
        JsonObject manifest = ofKind(kind, BASE).get(0);

        parent(manifest, path).remove(last(path));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.check(manifest))
                .withMessageContaining("required field");
    }

    @Test
    void refusesAKindThatItDoesNotKnow() {
        JsonObject pod = Manifests.parse("{apiVersion: v1, kind: Pods, metadata: {name: a}}")
                .get(0);

        assertThatIllegalArgumentException().isThrownBy(() -> Schema.check(pod)).withMessageContaining("v1 Pods");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // another object
                "{apiVersion: v1, kind: Service, metadata: {name: other}, spec: {type: NodePort}}",
                // a list of which it is not known how it is merged
                "{apiVersion: v1, kind: Service, metadata: {name: mcp-connectors}, spec: {ports: [{port: 81}]}}",
                // directives
                "{apiVersion: v1, kind: Service, metadata: {name: mcp-connectors}, spec: {$patch: replace}}",
                "{$patch: replace, apiVersion: v1, kind: Service, metadata: {name: mcp-connectors}}",
                // what removes
                "{apiVersion: v1, kind: Service, metadata: {name: mcp-connectors}, spec: {type: null}}",
                // another container
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: mcp-connectors}, spec: "
                        + "{template: {spec: {containers: [{name: sidecar}]}}}}"
            })
    void rendersNoPatchOfAnotherKind(String patch) {
        Map<String, JsonObject> objects = byId(rendered(BASE));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kustomization.apply(Manifests.parse(patch).get(0), objects));
    }

    @Test
    void keepsNoSecretInAFile() throws IOException {
        Pattern value = Pattern.compile(
                // A password in a URL, a private key, or what looks made by chance.
                "://[^/@\\s$]+:[^/@\\s$]+@|-----BEGIN|(?<![A-Za-z0-9+/_=-])(?=\\S*[0-9])(?=\\S*[A-Z])[A-Za-z0-9+/_-]{32,}=*");

        assertThat(files()).isNotEmpty().allSatisfy((file, content) -> {
            assertThat(content).doesNotContainPattern(value);
            if (file.toString().endsWith(".yaml")) {
                assertThat(Manifests.parse(content))
                        .noneMatch(manifest -> text(manifest, "kind").equals("Secret"));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void takesSecretsFromASecretAlone(String kustomization) {
        assertThat(configuration(kustomization).keySet())
                .doesNotContain("DATABASE_URL", "TOKEN_ENCRYPTION_KEY", "JWT_SECRET")
                .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|KEYS?)"));
        assertThat(allContainers(kustomization)).allSatisfy(container -> {
            assertThat(find(container, "env")).isEmpty();
            assertThat(each(container, "envFrom")
                            .filter(from -> find(from, "secretRef").isPresent()))
                    .singleElement()
                    .satisfies(
                            from -> assertThat(text(from, "secretRef", "name")).isEqualTo("mcp-connectors"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void confinesEveryContainer(String kustomization) throws IOException {
        int user = Integer.parseInt(
                only("(?m)^USER (\\d+)$\\s*EXPOSE", Files.readString(Path.of("docker/Dockerfile.native"))));

        assertThat(podSpecs(kustomization)).isNotEmpty().allSatisfy(pod -> {
            JsonElement context = get(pod, "securityContext");
            assertThat(get(context, "runAsNonRoot").getAsBoolean()).isTrue();
            assertThat(get(context, "runAsUser").getAsInt()).isEqualTo(user).isPositive();
            assertThat(get(context, "runAsGroup").getAsInt()).isPositive();
            assertThat(text(context, "seccompProfile", "type")).isEqualTo("RuntimeDefault");
            assertThat(get(pod, "automountServiceAccountToken").getAsBoolean()).isFalse();
            assertThat(text(pod, "serviceAccountName")).isNotEqualTo("default");
            assertThat(pod.getAsJsonObject().keySet()).noneMatch(field -> field.startsWith("host"));
            assertThat(each(pod, "volumes"))
                    .allMatch(volume -> find(volume, "emptyDir").isPresent());
        });
        assertThat(allContainers(kustomization)).isNotEmpty().allSatisfy(container -> {
            JsonElement context = get(container, "securityContext");
            assertThat(get(context, "readOnlyRootFilesystem").getAsBoolean()).isTrue();
            assertThat(get(context, "allowPrivilegeEscalation").getAsBoolean()).isFalse();
            assertThat(texts(context, "capabilities", "drop")).containsExactly("ALL");
            assertThat(find(context, "capabilities", "add")).isEmpty();
            assertThat(find(context, "privileged")).isEmpty();
            assertThat(find(context, "runAsUser")).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void saysWhatEveryContainerNeeds(String kustomization) {
        assertThat(allContainers(kustomization)).isNotEmpty().allSatisfy(container -> {
            JsonElement resources = get(container, "resources");
            assertThat(quantity(resources, "requests", "cpu")).isPositive();
            assertThat(quantity(resources, "requests", "memory"))
                    .isPositive()
                    .isLessThanOrEqualTo(quantity(resources, "limits", "memory"));
            assertThat(find(resources, "limits", "cpu")).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void asksTheServiceWhereItAnswers(String kustomization) {
        JsonElement container = service(kustomization);

        // Where Quarkus has them, as long as nobody moves them.
        assertThat(own().stringPropertyNames())
                .noneMatch(name -> name.contains("root-path") || name.startsWith("quarkus.management"));
        assertThat(text(container, "startupProbe", "httpGet", "path")).isEqualTo("/q/health/started");
        assertThat(text(container, "livenessProbe", "httpGet", "path")).isEqualTo("/q/health/live");
        assertThat(text(container, "readinessProbe", "httpGet", "path")).isEqualTo("/q/health/ready");
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> text(container, probe, "httpGet", "port")))
                .containsOnly("http");
        assertThat(each(container, "ports")).singleElement().satisfies(port -> {
            assertThat(text(port, "name")).isEqualTo("http");
            assertThat(text(port, "containerPort")).isEqualTo(own().getProperty("quarkus.http.port"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void letsTheReadyCheckFindOutThatTheDatabaseIsAway(String kustomization) {
        assertThat(seconds(service(kustomization), "readinessProbe", "timeoutSeconds"))
                .isGreaterThan(READY_CHECK);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void leavesTimeToEndWhatIsInFlight(String kustomization) {
        Duration shutdown = duration(own().getProperty("quarkus.shutdown.timeout"));
        Duration preStop = seconds(service(kustomization), "lifecycle", "preStop", "sleep", "seconds");

        JsonElement pod = get(deployment(kustomization), "spec", "template", "spec");
        assertThat(preStop).isPositive();
        assertThat(seconds(pod, "terminationGracePeriodSeconds")).isGreaterThan(preStop.plus(shutdown));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void replacesNoReplicaBeforeAnotherIsReady(String kustomization) {
        JsonElement update = get(deployment(kustomization), "spec", "strategy", "rollingUpdate");

        assertThat(get(update, "maxUnavailable").getAsInt()).isZero();
        assertThat(get(update, "maxSurge").getAsInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void findsItsPods(String kustomization) {
        JsonObject labels = labels(deployment(kustomization));

        assertThat(selectors(kustomization)).isNotEmpty().allSatisfy((owner, selector) -> assertThat(labels.entrySet())
                .as(owner)
                .containsAll(selector.entrySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void refersToWhatIsThere(String kustomization) {
        Map<String, JsonObject> objects = byId(rendered(kustomization));

        assertThat(podSpecs(kustomization)).allSatisfy(pod -> {
            assertThat(objects).containsKey("v1 ServiceAccount " + text(pod, "serviceAccountName"));
            assertThat(each(pod, "containers")
                            .flatMap(container -> each(container, "envFrom"))
                            .flatMap(from -> find(from, "configMapRef", "name").stream()))
                    .isNotEmpty()
                    .allMatch(name -> objects.containsKey("v1 ConfigMap " + name.getAsString()));
        });
        assertThat(ofKind("HorizontalPodAutoscaler", kustomization).stream()
                        .map(autoscaler -> get(autoscaler, "spec", "scaleTargetRef")))
                .allMatch(target -> objects.containsKey(
                        text(target, "apiVersion") + " " + text(target, "kind") + " " + text(target, "name")));
        assertThat(ofKind("Ingress", kustomization).stream()
                        .flatMap(ingress -> each(ingress, "spec", "rules"))
                        .flatMap(rule -> each(rule, "http", "paths"))
                        .map(path -> text(path, "backend", "service", "name")))
                .allMatch(name -> objects.containsKey("v1 Service " + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void namesThePortOfTheService(String kustomization) {
        List<String> named = Stream.of(
                        ofKind("Service", kustomization).stream()
                                .flatMap(service -> each(service, "spec", "ports"))
                                .map(port -> text(port, "targetPort")),
                        ofKind("NetworkPolicy", kustomization).stream()
                                .flatMap(policy -> each(policy, "spec", "ingress"))
                                .flatMap(rule -> each(rule, "ports"))
                                .map(port -> text(port, "port")),
                        ofKind("Ingress", kustomization).stream()
                                .flatMap(ingress -> each(ingress, "spec", "rules"))
                                .flatMap(rule -> each(rule, "http", "paths"))
                                .map(path -> text(path, "backend", "service", "port", "name")))
                .flatMap(ports -> ports)
                .toList();

        assertThat(named).hasSizeGreaterThan(2).containsOnly("http");
        assertThat(ofKind("Service", kustomization))
                .flatExtracting(service -> each(service, "spec", "ports").toList())
                .singleElement()
                .satisfies(port ->
                        assertThat(text(port, "name") + text(port, "port")).isEqualTo("http80"));
    }

    @ParameterizedTest
    @CsvSource({"Job, " + BASE, "Job, " + PRODUCTION, "CronJob, " + BASE, "CronJob, " + DEV, "CronJob, " + PRODUCTION})
    void sendsNothingToACommandAndLetsItReachTheDatabaseAlone(String kind, String kustomization) {
        JsonObject command = labels(ofKind(kind, kustomization).get(0));

        assertThat(selectors(kustomization))
                .allSatisfy((owner, selector) -> assertThat(command.entrySet().containsAll(selector.entrySet()))
                        .as(owner)
                        .isEqualTo(owner.endsWith(" mcp-connectors-to-database")
                                || owner.endsWith("NetworkPolicy mcp-connectors")));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void migratesExactlyOnce(String kustomization) {
        List<JsonObject> jobs = ofKind("Job", kustomization);

        assertThat(configuration(kustomization).get(MIGRATE_AT_START)).isEqualTo(jobs.isEmpty() ? "true" : "false");
        assertThat(jobs).hasSizeLessThan(2).allSatisfy(job -> {
            JsonElement container = containers(job).get(0);
            assertThat(texts(container, "args")).containsExactly("migrate");
            assertThat(get(container, "image")).isEqualTo(get(service(kustomization), "image"));
            assertThat(get(container, "envFrom")).isEqualTo(get(service(kustomization), "envFrom"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void keepsTheRotationReadyAndNeverRunsItByItself(String kustomization) {
        assertThat(ofKind("CronJob", kustomization)).singleElement().satisfies(rotation -> {
            assertThat(get(rotation, "spec", "suspend").getAsBoolean()).isTrue();
            JsonElement container = containers(rotation).get(0);
            assertThat(texts(container, "args")).containsExactly("reseal");
            assertThat(get(container, "image")).isEqualTo(get(service(kustomization), "image"));
            assertThat(get(container, "envFrom")).isEqualTo(get(service(kustomization), "envFrom"));
        });
    }

    @ParameterizedTest
    @CsvSource({BASE + ", 100", PRODUCTION + ", 250"})
    void leavesTheDatabaseConnectionsForOthers(String kustomization, int allowed) {
        int pool = Integer.parseInt(configuration(kustomization).get(POOL));
        int surge = get(deployment(kustomization), "spec", "strategy", "rollingUpdate", "maxSurge")
                .getAsInt();
        int replicas = get(ofKind("HorizontalPodAutoscaler", kustomization).get(0), "spec", "maxReplicas")
                .getAsInt();

        assertThat((replicas + surge) * pool).isLessThan(allowed);
    }

    @Test
    void leavesTheNumberOfReplicasToTheAutoscaler() {
        assertThat(find(deployment(PRODUCTION), "spec", "replicas")).isEmpty();
        assertThat(get(deployment(DEV), "spec", "replicas").getAsInt()).isEqualTo(1);
        assertThat(ofKind("HorizontalPodAutoscaler", DEV)).isEmpty();
        assertThat(ofKind("PodDisruptionBudget", DEV)).isEmpty();
    }

    @Test
    void runsOneCertainImageInProduction() {
        assertThat(allContainers(PRODUCTION))
                .extracting(container -> text(container, "image"))
                .allMatch(image -> image.matches("[a-z0-9.-]+\\.[a-z]+/[a-z0-9/-]+:[0-9]+\\.[0-9]+\\.[0-9]+"));
    }

    @Test
    void showsTheWorldNothingButTheInterface() {
        assertThat(ofKind("Ingress", PRODUCTION)).singleElement().satisfies(ingress -> {
            assertThat(each(ingress, "spec", "rules")
                            .flatMap(rule -> each(rule, "http", "paths"))
                            .map(path -> text(path, "path")))
                    .containsExactly(
                            "/api",
                            "/ui",
                            "/mcp",
                            "/.well-known/oauth-protected-resource",
                            "/oauth/client-metadata.json");
            assertThat(each(ingress, "spec", "tls").flatMap(tls -> texts(tls, "hosts").stream()))
                    .containsExactlyElementsOf(each(ingress, "spec", "rules")
                            .map(rule -> text(rule, "host"))
                            .toList());
        });
    }

    @Test
    void bringsUsersBackToWhereTheWorldSeesIt() {
        assertThat(ofKind("Ingress", PRODUCTION).stream()
                        .flatMap(ingress -> each(ingress, "spec", "rules"))
                        .map(rule -> "https://" + text(rule, "host")))
                .containsExactly(configuration(PRODUCTION).get("CONNECTORS_PUBLIC_URL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void reachesNoAddressThatIsNotPublic(String kustomization) {
        List<JsonElement> ways = ipBlocks(kustomization);

        assertThat(ways).isNotEmpty();
        assertThat(SpecialBlocks.all()).hasSizeGreaterThan(30).allSatisfy(special -> assertThat(ways)
                .allSatisfy(way -> assertThat(isClosed(way, special))
                        .as("%s in %s", special, way)
                        .isTrue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void reachesEveryPublicAddress(String kustomization) {
        List<JsonElement> ways = ipBlocks(kustomization);

        assertThat(ways).extracting(way -> text(way, "cidr")).containsExactly("0.0.0.0/0", "2000::/3");
        assertThat(ways)
                .flatExtracting(way -> texts(way, "except"))
                .isNotEmpty()
                .allSatisfy(except ->
                        assertThat(SpecialBlocks.all()).anyMatch(special -> special.contains(Block.parse(except))));
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, DEV, PRODUCTION})
    void closesWhatNoPolicyOpens(String kustomization) {
        JsonObject closed = ofKind("NetworkPolicy", kustomization).stream()
                .filter(policy -> text(policy, "metadata", "name").equals("mcp-connectors"))
                .findFirst()
                .orElseThrow();

        assertThat(texts(closed, "spec", "policyTypes")).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(find(closed, "spec", "ingress")).isEmpty();
        assertThat(ofKind("NetworkPolicy", kustomization)).allSatisfy(policy -> {
            assertThat(each(policy, "spec", "ingress"))
                    .allMatch(rule -> each(rule, "from").findAny().isPresent());
            assertThat(each(policy, "spec", "egress"))
                    .allMatch(rule -> each(rule, "to").findAny().isPresent()
                            && each(rule, "ports").findAny().isPresent());
        });
    }

    @Test
    void setsNothingThatIsNoSetting() throws IOException {
        List<String> set =
                new ArrayList<>(all("--from-literal=([A-Z_]+)=", Files.readString(DIRECTORY.resolve("README.md"))));
        Stream.of(BASE, DEV, PRODUCTION)
                .forEach(
                        kustomization -> set.addAll(configuration(kustomization).keySet()));

        List<String> known =
                new ArrayList<>(all("\\(([A-Z0-9_]+)\\)", Files.readString(Path.of("application.properties.example"))));
        assertThat(set).contains("DATABASE_URL", "TOKEN_ENCRYPTION_KEY", POOL).isSubsetOf(known);
    }

    @Test
    void takesThePatchesOfTheReadme() throws IOException {
        List<String> patches = all("(?s)```yaml\n(.*?)```", Files.readString(DIRECTORY.resolve("README.md")));

        assertThat(patches).hasSize(2).allSatisfy(patch -> {
            JsonObject document = Manifests.parse(patch).get(0);
            Map<String, JsonObject> objects = byId(rendered(PRODUCTION));
            JsonObject before = objects.get(Manifests.id(document)).deepCopy();
            Kustomization.apply(document, objects);
            JsonObject after = objects.get(Manifests.id(document));
            assertThat(after).isNotEqualTo(before);
            assertThatCode(() -> Schema.check(after)).doesNotThrowAnyException();
        });
    }

    private static List<JsonObject> rendered(String kustomization) {
        return Kustomization.render(DIRECTORY.resolve(kustomization));
    }

    private static Map<String, JsonObject> byId(List<JsonObject> manifests) {
        return manifests.stream()
                .collect(Collectors.toMap(Manifests::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private static List<JsonObject> ofKind(String kind, String kustomization) {
        return rendered(kustomization).stream()
                .filter(manifest -> text(manifest, "kind").equals(kind))
                .toList();
    }

    private static JsonObject deployment(String kustomization) {
        return ofKind("Deployment", kustomization).get(0);
    }

    private static JsonElement service(String kustomization) {
        return containers(deployment(kustomization)).get(0);
    }

    private static List<JsonElement> podSpecs(String kustomization) {
        return rendered(kustomization).stream()
                .flatMap(manifest -> podTemplate(manifest).stream())
                .map(template -> get(template, "spec"))
                .toList();
    }

    private static List<JsonElement> allContainers(String kustomization) {
        return podSpecs(kustomization).stream()
                .flatMap(pod -> Stream.concat(each(pod, "containers"), each(pod, "initContainers")))
                .toList();
    }

    private static List<JsonElement> containers(JsonObject manifest) {
        return each(podTemplate(manifest).orElseThrow(), "spec", "containers").toList();
    }

    private static JsonObject labels(JsonObject manifest) {
        return get(podTemplate(manifest).orElseThrow(), "metadata", "labels").getAsJsonObject();
    }

    /** The labels by which others mean our pods, by whose they are. */
    private static Map<String, JsonObject> selectors(String kustomization) {
        Map<String, JsonObject> selectors = new LinkedHashMap<>();
        rendered(kustomization).forEach(manifest -> {
            switch (text(manifest, "kind")) {
                case "Service" -> selectors.put(Manifests.id(manifest), map(manifest, "spec", "selector"));
                case "Deployment", "PodDisruptionBudget" ->
                    selectors.put(Manifests.id(manifest), map(manifest, "spec", "selector", "matchLabels"));
                case "NetworkPolicy" ->
                    selectors.put(Manifests.id(manifest), map(manifest, "spec", "podSelector", "matchLabels"));
                default -> {}
            }
        });
        each(deployment(kustomization), "spec", "template", "spec", "topologySpreadConstraints")
                .forEach(spread ->
                        selectors.put(text(spread, "topologyKey"), map(spread, "labelSelector", "matchLabels")));
        return selectors;
    }

    private static JsonObject map(JsonElement start, String... path) {
        return get(start, path).getAsJsonObject();
    }

    private static Map<String, String> configuration(String kustomization) {
        Map<String, String> data = new LinkedHashMap<>();
        ofKind("ConfigMap", kustomization).forEach(map -> map(map, "data")
                .entrySet()
                .forEach(entry -> data.put(entry.getKey(), entry.getValue().getAsString())));
        return data;
    }

    private static List<JsonElement> ipBlocks(String kustomization) {
        return ofKind("NetworkPolicy", kustomization).stream()
                .flatMap(policy -> each(policy, "spec", "egress"))
                .flatMap(rule -> each(rule, "to"))
                .flatMap(to -> find(to, "ipBlock").stream())
                .toList();
    }

    private static boolean isClosed(JsonElement way, Block special) {
        return !Block.parse(text(way, "cidr")).overlaps(special)
                || texts(way, "except").stream().map(Block::parse).anyMatch(except -> except.contains(special));
    }

    private static void set(JsonObject manifest, String path, String json) {
        parent(manifest, path).add(last(path), JsonParser.parseString(json));
    }

    private static JsonObject parent(JsonObject manifest, String path) {
        int end = path.lastIndexOf('.');
        return end < 0
                ? manifest
                : get(manifest, path.substring(0, end).split("\\.")).getAsJsonObject();
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static BigDecimal quantity(JsonElement start, String... path) {
        return Quantity.fromString(text(start, path)).getNumber();
    }

    private static Duration seconds(JsonElement start, String... path) {
        return Duration.ofSeconds(get(start, path).getAsLong());
    }

    /** As this service writes them: 10S. */
    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }

    private static Properties own() {
        return properties(Path.of("src/main/resources/application.properties"));
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
        return properties;
    }

    private static Map<Path, String> files() throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.walk(DIRECTORY)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.readString(file));
            }
        }
        return files;
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String only(String pattern, String text) {
        List<String> found = all(pattern, text);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static boolean isOnPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).isZero();
        return output;
    }
}
