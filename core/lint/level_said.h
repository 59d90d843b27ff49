/*
 * "ii级响应", "二级应急响应", "level ii": the level that a folded text says at
 * a place, and where that ends; LEVEL_NONE if it says none there.
 */
#ifndef CRIER_LINT_LEVEL_SAID_H
#define CRIER_LINT_LEVEL_SAID_H

#include <stddef.h>

int level_said_at(size_t *end, const char *text, size_t at);

#endif
