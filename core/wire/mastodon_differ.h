/*
 * What a status shows beside its words, against what was approved: audience,
 * language, sensitive flag, warning, author, pictures.
 */
#ifndef CRIER_WIRE_MASTODON_DIFFER_H
#define CRIER_WIRE_MASTODON_DIFFER_H

#include "wire/connector.h"
#include "wire/differ.h"

void mastodon_differ(
	struct differ *d, const struct wire_job *job, const json_t *status);

#endif
