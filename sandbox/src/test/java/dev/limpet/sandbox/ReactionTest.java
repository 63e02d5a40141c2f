package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limpet.formats.proc.ProcStat;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Signals;
import org.junit.jupiter.api.Test;

class ReactionTest {
  private static final long TERM = Signals.set(Flags.SIGTERM);

  private static ProcStat guest(long blocked, long ignored, long caught) {
    return new ProcStat('S', 1, blocked, ignored, caught);
  }

  @Test
  void guestWithoutHandlerEndsOfWhatEndsAProcess() {
    for (int signal :
        new int[] {
          Flags.SIGTERM,
          Flags.SIGINT,
          Flags.SIGHUP,
          Flags.SIGQUIT,
          Flags.SIGUSR1,
          Flags.SIGUSR2,
          Flags.SIGALRM
        }) {
      assertEquals(Reaction.END, Reaction.to(signal, guest(0, 0, 0)));
    }
  }

  @Test
  void guestWithHandlerGetsTheSignal() {
    assertEquals(Reaction.FORWARD, Reaction.to(Flags.SIGTERM, guest(0, 0, TERM)));
  }

  @Test
  void ignoredAndBlockedSignalsAreTheGuestsBusiness() {
    assertEquals(Reaction.FORWARD, Reaction.to(Flags.SIGTERM, guest(0, TERM, 0)));
    assertEquals(Reaction.FORWARD, Reaction.to(Flags.SIGTERM, guest(TERM, 0, 0)));
  }

  @Test
  void guestWithoutHandlerIsStoppedByWhatStopsAProcess() {
    for (int signal : new int[] {Flags.SIGTSTP, Flags.SIGTTIN, Flags.SIGTTOU}) {
      assertEquals(Reaction.STOP, Reaction.to(signal, guest(0, 0, 0)));
    }
  }

  @Test
  void signalsThatDoNothingByDefaultAreJustPassedOn() {
    assertEquals(Reaction.FORWARD, Reaction.to(Flags.SIGCONT, guest(0, 0, 0)));
    assertEquals(Reaction.FORWARD, Reaction.to(Flags.SIGWINCH, guest(0, 0, 0)));
  }

  @Test
  void whatWasBlockedOrAskedForTheEndMayStillEndTheGuest() {
    assertTrue(Reaction.mayEndLater(Flags.SIGTERM, guest(TERM, 0, 0)));
    assertTrue(Reaction.mayEndLater(Flags.SIGTERM, guest(0, 0, TERM)));
    assertFalse(Reaction.mayEndLater(Flags.SIGTERM, guest(0, TERM, 0)));
    long hup = Signals.set(Flags.SIGHUP);
    assertTrue(Reaction.mayEndLater(Flags.SIGHUP, guest(hup, 0, 0)));
    assertFalse(Reaction.mayEndLater(Flags.SIGHUP, guest(0, 0, hup)));
    assertFalse(Reaction.mayEndLater(Flags.SIGWINCH, guest(-1, 0, -1)));
  }
}
