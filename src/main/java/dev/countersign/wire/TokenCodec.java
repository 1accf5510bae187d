package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.UserToken;
import dev.countersign.UserTokenExpirySource;
import dev.countersign.request.TokenNews;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records of the user-token topic (CONTRACT §5). May be shared between threads. */
public final class TokenCodec {
  private static final AvroReader<UserToken> AVRO =
      new AvroReader<>(UserToken.class, UserToken.getClassSchema());

  private final Format format;

  public TokenCodec(Format format) {
    this.format = format;
  }

  public static byte[] key(String application, String user) {
    return (application + '/' + user).getBytes(UTF_8);
  }

  public byte[] encode(TokenNews.Issued issued) {
    UserToken record =
        new UserToken(
            issued.application(),
            issued.user(),
            issued.token().value(),
            issued.account(),
            issued.issuedAt(),
            issued.expiresAt(),
            UserTokenExpirySource.valueOf(issued.expirySource().name()),
            issued.requestId(),
            issued.payloadUuid());
    return format.write(record, UserToken.getEncoder());
  }

  public Headers headers() {
    return new RecordHeaders().add("content-type", format.contentType().getBytes(UTF_8));
  }

  /**
   * Reads what any program may have written, in any format.
   *
   * @throws SchemaUnavailableException the schema that it was written with cannot be found out now
   */
  public static TokenRecord decode(
      byte @Nullable [] key, byte @Nullable [] value, SchemaIds schemas) {
    String name = key == null ? "" : new String(key, UTF_8);
    int slash = name.indexOf('/');
    if (slash < 1 || slash == name.length() - 1) {
      return new TokenRecord.Unreadable("the key must be <application>/<user>");
    }
    String application = name.substring(0, slash);
    String user = name.substring(slash + 1);
    if (value == null) {
      return new TokenRecord.Forgotten(application, user);
    }
    try {
      Schema writer = Framing.writer(value, schemas);
      if (writer != null) {
        return read(application, user, AVRO.readFramed(value, writer));
      }
      return AvroReader.isSingleObject(value)
          ? read(application, user, AVRO.read(value, ReleasedSchemas.ALL))
          : read(application, user, value);
    } catch (UndecodableException e) {
      return new TokenRecord.Unreadable(e.getMessage());
    } catch (SchemaUnavailableException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // One record that breaks the code must not keep all the others from being read.
      return new TokenRecord.Unreadable("it breaks the worker's code: " + e.getClass().getName());
    }
  }

  private static TokenRecord read(String application, String user, UserToken record) {
    return remembered(
        new TokenOwner(application, user),
        new TokenOwner(record.getApplication(), record.getUser()),
        record.getUserToken(),
        record.getAccount(),
        record.getIssuedAt(),
        record.getExpiresAt());
  }

  private static TokenRecord read(String application, String user, byte[] json)
      throws UndecodableException {
    List<String> problems = new ArrayList<>();
    Json tree = JsonReader.read(utf8(json), "", Set.of(), problems);
    if (!(tree instanceof Json.Obj object)) {
      return new TokenRecord.Unreadable("must be a JSON object, got " + tree.kind());
    }
    Fields fields = new Fields("", object, problems);
    TokenOwner key = new TokenOwner(application, user);
    String inApplication = fields.string("application");
    String inUser = fields.string("user");
    TokenRecord read =
        remembered(
            key,
            new TokenOwner(
                inApplication == null ? application : inApplication,
                inUser == null ? user : inUser),
            fields.string("user_token"),
            fields.string("account"),
            fields.time("issued_at"),
            fields.time("expires_at"));
    return problems.isEmpty() ? read : new TokenRecord.Unreadable(String.join("; ", problems));
  }

  private static TokenRecord remembered(
      TokenOwner key,
      TokenOwner value,
      @Nullable String token,
      @Nullable String account,
      @Nullable Instant issuedAt,
      @Nullable Instant expiresAt) {
    if (!key.equals(value)) {
      return new TokenRecord.Unreadable(
          "application and user must be those of the key, which compaction goes by");
    }
    if (token == null || !Fields.isUuid(token)) {
      return new TokenRecord.Unreadable("user_token: must be a UUID");
    }
    return new TokenRecord.Remembered(
        new RememberedToken(
            key.application(),
            key.user(),
            new dev.countersign.request.UserToken(token),
            account,
            issuedAt,
            expiresAt));
  }

  private static String utf8(byte[] value) throws UndecodableException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new UndecodableException("neither Avro nor JSON in UTF-8");
    }
  }

  private record TokenOwner(String application, String user) {}
}
