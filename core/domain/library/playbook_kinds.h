/*
 * What reading one folder of a library works with, and the part of it that
 * reads the kinds of messages. Part of playbook_parse.c; not for others.
 */
#ifndef CRIER_DOMAIN_LIBRARY_PLAYBOOK_KINDS_H
#define CRIER_DOMAIN_LIBRARY_PLAYBOOK_KINDS_H

#include "domain/library/playbook.h"
#include "words/yaml_schema.h"

/* The reader and what is being read. */
struct reading {
	struct yaml_reader r;
	struct library *lib;
	struct playbook *p;
	const struct library_file *files;
	size_t count;
	const char *folder;
};

/* A file of the folder by its name in it; borrowed, NULL if it has none. */
const struct library_file *
playbook_file(const struct reading *g, const char *name);

/* After slots and figures: kinds with deadlines, templates, prepared texts. */
void playbook_read_kinds(struct reading *g, const struct yaml *root);

#endif
