/*
 * Just enough HTML: our text as paragraphs for a platform that wants markup,
 * and a platform's markup back as text, to compare it with what was approved.
 * It never fails: what is not markup is text.
 */
#ifndef CRIER_WIRE_HTML_H
#define CRIER_WIRE_HTML_H

#include <stdbool.h>

/*
 * <p> for paragraphs, <br> for line breaks, everything else escaped, [ too:
 * nothing in a text may be taken for markup or a shortcode. The caller's.
 */
char *html_from_text(const char *text);

/* The text with nothing in it that may be taken for markup. The caller's. */
char *html_escaped(const char *text);

/*
 * The text of a fragment: known tags fall away (blocks become line breaks,
 * scripts, styles and comments go with their content), character references
 * are read. An unknown tag is text: snac passes `<now>` on as it stands. The
 * caller's.
 */
char *html_to_text(const char *html);

/*
 * The two texts say the same: equal but for white space of any kind, which
 * every platform moves about.
 */
bool html_same_text(const char *seen, const char *approved);

/* The text without white space of any kind; the caller's. */
char *html_ink(const char *text);

#endif
