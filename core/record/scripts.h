/*
 * Two files that the record carries for whoever holds a clone and nothing of
 * ours: what this is, and how to check it with git and sha256sum alone.
 */
#ifndef CRIER_RECORD_SCRIPTS_H
#define CRIER_RECORD_SCRIPTS_H

const char *scripts_readme(void);
const char *scripts_verify(void);

#endif
