package dev.limpet.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limpet.formats.oci.IdMapping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserNetworkTest {
  private static final Step.LeaveHost LEAVE = new Step.LeaveHost();
  private static final Step HIDE = new Step.HideSubmount("/etc/resolv.conf");
  private static final Step PLACE = new Step.PlaceTree(0, "/a", "/etc/resolv.conf", false, false);
  private static final List<IdMapping> IDS = List.of(new IdMapping(1, 1, 1));

  private static List<Step> with(Step... steps) {
    Plan.Guest guest = new Plan.Guest(List.of("/bin/true"), List.of("true"), List.of());
    Plan plan = new Plan(0, 0, null, List.of(steps), guest);
    return UserNetwork.in(plan, "nameserver 1.2.3.4\n").steps();
  }

  @Test
  void helperIsAwaitedOnceTheIdsAreMapped() {
    Step map = new Step.MapIds(IDS, IDS);
    Step awaited = new Step.AwaitHelpers(List.of(), List.of(), true);
    assertEquals(List.of(map, awaited), with(map));
    Step both = new Step.AwaitHelpers(IDS, IDS, true);
    assertEquals(List.of(both), with(new Step.AwaitHelpers(IDS, IDS, false)));
  }

  @Test
  void resolverFileLiesAboveWhatIsHiddenAndBelowWhatIsPlaced() {
    Step file = new ResolverFile("nameserver 1.2.3.4\n");
    List<Step> expected = new ArrayList<>(List.of(HIDE, LEAVE, HIDE, HIDE, file, PLACE, PLACE));
    assertEquals(expected, with(HIDE, LEAVE, HIDE, HIDE, PLACE, PLACE));
  }
}
