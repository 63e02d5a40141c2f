package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.formats.proc.ProcStat;
import dev.limpet.linux.Flags;
import dev.limpet.linux.Signals;
import org.junit.jupiter.api.Test;

class ReactionTest {
  private static final int GROUP = 500;
  private static final long TERM = Signals.set(Flags.SIGTERM);

  private static ProcStat guest(int pgrp, long blocked, long ignored, long caught) {
    return new ProcStat('S', pgrp, blocked, ignored, caught);
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
      assertEquals(Reaction.END, Reaction.to(signal, false, GROUP, guest(GROUP, 0, 0, 0)));
      assertEquals(Reaction.END, Reaction.to(signal, true, GROUP, guest(GROUP, 0, 0, 0)));
    }
  }

  @Test
  void guestWithHandlerGetsTheSignal() {
    assertEquals(
        Reaction.FORWARD, Reaction.to(Flags.SIGTERM, false, GROUP, guest(GROUP, 0, 0, TERM)));
  }

  @Test
  void ignoredAndBlockedSignalsAreTheGuestsBusiness() {
    assertEquals(
        Reaction.FORWARD, Reaction.to(Flags.SIGTERM, false, GROUP, guest(GROUP, 0, TERM, 0)));
    assertEquals(
        Reaction.FORWARD, Reaction.to(Flags.SIGTERM, false, GROUP, guest(GROUP, TERM, 0, 0)));
  }

  @Test
  void keyReachesAGuestOfTheSameGroupByItselfAndIsNotDoubled() {
    long caught = Signals.set(Flags.SIGINT);
    assertEquals(
        Reaction.NOTHING, Reaction.to(Flags.SIGINT, true, GROUP, guest(GROUP, 0, 0, caught)));
    assertEquals(Reaction.FORWARD, Reaction.to(Flags.SIGINT, true, GROUP, guest(7, 0, 0, caught)));
    assertEquals(
        Reaction.FORWARD, Reaction.to(Flags.SIGINT, false, GROUP, guest(GROUP, 0, 0, caught)));
  }

  @Test
  void guestWithoutHandlerIsStoppedByWhatStopsAProcess() {
    for (int signal : new int[] {Flags.SIGTSTP, Flags.SIGTTIN, Flags.SIGTTOU}) {
      assertEquals(Reaction.STOP, Reaction.to(signal, true, GROUP, guest(GROUP, 0, 0, 0)));
    }
  }

  @Test
  void signalsThatDoNothingByDefaultAreJustPassedOn() {
    assertEquals(Reaction.FORWARD, Reaction.to(Flags.SIGCONT, false, GROUP, guest(GROUP, 0, 0, 0)));
    assertEquals(Reaction.FORWARD, Reaction.to(Flags.SIGWINCH, true, GROUP, guest(7, 0, 0, 0)));
  }
}
