/*
 * A text as a QR code in half blocks, two rows of modules a line: light modules
 * are drawn, for a terminal that is dark. The one place of libqrencode.
 */
#ifndef CRIER_TUI_QR_H
#define CRIER_TUI_QR_H

#include <stddef.h>

enum {
	QR_MARGIN = 2, /* modules on each side; cameras ask for few */
	QR_LINE = 3 * (177 + 2 * QR_MARGIN) + 1
};

struct qr;

/* NULL if it is too long for one code. */
struct qr *qr_new(const char *text);
void qr_free(struct qr *q);

/* Columns, and lines of a terminal. */
int qr_columns(const struct qr *q);
int qr_lines(const struct qr *q);

/* One line, from 0. */
void qr_line(char out[QR_LINE], const struct qr *q, int line);

#endif
