package dev.limpet.toolchain.teavm;

import dev.limpet.toolchain.build.BuildException;
import dev.limpet.toolchain.build.Frontend;
import dev.limpet.toolchain.build.Program;
import java.nio.file.Path;
import java.util.List;
import org.teavm.tooling.TeaVMProblemRenderer;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Drives TeaVM's C backend. */
public final class TeaVmFrontend implements Frontend {
  @Override
  public List<String> compile(
      Program program, List<Path> classPath, List<String> properties, Path directory) {
    var log = new ProblemLog();
    var tool = new TeaVMTool();
    tool.setTargetType(TeaVMTargetType.C);
    tool.setTargetDirectory(directory.toFile());
    tool.setMainClass(program.mainClass());
    tool.setClassLoader(TeaVmFrontend.class.getClassLoader());
    tool.setClassPath(classPath.stream().map(Path::toFile).toList());
    // The hardened collector does not resize.
    tool.setMinHeapSize(program.heap());
    tool.setMaxHeapSize(program.heap());
    // The levels above this one moved faulting operations to where they must not be.
    tool.setOptimizationLevel(TeaVMOptimizationLevel.SIMPLE);
    tool.setObfuscated(true);
    // Lines of the Java source, for debuggers; they end up in NAME.debug only.
    tool.setDebugInformationGenerated(true);
    tool.getTransformers().add(HardeningPasses.class.getName());
    for (String property : properties) {
      int equals = property.indexOf('=');
      if (equals < 1) {
        throw new BuildException(property + " is no property: NAME=VALUE");
      }
      String name = property.substring(0, equals);
      String value = property.substring(equals + 1);
      tool.getProperties().put(name, value);
      if (name.startsWith("limpet.")) {
        // The hardening passes have no way to TeaVM's properties.
        System.setProperty(name, value);
      }
    }
    tool.setLog(log);
    try {
      tool.generate();
    } catch (TeaVMToolException e) {
      throw new BuildException("TeaVM failed on " + program.name() + ": " + e.getMessage(), e);
    }
    var provider = tool.getProblemProvider();
    if (provider != null && !provider.getProblems().isEmpty()) {
      TeaVMProblemRenderer.describeProblems(tool.getDependencyInfo().getCallGraph(), provider, log);
    }
    return log.problems();
  }
}
