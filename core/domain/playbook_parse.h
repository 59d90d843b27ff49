/*
 * Reads one folder of a library. Part of reading a library (playbook.h); not
 * for others.
 */
#ifndef CRIER_DOMAIN_PLAYBOOK_PARSE_H
#define CRIER_DOMAIN_PLAYBOOK_PARSE_H

#include "domain/playbook.h"
#include "domain/rules_parse.h"

/* The folder has a playbook.yaml among the files; the rules are read. */
void
playbook_parse(struct playbook *out, struct library *lib, const char *folder,
	const struct library_file *files, size_t count, struct faults *faults);

#endif
