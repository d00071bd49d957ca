package io.schemaagent.connectors.kubernetes;

import static io.schemaagent.connectors.kubernetes.Manifests.each;
import static io.schemaagent.connectors.kubernetes.Manifests.get;
import static io.schemaagent.connectors.kubernetes.Manifests.id;
import static io.schemaagent.connectors.kubernetes.Manifests.podTemplate;
import static io.schemaagent.connectors.kubernetes.Manifests.text;
import static io.schemaagent.connectors.kubernetes.Manifests.texts;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Renders what {@code kustomize build} renders, as far as our kustomizations go: resources, namespace, images and patches
 * by strategic merge. It refuses everything else, so that nothing is checked that kustomize would render in another way.
 */
final class Kustomization {

    private static final Set<String> FIELDS =
            Set.of("apiVersion", "kind", "resources", "namespace", "images", "patches");

    /** Lists that Kubernetes' strategic merge goes into, with what tells one element from the others. */
    private static final Map<String, String> MERGED_BY = Map.of("containers", "name");

    /** Lists that it replaces as a whole. */
    private static final Set<String> REPLACED = Set.of("ingress", "egress", "args");

    private Kustomization() {}

    static List<JsonObject> render(Path directory) {
        JsonObject kustomization = onlyOne(directory.resolve("kustomization.yaml"));
        allow(FIELDS, kustomization);
        Map<String, JsonObject> objects = new LinkedHashMap<>();
        texts(kustomization, "resources").stream()
                .flatMap(resource -> load(directory.resolve(resource)).stream())
                .forEach(object -> add(object, objects));
        each(kustomization, "patches").forEach(patch -> {
            allow(Set.of("path"), patch.getAsJsonObject());
            apply(onlyOne(directory.resolve(text(patch, "path"))), objects);
        });
        each(kustomization, "images").forEach(image -> objects.values().forEach(object -> exchange(image, object)));
        Manifests.find(kustomization, "namespace").ifPresent(namespace -> objects.values()
                .forEach(object -> get(object, "metadata").getAsJsonObject().add("namespace", namespace)));
        return List.copyOf(objects.values());
    }

    private static List<JsonObject> load(Path resource) {
        return Files.isDirectory(resource) ? render(resource.normalize()) : Manifests.read(resource);
    }

    private static void add(JsonObject object, Map<String, JsonObject> objects) {
        if (objects.putIfAbsent(id(object), object) != null) {
            throw new IllegalArgumentException(id(object) + " is there twice");
        }
    }

    private static JsonObject onlyOne(Path file) {
        List<JsonObject> documents = Manifests.read(file);
        if (documents.size() != 1) {
            // kustomize 5 breaks down at a file with two patches that delete.
            throw new IllegalArgumentException(file + " is not one document");
        }
        return documents.get(0);
    }

    private static void allow(Set<String> fields, JsonObject object) {
        if (!fields.containsAll(object.keySet())) {
            throw new IllegalArgumentException("Only " + fields + " can be rendered: " + object);
        }
    }

    static void apply(JsonObject patch, Map<String, JsonObject> objects) {
        JsonObject target = objects.get(id(patch));
        if (target == null) {
            throw new IllegalArgumentException("There is no " + id(patch) + " to patch");
        }
        if (!patch.has("$patch")) {
            merge(patch, target);
        } else if (text(patch, "$patch").equals("delete")) {
            objects.remove(id(patch));
        } else {
            throw new IllegalArgumentException("Of the directives only delete can be rendered: " + patch);
        }
    }

    private static void merge(JsonObject patch, JsonObject target) {
        patch.entrySet().forEach(entry -> {
            String key = entry.getKey();
            JsonElement value = entry.getValue();
            if (key.startsWith("$") || value.isJsonNull()) {
                throw new IllegalArgumentException(key + " cannot be rendered in " + patch);
            } else if (value.isJsonArray()) {
                target.add(key, merged(key, value.getAsJsonArray(), target.getAsJsonArray(key)));
            } else if (value.isJsonObject() && target.has(key)) {
                merge(value.getAsJsonObject(), target.getAsJsonObject(key));
            } else {
                target.add(key, value.deepCopy());
            }
        });
    }

    private static JsonArray merged(String key, JsonArray patch, JsonArray target) {
        if (REPLACED.contains(key)) {
            return patch.deepCopy();
        }
        String name = Optional.ofNullable(MERGED_BY.get(key))
                .orElseThrow(
                        () -> new IllegalArgumentException("How lists of " + key + " are merged is not known here"));
        patch.forEach(element -> merge(element.getAsJsonObject(), sameNamed(element, name, target)));
        return target;
    }

    private static JsonObject sameNamed(JsonElement element, String name, JsonArray target) {
        return target.asList().stream()
                .filter(candidate -> get(candidate, name).equals(get(element, name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such element to merge into: " + element))
                .getAsJsonObject();
    }

    private static void exchange(JsonElement image, JsonObject object) {
        allow(Set.of("name", "newName", "newTag"), image.getAsJsonObject());
        podTemplate(object).ifPresent(template -> each(template, "spec", "containers")
                .map(JsonElement::getAsJsonObject)
                .filter(container -> text(container, "image").matches("\\Q" + text(image, "name") + "\\E(:[^/@]*)?"))
                .forEach(container -> container.addProperty("image", exchanged(image, text(container, "image")))));
    }

    private static String exchanged(JsonElement image, String old) {
        String name =
                Manifests.find(image, "newName").map(JsonElement::getAsString).orElse(text(image, "name"));
        return Manifests.find(image, "newTag")
                .map(tag -> name + ":" + tag.getAsString())
                .orElse(name + old.substring(text(image, "name").length()));
    }
}
