package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;

/** The control API for people: one page, written from the OpenAPI document. */
final class ApiPage {
  private final JsonNode document;

  private ApiPage(JsonNode document) {
    this.document = document;
  }

  static String of(JsonNode document) {
    return new ApiPage(document).page();
  }

  private String page() {
    return Resources.text("api.html")
        .replace("{{title}}", text(document.at("/info/title")))
        .replace("{{description}}", paragraphs(document.at("/info/description")))
        .replace("{{operations}}", operations())
        .replace("{{schemas}}", schemas());
  }

  private String operations() {
    return document.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(method -> operation(path.getKey(), method.getKey(), method.getValue())))
        .collect(Collectors.joining());
  }

  private String operation(String path, String method, JsonNode operation) {
    JsonNode content = operation.at("/requestBody/content/application~1json");
    return "<section><h2><b>%s</b> <code>%s</code></h2><p>%s</p>%s%s%s%s<p>Answers %s</p></section>"
        .formatted(
            Html.escaped(method),
            Html.escaped(path),
            text(operation.path("summary")),
            paragraphs(operation.path("description"))
                + paragraphs(operation.at("/requestBody/description")),
            parameters(operation.path("parameters")),
            fields(content.path("schema")),
            example(content.path("example")),
            answer(operation.at("/responses/200")));
  }

  /** Those in the address; what varies in a path speaks for itself. */
  private static String parameters(JsonNode parameters) {
    return Json.stream(parameters)
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .map(
            parameter ->
                "<p>Takes <code>?%s=</code>: %s</p>"
                    .formatted(text(parameter.path("name")), text(parameter.path("description"))))
        .collect(Collectors.joining());
  }

  private static String example(JsonNode example) {
    return example.isMissingNode()
        ? ""
        : "<pre>" + Html.escaped(example.toPrettyString()) + "</pre>";
  }

  private static String answer(JsonNode response) {
    JsonNode schema = response.at("/content/application~1json/schema");
    return schema.has("$ref") ? link(schema) + "." : text(response.path("description"));
  }

  private String schemas() {
    return document.at("/components/schemas").properties().stream()
        .map(
            schema ->
                "<section id=\"%1$s\"><h2>%1$s</h2>%2$s%3$s</section>"
                    .formatted(
                        Html.escaped(schema.getKey()),
                        paragraphs(schema.getValue().path("description")),
                        fields(schema.getValue())))
        .collect(Collectors.joining());
  }

  private String fields(JsonNode schema) {
    if (schema.has("$ref")) {
      return "<p>Takes " + link(schema) + ".</p>";
    }
    if (!schema.has("properties")) {
      return "";
    }
    return schema.path("properties").properties().stream()
        .map(ApiPage::field)
        .collect(Collectors.joining("", "<dl>", "</dl>"));
  }

  private static String field(Map.Entry<String, JsonNode> field) {
    return "<dt><code>%s</code> <i>%s</i></dt><dd>%s</dd>"
        .formatted(
            Html.escaped(field.getKey()),
            type(field.getValue()),
            text(field.getValue().path("description")));
  }

  private static String type(JsonNode schema) {
    if (schema.has("$ref")) {
      return link(schema);
    }
    if (schema.has("enum")) {
      return words(schema.path("enum"));
    }
    if (schema.has("anyOf")) {
      return Json.stream(schema.path("anyOf"))
          .map(ApiPage::type)
          .collect(Collectors.joining(" or "));
    }
    if (schema.has("items")) {
      return "array of " + type(schema.path("items"));
    }
    JsonNode type = schema.path("type");
    return type.isArray() ? words(type) : text(type);
  }

  private static String words(JsonNode several) {
    return Json.stream(several)
        .map(word -> Html.escaped(word.asText()))
        .collect(Collectors.joining(" or "));
  }

  private static String link(JsonNode reference) {
    String name = Html.escaped(reference.path("$ref").asText().replaceFirst("^.*/", ""));
    return "<a href=\"#" + name + "\">" + name + "</a>";
  }

  private static String paragraphs(JsonNode text) {
    return text.isMissingNode() ? "" : "<p>" + text(text).replace("\n\n", "</p><p>") + "</p>";
  }

  private static String text(JsonNode node) {
    return Html.escaped(node.asText());
  }
}
