// Runs commands one after the other, as an engine does: inturn [-m] COMMAND… + COMMAND…
// It ends with the first that fails. With -m it prints the most KiB that any of them had in memory.
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int memory = argc > 1 && strcmp(argv[1], "-m") == 0;
  for (int start = 1 + memory; start < argc;) {
    int end = start;
    while (end < argc && strcmp(argv[end], "+") != 0) end++;
    argv[end] = NULL;
    pid_t pid = vfork();
    if (pid == 0) {
      execv(argv[start], argv + start);
      _exit(127);
    }
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) {
      fprintf(stderr, "inturn: %s %s failed\n", argv[start], argv[start + 1]);
      return 1;
    }
    start = end + 1;
  }
  struct rusage used;
  if (memory && getrusage(RUSAGE_CHILDREN, &used) == 0) printf("%ld\n", used.ru_maxrss);
  return 0;
}
