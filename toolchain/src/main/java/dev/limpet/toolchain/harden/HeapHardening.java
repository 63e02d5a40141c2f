package dev.limpet.toolchain.harden;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.FieldReference;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BranchingCondition;
import org.teavm.model.instructions.BranchingInstruction;
import org.teavm.model.instructions.ExitInstruction;
import org.teavm.model.instructions.GetFieldInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.LongConstantInstruction;

/**
 * Takes out of the collector what is unsound, and mends what is left.
 *
 * <ul>
 *   <li>Objects do not move: what is not done needs no trust, and the kernel is handed arrays by
 *       their address. Compaction as it comes has one way to corrupt the heap: {@code
 *       calculateRelocationTargets} stops when the free chunks cannot take more relocation records,
 *       and leaves objects marked, whose headers {@code getRelocation} then takes for forwarding
 *       addresses. The price is fragmentation: a large array may find no room in a heap that has it
 *       in pieces.
 *   <li>The heap has one size, its maximum: growing and shrinking rely on what compaction finds.
 *       Pages that are not touched cost nothing.
 *   <li>Every collection starts with {@code triggerFullGC}: a reference stored without its write
 *       barrier, by native code or far into a large array, is found all the same.
 *   <li>A heap without any free chunk left is reported, before {@code currentChunk} is read from a
 *       list with no entry.
 *   <li>{@code fixHeap} writes no header behind a chunk that is used up.
 *   <li>A multi-dimensional array is a root while its rows are made.
 *   <li>The arguments of {@code main} are a root before {@code main} is entered.
 *   <li>An exhausted heap and an exception that nobody catches end in one line.
 * </ul>
 */
final class HeapHardening implements ClassHolderTransformer {
  /** Collect at every n-th allocation: a property of the build for tests. */
  static final String STRESS_PROPERTY = "limpet.gc.stress";

  private static final String RUNTIME = "org.teavm.runtime.";
  private static final String GC = RUNTIME + "GC";
  private static final String HEAP = Emit.PACKAGE + "Heap";
  private static final ValueType ADDRESS = ValueType.object("org.teavm.interop.Address");
  private static final ValueType STRUCTURE = ValueType.object("org.teavm.interop.Structure");
  private static final ValueType FREE_CHUNK = ValueType.object(RUNTIME + "FreeChunk");

  private final Map<String, Consumer<Program>> edits =
      Map.ofEntries(
          Map.entry(GC + ".collectGarbageImpl", HeapHardening::alwaysFull),
          Map.entry(GC + ".defragment", HeapHardening::onlyRequireChunks),
          Map.entry(GC + ".computeMinRequestedSize", HeapHardening::returnZero),
          Map.entry(GC + ".resizeHeapIfNecessary", HeapHardening::returnAtOnce),
          Map.entry(GC + ".fixHeap", HeapHardening::returnIfChunkIsUsedUp),
          Map.entry(GC + ".getNextChunk", HeapHardening::endInOneLine),
          Map.entry(GC + ".alloc", HeapHardening::stress),
          Map.entry(RUNTIME + "MarkQueue.enqueue", HeapHardening::endInOneLine),
          Map.entry(RUNTIME + "Allocator.allocateMultiArray", HeapHardening::rootMultiArray),
          Map.entry(RUNTIME + "Fiber.startMain", HeapHardening::rootArguments),
          Map.entry(RUNTIME + "ExceptionHandling.throwException", HeapHardening::endInOneLine));

  @Override
  public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
    if (!cls.getName().startsWith(RUNTIME)) {
      return;
    }
    for (MethodHolder method : cls.getMethods()) {
      Consumer<Program> edit = edits.get(cls.getName() + "." + method.getName());
      if (edit != null) {
        edit.accept(method.getProgram());
      }
    }
  }

  private static void alwaysFull(Program program) {
    first(program).insertPrevious(call(GC, "triggerFullGC", ValueType.VOID));
  }

  /** In place of compaction: allocation reads the first free chunk without asking for one. */
  private static void onlyRequireChunks(Program program) {
    BasicBlock block = clear(program);
    Variable count = getStatic(block, "freeChunks", ValueType.INTEGER);
    block.add(call(HEAP, "requireChunks", ValueType.INTEGER, ValueType.VOID).with(count));
    block.add(new ExitInstruction());
  }

  private static void returnZero(Program program) {
    BasicBlock block = clear(program);
    var zero = new LongConstantInstruction();
    zero.setReceiver(program.createVariable());
    block.add(zero);
    var exit = new ExitInstruction();
    exit.setValueToReturn(zero.getReceiver());
    block.add(exit);
  }

  private static void returnAtOnce(Program program) {
    clear(program).add(new ExitInstruction());
  }

  /** {@code if (!Heap.isChunkLeft(currentChunk, currentChunkLimit)) return;}. */
  private static void returnIfChunkIsUsedUp(Program program) {
    BasicBlock entry = emptyEntry(program);
    Variable chunk = getStatic(entry, "currentChunk", FREE_CHUNK);
    Variable limit = getStatic(entry, "currentChunkLimit", ADDRESS);
    continueIf(
        entry, call(HEAP, "isChunkLeft", STRUCTURE, ADDRESS, ValueType.BOOLEAN).with(chunk, limit));
  }

  /** Moves what the entry block does to the second block of {@link #continueIf}. */
  private static BasicBlock emptyEntry(Program program) {
    BasicBlock entry = program.basicBlockAt(0);
    BasicBlock rest = program.createBasicBlock();
    while (entry.getFirstInstruction() != null) {
      Instruction instruction = entry.getFirstInstruction();
      instruction.delete();
      rest.add(instruction);
    }
    return entry;
  }

  private static void continueIf(BasicBlock entry, Call condition) {
    Program program = entry.getProgram();
    BasicBlock rest = program.basicBlockAt(program.basicBlockCount() - 1);
    BasicBlock exit = program.createBasicBlock();
    exit.add(new ExitInstruction());
    condition.setReceiver(program.createVariable());
    entry.add(condition);
    var branch = new BranchingInstruction(BranchingCondition.NOT_EQUAL);
    branch.setOperand(condition.getReceiver());
    branch.setConsequent(rest);
    branch.setAlternative(exit);
    entry.add(branch);
  }

  /** The stack that TeaVM prints consists of numbers; one line says what happened. */
  private static void endInOneLine(Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        if (!(instruction instanceof InvokeInstruction call)) {
          continue;
        }
        switch (call.getMethod().getName()) {
          case "printStack" -> call.delete();
          case "outOfMemory" -> call.setMethod(crash("outOfMemory"));
          case "abort" -> call.setMethod(crash("uncaught"));
          default -> {}
        }
      }
    }
  }

  private static void stress(Program program) {
    Integer period = Integer.getInteger(STRESS_PROPERTY);
    if (period != null) {
      Instruction place = first(program);
      place.insertPrevious(
          call(Emit.PACKAGE + "GcStress", "allocating", ValueType.INTEGER, ValueType.VOID)
              .with(Emit.constant(place, period)));
    }
  }

  private static void rootMultiArray(Program program) {
    BasicBlock block = clear(program);
    ValueType array = ValueType.object(RUNTIME + "RuntimeArray");
    Call call =
        call(
                Emit.PACKAGE + "MultiArray",
                "allocate",
                ValueType.object(RUNTIME + "RuntimeClass"),
                ADDRESS,
                ValueType.INTEGER,
                array)
            .with(program.variableAt(1), program.variableAt(2), program.variableAt(3));
    call.setReceiver(program.createVariable());
    block.add(call);
    var exit = new ExitInstruction();
    exit.setValueToReturn(call.getReceiver());
    block.add(exit);
  }

  /** A caller roots what it passes, but the caller of {@code startMain} is C. */
  private static void rootArguments(Program program) {
    first(program)
        .insertPrevious(
            call(
                    Emit.PACKAGE + "MainArguments",
                    "keep",
                    ValueType.object("java.lang.Object"),
                    ValueType.VOID)
                .with(program.variableAt(1)));
  }

  private static Instruction first(Program program) {
    @Nullable Instruction first = program.basicBlockAt(0).getFirstInstruction();
    if (first == null) {
      throw new IllegalStateException("an entry block without instructions");
    }
    return first;
  }

  /** Leaves one empty block, and the variables, of which the first are the parameters. */
  private static BasicBlock clear(Program program) {
    for (int i = program.basicBlockCount() - 1; i > 0; i--) {
      program.deleteBasicBlock(i);
    }
    program.pack();
    BasicBlock block = program.basicBlockAt(0);
    block.removeAllInstructions();
    block.getPhis().clear();
    block.getTryCatchBlocks().clear();
    return block;
  }

  private static Variable getStatic(BasicBlock block, String field, ValueType type) {
    var get = new GetFieldInstruction();
    get.setField(new FieldReference(GC, field));
    get.setFieldType(type);
    get.setReceiver(block.getProgram().createVariable());
    block.add(get);
    return get.getReceiver();
  }

  private static MethodReference crash(String method) {
    return new MethodReference(Emit.PACKAGE + "Crash", method, ValueType.VOID);
  }

  private static Call call(String className, String method, ValueType... signature) {
    var call = new Call();
    call.setType(InvocationType.SPECIAL);
    call.setMethod(new MethodReference(className, method, signature));
    return call;
  }

  private static final class Call extends InvokeInstruction {
    Call with(Variable... arguments) {
      setArguments(arguments);
      return this;
    }
  }
}
