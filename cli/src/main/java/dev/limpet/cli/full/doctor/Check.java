package dev.limpet.cli.full.doctor;

/** Looks at one thing. */
interface Check {
  Finding find(Facts facts);
}
