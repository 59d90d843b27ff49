/*
 * Drawing a QR code.
 */
#include "tui/pages/qr.h"

#include <qrencode.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct qr {
	QRcode *code;
};

struct qr *
qr_new(const char *text)
{
	/* capitals and digits are packed closer than bytes are */
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
	struct qr *q;

	if (code == NULL)
		return NULL;
	q = mem_new(sizeof(*q));
	q->code = code;
	return q;
}

void
qr_free(struct qr *q)
{
	if (q == NULL)
		return;
	QRcode_free(q->code);
	free(q);
}

int
qr_columns(const struct qr *q)
{
	return q->code->width + 2 * QR_MARGIN;
}

int
qr_lines(const struct qr *q)
{
	return (qr_columns(q) + 1) / 2;
}

/* The margin is light, and so is what lies beyond it. */
static bool
qr_is_light(const struct qr *q, int x, int y)
{
	int width = q->code->width;

	x -= QR_MARGIN;
	y -= QR_MARGIN;
	if (x < 0 || y < 0 || x >= width || y >= width)
		return true;
	return (q->code->data[y * width + x] & 1) == 0;
}

void
qr_line(char out[QR_LINE], const struct qr *q, int line)
{
	static const char *const blocks[2][2] = { { " ", "▄" }, { "▀", "█" } };
	size_t len = 0;

	for (int x = 0; x < qr_columns(q); x++) {
		const char *block = blocks[qr_is_light(q, x, 2 * line)]
					  [qr_is_light(q, x, 2 * line + 1)];

		memcpy(out + len, block, strlen(block));
		len += strlen(block);
	}
	out[len] = '\0';
}
