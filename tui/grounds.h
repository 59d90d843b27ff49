/*
 * What officers said about a finding, in words: the same for command line
 * and console.
 */
#ifndef CRIER_TUI_GROUNDS_H
#define CRIER_TUI_GROUNDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * "SUSPENDED by a and b: why", "reason by a: …", "suspension proposed by a",
 * of a finding of message.preview or a row of what submit found; "" if
 * nothing was said.
 */
void grounds_words(char *out, size_t size, const json_t *finding);

/* Two officers have suspended its rule: it stops nothing. */
bool grounds_suspended(const json_t *finding);

#endif
