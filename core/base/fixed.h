/*
 * Texts in arrays of a fixed size. Every call says what happens to a text
 * that is longer than its array:
 *
 *	fixed_set, fixed_format		it cannot be: the program ends
 *	fixed_try, fixed_try_format	it is refused; the caller must look
 *	fixed_cut, fixed_cut_format	it is cut where a character ends
 *
 * The first is for what this program made itself or has checked: ids, digests,
 * words of a table. The last is for lines that people read and that may end
 * early: log lines, cells of a screen. Whatever comes from outside and is
 * stored, compared, sent or published is tried. The array always ends in a
 * NUL; size counts it.
 */
#ifndef CRIER_BASE_FIXED_H
#define CRIER_BASE_FIXED_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#define FIXED_SET(array, text) fixed_set(array, sizeof(array), text)

void fixed_set(char *out, size_t size, const char *text);
void fixed_format(char *out, size_t size, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* False, and the array is "", if the text is too long. */
bool fixed_try(char *out, size_t size, const char *text)
	__attribute__((warn_unused_result));
bool fixed_try_format(char *out, size_t size, const char *fmt, ...)
	__attribute__((format(printf, 3, 4), warn_unused_result));

void fixed_cut(char *out, size_t size, const char *text);
void fixed_cut_format(char *out, size_t size, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

void fixed_cut_vformat(char *out, size_t size, const char *fmt, va_list ap)
	__attribute__((format(printf, 3, 0)));

/*
 * len bytes behind what stands there. False if they were cut: nothing that
 * comes after them should be added then.
 */
bool fixed_cut_add(char *out, size_t size, const char *text, size_t len);

#endif
