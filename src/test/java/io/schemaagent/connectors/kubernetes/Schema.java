package io.schemaagent.connectors.kubernetes;

import static io.schemaagent.connectors.kubernetes.Manifests.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What Kubernetes' API says about its objects, as the classes have it that its project generates from that. */
final class Schema {

    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1 ServiceAccount", V1ServiceAccount.class,
            "v1 ConfigMap", V1ConfigMap.class,
            "v1 Service", V1Service.class,
            "apps/v1 Deployment", V1Deployment.class,
            "batch/v1 Job", V1Job.class,
            "batch/v1 CronJob", V1CronJob.class,
            "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
            "networking.k8s.io/v1 Ingress", V1Ingress.class);

    private Schema() {}

    /** Throws where a field is unknown, missing or of another type than Kubernetes takes. */
    static void check(JsonObject manifest) {
        String kind = text(manifest, "apiVersion") + " " + text(manifest, "kind");
        Class<?> type = Optional.ofNullable(KINDS.get(kind))
                .orElseThrow(() -> new IllegalArgumentException(kind + " is no kind that is known here"));
        checkFields(type, manifest);
        checkValue(type, manifest, text(manifest, "kind"));
    }

    /** Their own check: every field is known, and what must be there is there. */
    private static void checkFields(Class<?> type, JsonObject manifest) {
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, manifest);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(refused.getCause().getMessage(), refused);
        } catch (ReflectiveOperationException changed) {
            throw new LinkageError("Kubernetes' classes are not what they were", changed);
        }
    }

    /** It takes one scalar for another, which Kubernetes does not: a number is no text, and "3" no number. */
    private static void checkValue(Type type, JsonElement value, String path) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            require(value.isJsonArray(), "a list", value, path);
            value.getAsJsonArray()
                    .forEach(element -> checkValue(generic.getActualTypeArguments()[0], element, path + "[]"));
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            require(value.isJsonObject(), "a map", value, path);
            value.getAsJsonObject()
                    .entrySet()
                    .forEach(entry -> checkValue(
                            generic.getActualTypeArguments()[1], entry.getValue(), path + "." + entry.getKey()));
        } else if (type instanceof Class<?> model && model.getPackageName().endsWith(".models")) {
            require(value.isJsonObject(), "an object", value, path);
            value.getAsJsonObject()
                    .entrySet()
                    .forEach(entry -> checkValue(
                            typeOf(entry.getKey(), model, path), entry.getValue(), path + "." + entry.getKey()));
        } else {
            checkScalar(type, value, path);
        }
    }

    private static void checkScalar(Type type, JsonElement value, String path) {
        require(value.isJsonPrimitive(), "a single value", value, path);
        JsonPrimitive scalar = value.getAsJsonPrimitive();
        if (type == String.class) {
            require(scalar.isString(), "a text", value, path);
        } else if (type == Boolean.class) {
            require(scalar.isBoolean(), "true or false", value, path);
        } else if (type == Integer.class || type == Long.class) {
            require(isWhole(scalar), "a whole number", value, path);
        } else if (type == IntOrString.class) {
            require(scalar.isString() || isWhole(scalar), "a text or a whole number", value, path);
        } else if (type == Quantity.class) {
            require(isQuantity(scalar), "a quantity", value, path);
        } else {
            throw new IllegalArgumentException(path + ": what a " + type + " may be is not known here");
        }
    }

    private static boolean isWhole(JsonPrimitive scalar) {
        return scalar.isNumber()
                && new BigDecimal(scalar.getAsString()).stripTrailingZeros().scale() <= 0;
    }

    private static boolean isQuantity(JsonPrimitive scalar) {
        try {
            return !scalar.isBoolean() && Quantity.fromString(scalar.getAsString()) != null;
        } catch (RuntimeException malformed) {
            return false;
        }
    }

    private static Type typeOf(String name, Class<?> model, String path) {
        return Stream.of(model.getDeclaredFields())
                .filter(field -> Optional.ofNullable(field.getAnnotation(SerializedName.class))
                        .filter(serialized -> serialized.value().equals(name))
                        .isPresent())
                .map(Field::getGenericType)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(path + " has no " + name));
    }

    private static void require(boolean fulfilled, String what, JsonElement value, String path) {
        if (!fulfilled) {
            throw new IllegalArgumentException(path + " must be " + what + " and is " + value);
        }
    }
}
