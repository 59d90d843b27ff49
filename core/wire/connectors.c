/*
 * The table of connectors, from connectors.def. It stands alone, so that no
 * connector depends on the table that holds it.
 */
#include <string.h>

#include "crier/refusal.h"
#include "wire/connector.h"
#include "wire/kinds.h"

static const struct connector *const connectors[] = {
#define CONNECTOR(kind) &connector_##kind,
#include "wire/connectors.def"
#undef CONNECTOR
};

enum { CONNECTORS = sizeof(connectors) / sizeof(connectors[0]) };

const struct connector *
connector_at(size_t i)
{
	return i < CONNECTORS ? connectors[i] : NULL;
}

struct arg
connector_kinds(void)
{
	struct arg kinds = arg_words("");

	for (size_t i = 0; i < CONNECTORS; i++)
		(void)arg_words_add(&kinds, connectors[i]->kind);
	return kinds;
}

const struct connector *
connector_find(const char *kind)
{
	for (size_t i = 0; i < CONNECTORS; i++)
		if (strcmp(connectors[i]->kind, kind) == 0)
			return connectors[i];
	return NULL;
}
