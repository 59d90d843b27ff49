/*
 * Is a post that a platform shows the one we sent? Servers dress texts up;
 * what is overlooked would be sent twice, what is mistaken would be lost.
 */
#ifndef CRIER_WIRE_MATCH_H
#define CRIER_WIRE_MATCH_H

#include <stdbool.h>

/*
 * Equal but for white space and the host that servers add to @user or take
 * from it. With `loose` punctuation of ASCII does not count either, since
 * some servers take it for Markdown, unless it stands between digits.
 */
bool match_text(const char *seen, const char *approved, bool loose);

/*
 * May it be the approved text, changed? At least half of what was approved
 * stands at its beginning and its end, loosely compared.
 */
bool match_near(const char *seen, const char *approved);

/* What is left of a text, loosely, without white space of any kind; the
 * caller's. Equal for texts that match_text finds the same. */
char *match_ink(const char *text);

#endif
