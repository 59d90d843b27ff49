/*
 * What the body of a 2xx says. A receiver that was not made for us may say no
 * in it: the fields by which it does are rows of rules/platforms.yaml and come
 * with the job.
 */
#ifndef CRIER_WIRE_SAID_H
#define CRIER_WIRE_SAID_H

#include "wire/connector.h"

enum { SAID_WORDS = 256 };

enum said {
	SAID_YES, /* no body, plain text, or JSON in which no field says no */
	SAID_NO, /* a field says no; whether it was taken is not known */
	SAID_REFUSED, /* a field that is final says no: it was not taken */
	SAID_NOTHING /* a page, half a document, what we cannot read */
};

/*
 * `answers` is a list of {field, yes: [word…] or no: [word…], final}; where
 * it is NULL or empty nobody told how a no looks, and no JSON says yes.
 * `words` gets the receiver's own (printable, bounded), "" after a yes.
 */
enum said said_by(char words[SAID_WORDS], const struct wire_response *answer,
	const json_t *answers);

#endif
