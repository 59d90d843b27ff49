/*
 * A letter as it goes to a mail server (RFC 5322): pure ASCII whatever the
 * text is, lines that every server takes, and headers that say that a machine
 * sent it and to which list. Only the mail connector writes them.
 */
#ifndef CRIER_WIRE_LETTER_H
#define CRIER_WIRE_LETTER_H

#include "wire/connector.h"

enum { LETTER_ID = 200 };

/*
 * "<2026-0001.1.list.0123abcd@host>": the same on every attempt and for every
 * batch, so that a mail system that knows it drops a second copy.
 */
void letter_id(char out[LETTER_ID], const struct wire_job *job);

/* The text behind the headers included; ERR_TOO_LARGE as wire_request_body. */
enum err_code letter_write(
	struct wire_request *out, const struct wire_job *job, struct err *err);

/* One address, plain: no name, no comment, no quotes, ASCII. */
bool letter_is_address(const char *text, size_t len);

/* What stands behind the @ of a sound address. */
const char *letter_domain(const char *address);

#endif
