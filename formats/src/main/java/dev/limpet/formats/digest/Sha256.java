package dev.limpet.formats.digest;

import java.util.Objects;

/** SHA-256 (FIPS 180-4) over bytes that may come in parts. */
public final class Sha256 {
  /** The size of a digest in bytes. */
  public static final int SIZE = 32;

  private static final int BLOCK = 64;

  /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  };

  private final int[] state = new int[8];
  private final int[] schedule = new int[64];
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private long length;

  public Sha256() {
    reset();
  }

  /** The digest of {@code bytes}, 32 bytes. */
  public static byte[] digest(byte[] bytes) {
    Sha256 sha = new Sha256();
    sha.update(bytes, 0, bytes.length);
    return sha.digest();
  }

  /** The digest of {@code bytes} as 64 lower-case hexadecimal digits. */
  public static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder(2 * SIZE);
    for (byte b : digest(bytes)) {
      hex.append(Character.forDigit(b >> 4 & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return hex.toString();
  }

  /** Takes {@code count} further bytes. */
  public void update(byte[] bytes, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    length += count;
    int at = offset;
    int end = offset + count;
    while (at < end) {
      int part = Math.min(BLOCK - filled, end - at);
      System.arraycopy(bytes, at, block, filled, part);
      filled += part;
      at += part;
      if (filled == BLOCK) {
        compress();
        filled = 0;
      }
    }
  }

  /** The digest of all bytes so far; the next update starts a new message. */
  public byte[] digest() {
    long bits = length * 8;
    block[filled++] = (byte) 0x80;
    if (filled > BLOCK - 8) {
      clear(filled, BLOCK);
      compress();
      filled = 0;
    }
    clear(filled, BLOCK - 8);
    for (int i = 0; i < 8; i++) {
      block[BLOCK - 1 - i] = (byte) (bits >>> (8 * i));
    }
    compress();
    byte[] digest = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      digest[i] = (byte) (state[i >> 2] >>> (24 - 8 * (i & 3)));
    }
    reset();
    return digest;
  }

  /** Sets the initial hash value, FIPS 180-4 section 5.3.3. */
  private void reset() {
    state[0] = 0x6a09e667;
    state[1] = 0xbb67ae85;
    state[2] = 0x3c6ef372;
    state[3] = 0xa54ff53a;
    state[4] = 0x510e527f;
    state[5] = 0x9b05688c;
    state[6] = 0x1f83d9ab;
    state[7] = 0x5be0cd19;
    filled = 0;
    length = 0;
  }

  private void clear(int from, int to) {
    for (int i = from; i < to; i++) {
      block[i] = 0;
    }
  }

  /** The compression of one block, FIPS 180-4 section 6.2.2, its names kept. */
  private void compress() {
    int[] w = schedule;
    for (int t = 0; t < 16; t++) {
      int at = 4 * t;
      w[t] =
          (block[at] & 0xff) << 24
              | (block[at + 1] & 0xff) << 16
              | (block[at + 2] & 0xff) << 8
              | (block[at + 3] & 0xff);
    }
    for (int t = 16; t < 64; t++) {
      int x = w[t - 15];
      int y = w[t - 2];
      int sigma0 = Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ (x >>> 3);
      int sigma1 = Integer.rotateRight(y, 17) ^ Integer.rotateRight(y, 19) ^ (y >>> 10);
      w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int t = 0; t < 64; t++) {
      int sum1 =
          Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      int t1 = h + sum1 + ((e & f) ^ (~e & g)) + K[t] + w[t];
      int sum0 =
          Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
      int t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}
