package io.schemaagent.connectors.kubernetes;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads manifests, and looks into them. */
final class Manifests {

    /** A null in a manifest has a meaning, so it must not vanish. */
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private Manifests() {}

    static List<JsonObject> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read", unreadable);
        }
    }

    static List<JsonObject> parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonObject> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(options))
                .loadAll(yaml)
                .forEach(document -> documents.add(GSON.toJsonTree(document).getAsJsonObject()));
        return documents;
    }

    /** What tells an object from the others of one rendering, all of which are in one namespace. */
    static String id(JsonObject manifest) {
        return text(manifest, "apiVersion") + " " + text(manifest, "kind") + " " + text(manifest, "metadata", "name");
    }

    static Optional<JsonElement> find(JsonElement start, String... path) {
        JsonElement here = start;
        for (String step : path) {
            if (!here.isJsonObject() || !here.getAsJsonObject().has(step)) {
                return Optional.empty();
            }
            here = here.getAsJsonObject().get(step);
        }
        return Optional.of(here);
    }

    static JsonElement get(JsonElement start, String... path) {
        return find(start, path)
                .orElseThrow(() -> new IllegalArgumentException(String.join(".", path) + " is missing in " + start));
    }

    static String text(JsonElement start, String... path) {
        return get(start, path).getAsString();
    }

    /** The elements of a list, which may be missing. */
    static Stream<JsonElement> each(JsonElement start, String... path) {
        return find(start, path).stream()
                .flatMap(list -> StreamSupport.stream(list.getAsJsonArray().spliterator(), false));
    }

    static List<String> texts(JsonElement start, String... path) {
        return each(start, path).map(JsonElement::getAsString).toList();
    }

    /** The template of the pods that an object makes, if it makes any. */
    static Optional<JsonElement> podTemplate(JsonObject manifest) {
        return find(manifest, "spec", "template").or(() -> find(manifest, "spec", "jobTemplate", "spec", "template"));
    }
}
