package dev.countersign.ledger;

import com.google.common.primitives.UnsignedInteger;
import org.xrpl.xrpl4j.codec.addresses.AddressCodec;
import org.xrpl.xrpl4j.model.transactions.Address;

/** Addresses with a tag in them. */
final class XAddresses {
  private XAddresses() {}

  static String of(String address, long tag) {
    return AddressCodec.getInstance()
        .classicAddressToXAddress(Address.of(address), UnsignedInteger.valueOf(tag), false)
        .value();
  }

  static String of(String address) {
    return AddressCodec.getInstance().classicAddressToXAddress(Address.of(address), false).value();
  }
}
