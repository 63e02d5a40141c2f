package dev.limpet.cli.full;

import java.util.ArrayList;
import java.util.List;

/**
 * The script that completes words of {@code limpet} in bash. Verbs, options and the forms of their
 * values come from where they are read, so that they cannot differ.
 */
final class BashCompletion {
  /** Verbs that want the name of a box. */
  private static final List<String> OF_BOXES =
      List.of("exec", "enter", "kill", "wait", "logs", "rm");

  /** Verbs whose words are completed in a way of their own. */
  private static final List<String> OWN = List.of("run", "build", "help", "completion");

  private static final String SCRIPT =
      """
      # bash completion for limpet, printed by: limpet completion bash
      # Bash cuts words at = and : too, hence the steps over these.

      # OPTION: sets kind, of the value, and words, how many belong to it.
      _limpet_option() {
        words=1
        case $1 in
      @OPTIONS@    *) return 1 ;;
        esac
      }

      # Completes cur by kind.
      _limpet_value() {
        case $kind in
          @file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
          @dir) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
          @files\\ *)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -W "${kind#* }" -- "$cur"; compgen -f -- "$cur")
            ;;
          @none) COMPREPLY=() ;;
          *) mapfile -t COMPREPLY < <(compgen -W "$kind" -- "$cur") ;;
        esac
      }

      # FIRST: completes the command that begins with that word.
      _limpet_guest() {
        if declare -F _command_offset >/dev/null; then
          _command_offset "$1"
        elif [ "$1" -eq "$COMP_CWORD" ]; then
          mapfile -t COMPREPLY < <(compgen -c -- "$cur")
        else
          kind=@file
          _limpet_value
        fi
      }

      _limpet_run() {
        local i=2 kind words
        while [ "$i" -lt "$COMP_CWORD" ]; do
          case ${COMP_WORDS[i]} in
            --) _limpet_guest $((i + 1)); return ;;
            -?*) ;;
            *) _limpet_guest "$i"; return ;;
          esac
          _limpet_option "${COMP_WORDS[i]}" || { kind=@none words=0; }
          i=$((i + 1))
          if [ "${COMP_WORDS[i]}" = = ]; then
            if [ "$i" -eq "$COMP_CWORD" ]; then
              cur=
              _limpet_value
              return
            fi
            i=$((i + 1))
            [ "$words" = 0 ] && words=1
          fi
          if [ "$words" = '?' ]; then
            case ${COMP_WORDS[i]} in /*) words=1 ;; *) words=2 ;; esac
          fi
          while [ "$words" -gt 0 ]; do
            i=$((i + 1))
            while [ "$i" -lt "$COMP_CWORD" ] && [[ ${COMP_WORDS[i]} == [:=]* ]]; do
              i=$((i + 2))
            done
            words=$((words - 1))
            if [ "$i" -gt "$COMP_CWORD" ]; then
              _limpet_value
              return
            elif [ "$i" -eq "$COMP_CWORD" ] && [[ $cur == [:=]* ]]; then
              cur=
              _limpet_value
              return
            fi
          done
        done
        if [[ $cur == -* ]]; then
          mapfile -t COMPREPLY < <(compgen -W '@WORDS@' -- "$cur")
        else
          _limpet_guest "$COMP_CWORD"
        fi
      }

      # OPTIONS [boxes]: options, or names of boxes.
      _limpet_words() {
        if [[ $cur == -* ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
        elif [ "${2-}" = boxes ]; then
          mapfile -t COMPREPLY < <(compgen -W "$(limpet ps -q 2>/dev/null)" -- "$cur")
        fi
      }

      _limpet() {
        local cur=${COMP_WORDS[COMP_CWORD]}
        COMPREPLY=()
        if [ "$COMP_CWORD" -eq 1 ]; then
          mapfile -t COMPREPLY < <(compgen -W '@VERBS@' -- "$cur")
          return
        fi
        case ${COMP_WORDS[1]} in
          run | build) _limpet_run ;;
          help) mapfile -t COMPREPLY < <(compgen -W '@VERBS@' -- "$cur") ;;
          completion) mapfile -t COMPREPLY < <(compgen -W bash -- "$cur") ;;
      @OTHERS@  esac
      }

      complete -F _limpet limpet
      """;

  private BashCompletion() {}

  static String script() {
    List<String> options = options();
    return SCRIPT
        .replace("@OPTIONS@", cases(options))
        .replace("@WORDS@", String.join(" ", options))
        .replace("@VERBS@", String.join(" ", FullMain.VERBS))
        .replace("@OTHERS@", others());
  }

  /** The long ones and those of a letter. */
  private static List<String> options() {
    FullSettings table = new FullSettings(false);
    List<String> options = new ArrayList<>(FullSettings.OPTIONS);
    for (char c = 'A'; c <= 'z'; c++) {
      if (table.form("-" + c) != null) {
        options.add("-" + c);
      }
    }
    return options;
  }

  private static String cases(List<String> options) {
    FullSettings table = new FullSettings(false);
    StringBuilder out = new StringBuilder();
    for (String option : options) {
      String form = String.valueOf(table.form(option));
      boolean alone = form.isEmpty() || option.equals("--help");
      String kind = alone ? OptionNames.optionalForm(option) : form;
      boolean paths = !OptionNames.canonical(option).equals("--workdir");
      out.append("    ").append(option).append(") kind='").append(kind(kind, paths)).append('\'');
      if (alone) {
        out.append(" words=0");
      } else if (table.wantsDestination(option, "/")) {
        out.append(" words=2");
      } else if (table.wantsDestination(option, "")) {
        out.append(" words='?'");
      }
      out.append(" ;;\n");
    }
    return out.toString();
  }

  /** Files, directories, or the words that {@code form} has as alternatives. */
  private static String kind(String form, boolean paths) {
    if (form.startsWith("SRC") || form.equals("FILE")) {
      return "@file";
    }
    if (form.equals("DIR")) {
      return paths ? "@dir" : "@none";
    }
    StringBuilder words = new StringBuilder();
    boolean files = false;
    int at = 0;
    while (at < form.length()) {
      int bar = form.indexOf('|', at);
      int end = bar < 0 ? form.length() : bar;
      String word = form.substring(at, end);
      if (isLowerCase(word)) {
        words.append(words.isEmpty() ? "" : " ").append(word);
      }
      files |= word.equals("FILE");
      at = end + 1;
    }
    if (words.isEmpty()) {
      return "@none";
    }
    return files ? "@files " + words : words.toString();
  }

  private static boolean isLowerCase(String word) {
    boolean lower = !word.isEmpty();
    for (int i = 0; i < word.length() && lower; i++) {
      lower = word.charAt(i) >= 'a' && word.charAt(i) <= 'z';
    }
    return lower;
  }

  /** The verbs with few options: these, and names of boxes where the verb is about some. */
  private static String others() {
    StringBuilder out = new StringBuilder();
    for (String verb : FullMain.VERBS) {
      if (OWN.contains(verb)) {
        continue;
      }
      StringBuilder words = new StringBuilder();
      for (String row : VerbOptions.of(verb)) {
        for (String spelling : VerbWords.spellings(row)) {
          words.append(words.isEmpty() ? "" : " ").append(spelling);
        }
      }
      out.append("    ").append(verb).append(") _limpet_words '").append(words).append('\'');
      out.append(OF_BOXES.contains(verb) ? " boxes" : "").append(" ;;\n");
    }
    return out.toString();
  }
}
