package dev.countersign.request;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicAddressTest {
  private static final String ADDRESS = "rhcEvK2vuWNw5mvm3JQotG6siMw1iGde1Y";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ADDRESS,
        "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
        "rrrrrrrrrrrrrrrrrrrrrhoLvTp",
        "rrrrrrrrrrrrrrrrrrrrBZbvji",
        "rrrrrrrrrrrrrrrrrNAMEtxvNvQ",
        "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B"
      })
  void anAddressOfTheLedgerIsValid(String address) {
    assertThat(ClassicAddress.isValid(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "r",
        "rhcEvK2vuWNw5mvm3JQotG6siMw1iGde1Z",
        "rhcEvK2vuWNw5mvm3JQotG6siMw1iGde1",
        "rrhcEvK2vuWNw5mvm3JQotG6siMw1iGde1Y",
        "hcEvK2vuWNw5mvm3JQotG6siMw1iGde1Y",
        "rhcEvK2vuWNw5mvm3JQotG6siMw1iGde1l",
        "rhcEvK2vuWNw5mvm3JQotG6siMw1iGde10",
        "rrrrrrrrrrrrrrrrrrrrrrhoLvTp",
        "rrrrrrrrrrrrrrrrrrrrhoLvTp",
        "rrrrrrrrrrrrrrrrrrrrrrrrr",
        "XVLhHMPHU98es4dbozjVtdWzVrDjtV5fdx1mHp98tDMoQXb",
        "sn259rEFXrQrWyx3Q7XneWcwV6dfL",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
      })
  void whatIsNoAddressIsNot(String text) {
    assertThat(ClassicAddress.isValid(text)).isFalse();
  }

  @Property(tries = 500)
  void oneLetterMistypedIsNoticed(
      @ForAll @IntRange(min = 0, max = 33) int at,
      @ForAll @IntRange(min = 0, max = 57) int letter) {
    String alphabet = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
    StringBuilder mistyped = new StringBuilder(ADDRESS);
    mistyped.setCharAt(at, alphabet.charAt(letter));

    assertThat(ClassicAddress.isValid(mistyped.toString()))
        .isEqualTo(mistyped.toString().equals(ADDRESS));
  }
}
