package dev.countersign.sandbox.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one kind of ledger calls its fields, transaction types and results. */
public final class Definitions {
  private static final String FILE = "definitions.txt";
  private static final List<String[]> LINES = lines();

  public static final Definitions XRPL = new Definitions("xrpl", "XRP");
  public static final Definitions XAHAU = new Definitions("xahau", "XAH");

  private final Map<String, Field> fields = new HashMap<>();
  private final Map<Integer, Field> fieldsByOrder = new HashMap<>();
  private final Map<String, Integer> types = new HashMap<>();
  private final Map<Integer, String> typesByCode = new HashMap<>();
  private final Map<String, Integer> results = new HashMap<>();

  private final Currencies currencies;

  private Definitions(String family, String nativeCode) {
    currencies = new Currencies(nativeCode);
    for (String[] line : LINES) {
      if (line[1].equals(family) || line[1].equals("both")) {
        add(line);
      }
    }
  }

  private void add(String[] line) {
    switch (line[0]) {
      case "field" -> {
        Field field =
            new Field(
                line[4], FieldType.named(line[2]), Integer.parseInt(line[3]), line.length == 5);
        fields.put(field.name(), field);
        fieldsByOrder.put(field.order(), field);
      }
      case "transaction" -> {
        types.put(line[3], Integer.valueOf(line[2]));
        typesByCode.put(Integer.valueOf(line[2]), line[3]);
      }
      case "result" -> results.put(line[3], Integer.valueOf(line[2]));
      default -> throw new IllegalStateException(FILE + " has a line of kind " + line[0]);
    }
  }

  private static List<String[]> lines() {
    try (InputStream in = Definitions.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the jar.");
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean hasTransaction(String type) {
    return types.containsKey(type);
  }

  public Set<String> transactions() {
    return Set.copyOf(types.keySet());
  }

  public @Nullable Integer transactionCode(String type) {
    return types.get(type);
  }

  /** The engine's number for a result like {@code tecPATH_DRY}; null where there is none such. */
  public @Nullable Integer resultCode(String result) {
    return results.get(result);
  }

  Currencies currencies() {
    return currencies;
  }

  @Nullable String transactionType(int code) {
    return typesByCode.get(code);
  }

  @Nullable Field field(String name) {
    return fields.get(name);
  }

  @Nullable Field field(int type, int number) {
    return fieldsByOrder.get(type << 16 | number);
  }
}
