package dev.limpet.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimestampTest {
  private static final long NANOS = 1_000_000_000L;

  @Test
  void momentsAreThoseOfTheCalendar() {
    assertEquals("1970-01-01T00:00:00.000000000Z", Timestamp.of(0));
    assertEquals("2000-02-29T12:34:56.000000789Z", Timestamp.of(951_827_696L * NANOS + 789));
    assertEquals("2026-12-31T23:59:59.999999999Z", Timestamp.of(1_798_761_600L * NANOS - 1));
    assertEquals("2100-03-01T00:00:00.000000000Z", Timestamp.of(4_107_542_400L * NANOS));
    assertEquals("1969-12-31T23:59:59.999999999Z", Timestamp.of(-1));
  }
}
