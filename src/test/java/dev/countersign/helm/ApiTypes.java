package dev.countersign.helm;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Kubernetes API's own types: they know every field, and which ones have to be there. */
final class ApiTypes {
  private interface Type {
    void validate(JsonElement manifest) throws IOException;
  }

  private static final Map<String, Type> TYPES =
      Map.of(
          "v1 ConfigMap", V1ConfigMap::validateJsonElement,
          "v1 Secret", V1Secret::validateJsonElement,
          "v1 Pod", V1Pod::validateJsonElement,
          "v1 Service", V1Service::validateJsonElement,
          "v1 ServiceAccount", V1ServiceAccount::validateJsonElement,
          "apps/v1 StatefulSet", V1StatefulSet::validateJsonElement,
          "networking.k8s.io/v1 Ingress", V1Ingress::validateJsonElement,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
          "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement);

  static {
    // The types find each other through it.
    new JSON();
  }

  private ApiTypes() {}

  static List<String> mistakes(Manifest manifest) {
    Type type = type(manifest);
    if (type == null) {
      return List.of("no such type: " + manifest);
    }
    try {
      type.validate(JsonParser.parseString(manifest.tree().toString()));
      return List.of();
    } catch (IllegalArgumentException mistake) {
      return List.of(manifest + ": " + mistake.getMessage());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static @Nullable Type type(Manifest manifest) {
    return TYPES.get(manifest.text("/apiVersion") + " " + manifest.kind());
  }
}
