package dev.limpet.toolchain.lint;

import java.lang.classfile.ClassModel;

/** One thing that native code must not do. */
interface Rule {
  void check(ClassModel model, Findings findings);
}
