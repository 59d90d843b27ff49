/*
 * Reads one folder of a library. Part of reading a library (playbook.h); not
 * for others.
 */
#ifndef CRIER_DOMAIN_LIBRARY_PLAYBOOK_PARSE_H
#define CRIER_DOMAIN_LIBRARY_PLAYBOOK_PARSE_H

#include "domain/library/playbook.h"
#include "domain/library/rules_parse.h"

/* The folder has a playbook.yaml among the files; the rules are read. */
void
playbook_parse(struct playbook *out, struct library *lib, const char *folder,
	const struct library_file *files, size_t count, struct faults *faults);

#endif
