package dev.limpet.sandbox;

/**
 * Something that {@link Watch} serves through a descriptor. What it waits for may change with every
 * call: it is asked again each time.
 */
public interface Watched {
  /** The descriptor to wait for; negative where there is none at the moment, or none any more. */
  int fd();

  /** POLLIN, POLLOUT, or 0 for nothing but errors and hang-ups, which are always told. */
  int events();

  /**
   * The descriptor is ready. Does what can be done without waiting, and a bounded part of it:
   * others want to be served, too.
   *
   * @param revents what poll(2) said: POLLIN, POLLOUT, POLLHUP, POLLERR; 0 after a {@link #pause}
   */
  void ready(int revents);

  /**
   * After how many nanoseconds without anything to serve {@link #ready} is to be called all the
   * same; negative for never.
   */
  default long pause() {
    return -1;
  }

  /**
   * All processes of the box have ended. Nothing more has to be waited for that comes from them:
   * what they have written is there. After this, and further calls of {@link #ready}, {@link #fd}
   * becomes negative.
   */
  void boxEnded();
}
