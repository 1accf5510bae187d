package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.request.TokenNews;
import dev.countersign.request.UserToken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenCodecTest {
  private static final TokenNews.Issued ISSUED =
      new TokenNews.Issued(
          "shop",
          "ada/1",
          new UserToken(Samples.TOKEN),
          "rA",
          Samples.AT,
          Samples.AT.plus(Duration.ofDays(30)),
          TokenNews.ExpirySource.ESTIMATED,
          "order-42",
          "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111");
  private static final byte[] KEY = TokenCodec.key("shop", "ada/1");

  @Test
  void oneThatBreaksTheCodeIsUnreadableAndOneThatHasToWaitIsNot() {
    byte[] framed = new TokenCodec(new Format.Confluent(7)).encode(ISSUED);

    assertThat(
            TokenCodec.decode(
                KEY,
                framed,
                _ -> {
                  throw new StackOverflowError();
                }))
        .isInstanceOf(TokenRecord.Unreadable.class);
    assertThatThrownBy(
            () ->
                TokenCodec.decode(
                    KEY,
                    framed,
                    _ -> {
                      throw new SchemaUnavailableException("away");
                    }))
        .isInstanceOf(SchemaUnavailableException.class);
  }

  static List<Format> aTokenComesBackInEachFormat() {
    return List.of(Format.JSON, Format.AVRO, new Format.Confluent(7));
  }

  @ParameterizedTest
  @MethodSource
  void aTokenComesBackInEachFormat(Format format) {
    byte[] value = new TokenCodec(format).encode(ISSUED);
    assertThat(TokenCodec.decode(KEY, value, _ -> dev.countersign.UserToken.getClassSchema()))
        .isEqualTo(
            new TokenRecord.Remembered(
                new RememberedToken(
                    "shop",
                    "ada/1",
                    new UserToken(Samples.TOKEN),
                    "rA",
                    Samples.AT,
                    Samples.AT.plus(Duration.ofDays(30)))));
  }

  @Test
  void aTokenInJsonIsExactlyThis() {
    assertThat(new String(new TokenCodec(Format.JSON).encode(ISSUED), UTF_8))
        .isEqualTo(
            """
            {"application":"shop","user":"ada/1",\
            "user_token":"0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11","account":"rA",\
            "issued_at":"2026-03-01T12:00:00.500Z","expires_at":"2026-03-31T12:00:00.500Z",\
            "expires_at_source":"ESTIMATED","request_id":"order-42",\
            "payload_uuid":"3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111"}""");
  }

  @Test
  void whoHasToldTheExpiryIsSaid() {
    TokenNews.Issued told =
        new TokenNews.Issued(
            "shop",
            "ada/1",
            new UserToken(Samples.TOKEN),
            "rA",
            Samples.AT,
            Samples.AT.plusSeconds(7),
            TokenNews.ExpirySource.PLATFORM,
            "order-42",
            "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111");
    assertThat(new String(new TokenCodec(Format.JSON).encode(told), UTF_8))
        .contains("\"expires_at\":\"2026-03-01T12:00:07.500Z\",\"expires_at_source\":\"PLATFORM\"");
  }

  @Test
  void aNullValueForgets() {
    assertThat(TokenCodec.decode(KEY, null, SchemaIds.none()))
        .isEqualTo(new TokenRecord.Forgotten("shop", "ada/1"));
  }

  @Test
  void whatOthersAddIsIgnoredAndWhatTheyLeaveOutIsUnknown() {
    assertThat(decode("{\"user_token\":\"" + Samples.TOKEN + "\",\"imported\":true}"))
        .isEqualTo(
            new TokenRecord.Remembered(
                new RememberedToken(
                    "shop", "ada/1", new UserToken(Samples.TOKEN), null, null, null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | user_token: must be a UUID",
        "{'user_token':'s3cr3t'} | user_token: must be a UUID",
        "{'user_token':7} | user_token: must be a string, got a number",
        "{'user':'bob','user_token':'TOKEN'} | application and user must be those of the key",
        "{'user_token':'TOKEN','expires_at':'soon'} | expires_at: must be an RFC 3339 time",
        "[] | must be a JSON object, got an array",
        "{ | not well-formed JSON"
      })
  void garbageHasAReason(String json, String why) {
    assertThat(decode(json.replace('\'', '"').replace("TOKEN", Samples.TOKEN)))
        .isInstanceOfSatisfying(
            TokenRecord.Unreadable.class,
            unreadable -> assertThat(unreadable.why()).startsWith(why).doesNotContain("s3cr3t"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {"shop", "/ada", "shop/", "''"},
      nullValues = "none")
  void aKeyWithoutApplicationAndUserIsGarbage(String key) {
    assertThat(TokenCodec.decode(key.getBytes(UTF_8), null, SchemaIds.none()))
        .isEqualTo(new TokenRecord.Unreadable("the key must be <application>/<user>"));
  }

  @Test
  void aTokenIsNotPrinted() {
    byte[] value = new TokenCodec(Format.AVRO).encode(ISSUED);
    assertThat(TokenCodec.decode(KEY, value, SchemaIds.none()).toString())
        .doesNotContain(Samples.TOKEN);
  }

  private static TokenRecord decode(String json) {
    return TokenCodec.decode(KEY, json.getBytes(UTF_8), SchemaIds.none());
  }
}
